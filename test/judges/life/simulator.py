"""What the simulator of AWS has to remember beyond a first update, so that a second one sees what the first one said.

Usage: simulator.py <script that serves the simulator> <its arguments>. Each part names what the simulator does without it.
"""
import json
import runpy
import sys
import uuid
from collections import OrderedDict
from threading import Lock
from urllib.parse import unquote

import moto.server
from moto.autoscaling.models import FakeAutoScalingGroup
from moto.autoscaling.responses import AutoScalingResponse
from moto.backends import get_backend
from moto.core import DEFAULT_ACCOUNT_ID
from moto.core.responses import ActionResult, EmptyResult
from moto.ec2.models import EC2Backend
from moto.ec2.models.launch_templates import LaunchTemplate
from moto.eks import urls
from moto.eks.models import EKSBackend
from moto.eks.responses import EKSResponse
from moto.moto_api._internal import urls as moto_api
from werkzeug.test import run_wsgi_app

# Node groups: it drops their settings for updates and repair, and knows no update of their version, launch template or tags.
NODE_GROUP_SETTINGS = {"update_config": "updateConfig", "node_repair_config": "nodeRepairConfig"}


def segments(response):
    return [unquote(segment) for segment in response.path.split("/") if segment]


def stored():
    """What the script that serves the simulator keeps itself: what is added to clusters."""
    return EKSResponse.create_cluster.__globals__["STORE"]


def node_group(response):
    _, cluster, _, name = segments(response)[:4]
    return response.eks_backend.describe_nodegroup(cluster_name=cluster, nodegroup_name=name)


def remember_settings(response):
    cluster = response._get_param("name")
    group = create_node_group_response(response)
    created = response.eks_backend.describe_nodegroup(cluster_name=cluster, nodegroup_name=response._get_param("nodegroupName"))
    for attribute, parameter in NODE_GROUP_SETTINGS.items():
        setattr(created, attribute, response._get_param(parameter))
    return group


def update(kind):
    return ActionResult({"update": {"id": str(uuid.uuid4()), "status": "Successful", "type": kind, "params": [], "errors": []}})


def update_nodegroup_version(response):
    group = node_group(response)
    group.version = response._get_param("version") or group.version
    group.release_version = response._get_param("releaseVersion") or group.release_version
    group.launch_template = {**group.launch_template, **(response._get_param("launchTemplate") or {})}
    return update("VersionUpdate")


create_node_group_response = EKSResponse.create_nodegroup
EKSResponse.create_nodegroup = remember_settings
EKSResponse.update_nodegroup_version = update_nodegroup_version
urls.url_paths["{0}/clusters/(?P<name>[^/]+)/node-groups/(?P<nodegroupName>[^/]+)/update-version$"] = urls.response.dispatch


# The cluster: it knows no update of the version, answers an update of the configuration with the cluster, gives it no security group, and keeps its add-ons.
def update_cluster_version(response):
    response.eks_backend.describe_cluster(name=segments(response)[1]).version = response._get_param("version")
    return update("VersionUpdate")


def update_cluster_config(response):
    cluster = response.eks_backend.describe_cluster(name=segments(response)[1])
    cluster.resources_vpc_config.update(response._get_param("resourcesVpcConfig") or {})
    extra = stored()[(response.current_account, response.region, cluster.name, "cl")]
    extra.update({key: value for key in ("upgradePolicy", "zonalShiftConfig", "deletionProtection") if (value := response._get_param(key)) is not None})
    return update("ConfigUpdate")


create_cluster = EKSBackend.create_cluster
delete_cluster = EKSBackend.delete_cluster


def create_with_group(eks, **arguments):
    cluster = create_cluster(eks, **arguments)
    ec2 = get_backend("ec2")[eks.account_id][eks.region_name]
    vpc = ec2.get_subnet(cluster.resources_vpc_config["subnetIds"][0]).vpc_id
    group = ec2.create_security_group(f"eks-cluster-sg-{cluster.name}", "EKS created it", vpc)
    cluster.resources_vpc_config.update(vpcId=vpc, clusterSecurityGroupId=group.id)
    return cluster


