import { classicLoadBalancers, loadBalancers } from "../../aws/loadBalancers";
import { flagOf, numberOf } from "../../aws/values";
import { subnetOf, subnetsThrough, zoneOf, zonesOf } from "../../aws/zones";
import { environments, holdsIn } from "../../kernel/environment";
import { flag } from "../../kernel/options";
import type { Property } from "../../kernel/property";
import type { StackResource, StackView } from "../../kernel/resource";
import { type StackCheck, stackRule } from "../../kernel/rule";
import { type TypeFamily, anyOf, awsResources } from "../../kernel/types";

const groups = awsResources("autoscaling", "Group");
const nodeGroups = awsResources("eks", "NodeGroup");
const gateways = awsResources("ec2", "NatGateway");

/** Where each kind has its subnets. */
const SUBNETS: readonly (readonly [TypeFamily, readonly [string, ...string[]]])[] = [
  [groups, ["vpcZoneIdentifiers"]],
  [nodeGroups, ["subnetIds"]],
  [awsResources("eks", "FargateProfile"), ["subnetIds"]],
  [loadBalancers, ["subnets"]],
  [classicLoadBalancers, ["subnets"]],
  [awsResources("ecs", "Service"), ["networkConfiguration", "subnets"]],
  [awsResources("lambda", "Function"), ["vpcConfig", "subnetIds"]],
  ...["dax", "docdb", "elasticache", "memorydb", "neptune", "rds"].map((service) => [awsResources(service, "SubnetGroup"), ["subnetIds"]] as const),
];

/** What makes two groups parts of one: they are in a zone each on purpose. */
const SIBLINGS: readonly (readonly [TypeFamily, readonly string[]])[] = [
  [groups, ["launchTemplate", "mixedInstancesPolicy", "targetGroupArns", "loadBalancers"]],
  [nodeGroups, ["clusterName"]],
];

const config = {
  requireCrossZone: flag("Whether load balancers have to send requests to targets in other zones, which costs traffic between zones.", false),
  environments: environments(),
};

/**
 * What runs outside dev environments is in two availability zones or more: Auto Scaling groups, node groups, Fargate profiles, load balancers, ECS
 * services, Lambda functions in a VPC, and the subnet groups of data stores. And a subnet leaves its VPC through a NAT gateway in its own zone, unless the
 * gateway is a regional one. Zones are those of the subnets that went into the property; a subnet of another stack counts as a zone of its own. Groups in
 * one zone each pass when they have a cluster, a launch template or a target group in common and are in two zones together, as storage in zones wants it;
 * a group of one instance passes, too.
 */
export const relAwsSubnetSpread = stackRule({
  id: "rel-aws-subnet-spread",
  title: "Spread over zones",
  severity: "high",
  must: "be in two availability zones or more",
  because: "zones fail, and what is in one alone, or goes out through it, then stops",
  fix: "add a subnet of another availability zone",
  compliance: { fsbp: ["AutoScaling.2", "ELB.10", "ELB.13", "Lambda.5"], wellArchitected: ["REL10-BP01"] },
  appliesTo: anyOf("AWS compute, load balancers, subnet groups and NAT gateways", ...SUBNETS.map(([family]) => family), gateways),
  config,
  check: (context) => {
    const { resources, run, attempt, config: options } = context;
    for (const resource of resources) {
      attempt(() => {
        if (!holdsIn(options.environments, resource, run)) {
          return;
        }
        if (gateways.matches(resource.type)) {
          checkGateway(resource, context);
        } else {
          attempt(() => checkSpread(resource, context));
          attempt(() => checkCrossZone(resource, context));
        }
      });
    }
  },
});

type Context = StackCheck<typeof config>;

function checkSpread(resource: StackResource, { stack, report }: Context): void {
  const zones = zonesIn(resource, stack);
  if (zones.size === 1 && !isSingle(resource) && !hasSiblingsElsewhere(resource, zones, stack)) {
    const place = resource.properties.at(...pathOf(resource));
    const isOneSubnet = !place.isUnknown && place.items().length === 1;
    report(resource, isOneSubnet ? "it has a single subnet, and so is in one zone" : "all its subnets are in the same zone", { path: place.path });
  }
}

function pathOf({ type, properties }: StackResource): readonly [string, ...string[]] {
  const path = SUBNETS.find(([family]) => family.matches(type))?.[1] ?? ["subnets"];
  return loadBalancers.matches(type) && properties.at("subnets").isAbsent ? ["subnetMappings"] : path;
}

/** None where there are no subnets to look at. */
function zonesIn(resource: StackResource, stack: StackView): Set<string> {
  return zonesOf(resource, pathOf(resource)[0], idsIn(resource), stack);
}

function idsIn(resource: StackResource): Property[] {
  const path = pathOf(resource);
  const place = resource.properties.at(...path);
  return place.isUnknown ? [place] : place.items().map((item) => (path[0] === "subnetMappings" ? item.at("subnetId") : item));
}

/** One instance, or none, is in one zone at a time; where it comes back is another question. */
function isSingle({ type, properties }: StackResource): boolean {
  return groups.matches(type) && (numberOf(properties.at("maxSize")) ?? 2) <= 1;
}

function hasSiblingsElsewhere(resource: StackResource, zones: Set<string>, stack: StackView): boolean {
  const [family, properties] = SIBLINGS.find(([one]) => one.matches(resource.type)) ?? [];
  const shared = new Set(properties?.flatMap((property) => resource.dependenciesOf(property)));
  return (
    shared.size > 0 &&
    stack.resources.some(
      (other) =>
        family?.matches(other.type) === true &&
        properties?.some((property) => other.dependenciesOf(property).some((one) => shared.has(one))) === true &&
        [...zonesIn(other, stack)].some((zone) => !zones.has(zone)),
    )
  );
}

function checkCrossZone(resource: StackResource, { config: { requireCrossZone }, report }: Context): void {
  const { type, properties } = resource;
  const classic = classicLoadBalancers.matches(type);
  const isNetwork = loadBalancers.matches(type) && ["network", "gateway"].includes(properties.at("loadBalancerType").string() ?? "");
  if (!requireCrossZone || !(classic || isNetwork)) {
    return;
  }
  const place = properties.at(classic ? "crossZoneLoadBalancing" : "enableCrossZoneLoadBalancing");
  // Only classic load balancers do so by themselves.
  if (!(flagOf(place) ?? classic)) {
    report(resource, "it sends requests only to targets in the zone that they came in by", { path: place.path, fix: `set ${place.path}: true` });
  }
}

function checkGateway(gateway: StackResource, { stack, report }: Context): void {
  const subnet = subnetOf(gateway);
  if (subnet === undefined || gateway.properties.at("connectivityType").string() === "private") {
    return;
  }
  const zone = zoneOf(subnet);
  const others = subnetsThrough(gateway, stack).filter((one) => zoneOf(one) !== zone);
  if (others.length > 0) {
    const names = others.map(({ name }) => name).sort();
    report(
      gateway,
      `what is in the ${names.length === 1 ? "subnet" : "subnets"} ${names.join(", ")} leaves the VPC through a NAT gateway in another zone`,
      {
        path: "subnetId",
        fix: "add a NAT gateway in each zone, and route the subnets of a zone to it",
      },
    );
  }
}