def delete_with_all(eks, name):
    cluster = delete_cluster(eks, name)
    get_backend("ec2")[eks.account_id][eks.region_name].delete_security_group(group_id=cluster.resources_vpc_config["clusterSecurityGroupId"])
    for key in [key for key in stored() if key[2] == name]:
        del stored()[key]
    return cluster


EKSBackend.create_cluster = create_with_group
EKSBackend.delete_cluster = delete_with_all
EKSResponse.update_cluster_version = update_cluster_version
EKSResponse.update_cluster_config = update_cluster_config
urls.url_paths["{0}/clusters/(?P<name>[^/]+)/updates$"] = urls.response.dispatch


# Tags: it changes those of clusters only.
def tags_of(response):
    arn = "/".join(unquote(response.path).split("/")[2:])
    groups = [group for cluster in response.eks_backend.clusters.values() for group in [cluster, *cluster.nodegroups.values()]]
    for holder in groups:
        if holder.arn == arn:
            return holder.tags
    for added in stored().values():
        if isinstance(added, dict) and arn in (added.get("accessEntryArn"), added.get("addonArn"), added.get("associationArn")):
            return added["tags"]
    raise KeyError(arn)


def tag_resource(response):
    tags_of(response).update(response._get_param("tags"))
    return EmptyResult()


def untag_resource(response):
    tags = tags_of(response)
    for key in response._get_param("tagKeys"):
        tags.pop(key, None)
    return EmptyResult()


EKSResponse.tag_resource = tag_resource
EKSResponse.untag_resource = untag_resource
EKSResponse.list_tags_for_resource = lambda response: ActionResult({"tags": tags_of(response)})

# Auto Scaling groups: it drops the warm-up time, and the instances policy in an update that does not name it, answers with an empty capacity reservation,
# and knows no instance refresh.
FakeAutoScalingGroup.capacity_reservation_specification = {"CapacityReservationPreference": "default"}
create_group = AutoScalingResponse.create_auto_scaling_group
update_group = AutoScalingResponse.update_auto_scaling_group


def remember(change):
    def changed(response):
        groups, name = response.autoscaling_backend.autoscaling_groups, response._get_param("AutoScalingGroupName")
        policy = groups[name].mixed_instances_policy if name in groups else None
        result = change(response)
        group = groups[name]
        group.mixed_instances_policy = group.mixed_instances_policy or policy
        group.default_instance_warmup = response._get_int_param("DefaultInstanceWarmup") or getattr(group, "default_instance_warmup", None)
        return result

    return changed


REFRESHES = {}


def start_instance_refresh(response):
    refresh = {"InstanceRefreshId": str(uuid.uuid4()), "AutoScalingGroupName": response._get_param("AutoScalingGroupName"), "Status": "Successful"}
    REFRESHES.setdefault(refresh["AutoScalingGroupName"], []).append(refresh)
    return ActionResult({"InstanceRefreshId": refresh["InstanceRefreshId"]})


AutoScalingResponse.create_auto_scaling_group = remember(create_group)
AutoScalingResponse.update_auto_scaling_group = remember(update_group)
AutoScalingResponse.start_instance_refresh = start_instance_refresh
AutoScalingResponse.describe_instance_refreshes = lambda response: ActionResult(
    {"InstanceRefreshes": REFRESHES.get(response._get_param("AutoScalingGroupName"), [])}
)

# Launch templates: it answers with the tags that they were made with.
LaunchTemplate.tags = property(lambda template: template.get_tags(), lambda template, _: None)

# Endpoints of a VPC: it makes routes for the route tables of the first update only, and wants to delete those of all.
modify_endpoint = EC2Backend.modify_vpc_endpoint


def modify_vpc_endpoint(ec2, vpc_id, **change):
    modify_endpoint(ec2, vpc_id, **change)
    prefixes = ec2.vpc_end_points[vpc_id].destination_prefix_list_id
    for table in change["add_route_tables"]:
        ec2.create_route(table, None, gateway_id=vpc_id, destination_prefix_list_id=prefixes)
    for table in change["remove_route_tables"]:
        ec2.delete_route(table, prefixes)


EC2Backend.modify_vpc_endpoint = modify_vpc_endpoint


# A census: what every service holds, by its name there, so that two moments can be compared. What is deleted may still be listed for a while, as in AWS.
SERVICES = {"aws": ["iam", "s3"], "us-east-1": "autoscaling ec2 eks events kms logs secretsmanager sqs ssm".split()}
GONE = {"deleted", "PendingDeletion"}
# Tags of what is gone, and an order of what was there.
REMAINS = {"tags", "launch_template_insert_order"}


def held(value):
    if not isinstance(value, dict):
        return [str(getattr(entry, "id", entry)) for entry in value]
    there = {key: entry for key, entry in value.items() if getattr(entry, "state", getattr(entry, "key_state", None)) not in GONE}
    return [f"{key} {inner}" for key, entry in there.items() for inner in (entry if isinstance(entry, dict) else [""])]


def census(*_):
    found = {}
    for region, services in SERVICES.items():
        for service in services:
            holders = vars(get_backend(service)[DEFAULT_ACCOUNT_ID][region])
            holders = {name: value for name, value in holders.items() if isinstance(value, (dict, list, set)) and name not in REMAINS}
            found.update({f"{service} {name}": sorted(held(value)) for name, value in holders.items()})
    found["eks added"] = sorted(" ".join(key[2:]) for key, value in stored().items() if value)
    return 200, {"Content-Type": "application/json"}, json.dumps(found)


moto_api.url_paths["{0}/moto-api/census"] = census


# Add-ons: it drops their pod identities. The script's own functions are there once it serves.
def remember_identities():
    create_addon = EKSResponse.create_addon
    delete_addon = EKSResponse.delete_addon

    def create(response):
        answer = create_addon(response)
        cluster, addon = response._get_param("name"), response._get_param("addonName")
        place = (response.current_account, response.region, cluster)
        arns = []
        for association in response._get_param("podIdentityAssociations") or []:
            name = f"a-{uuid.uuid4().hex[:17]}"
            arns.append(f"arn:aws:eks:{response.region}:{response.current_account}:podidentityassociation/{cluster}/{name}")
            common = {"clusterName": cluster, "namespace": "kube-system", "associationId": name, "associationArn": arns[-1], "tags": {}}
            stored()[(*place, "pi", name)] = {**common, **association}
        stored()[(*place, "ad", addon)]["podIdentityAssociations"] = arns
        return answer

    def delete(response):
        _, cluster, _, addon = segments(response)[:4]
        place = (response.current_account, response.region, cluster)
        for arn in stored()[(*place, "ad", addon)]["podIdentityAssociations"]:
            del stored()[(*place, "pi", arn.split("/")[-1])]
        return delete_addon(response)

    EKSResponse.create_addon = create
    EKSResponse.delete_addon = delete


# A connection that is lost on a busy machine: the AWS SDK asks again under the same id, and AWS answers as it did. The simulator would make it a second time.
ANSWERS_KEPT = 5_000


def answered_once(application):
    answers = OrderedDict()
    guard = Lock()

    def answer(environ, start_response):
        asked = environ.get("HTTP_AMZ_SDK_INVOCATION_ID")
        with guard:
            if len(answers) > ANSWERS_KEPT:
                answers.popitem(last=False)
            known = answers.setdefault(asked, {"lock": Lock()}) if asked else {"lock": Lock()}
        # One that is asked again while it is still being answered waits.
        with known["lock"]:
            if "answer" not in known:
                body, status, headers = run_wsgi_app(application, environ, buffered=True)
                content = b"".join(body)
                # What went wrong may go well the next time.
                if status.startswith("2"):
                    known["answer"] = (status, headers, content)
            else:
                status, headers, content = known["answer"]
        start_response(status, headers.to_wsgi_list())
        return [content]

    return answer


run_simple = moto.server.run_simple
moto.server.run_simple = lambda host, port, application, **options: run_simple(host, port, answered_once(application), **options)

serve = moto.server.main


def complete_and_serve(arguments):
    remember_identities()
    serve(arguments)


moto.server.main = complete_and_serve
sys.argv = sys.argv[1:]
runpy.run_path(sys.argv[0], run_name="__main__")
