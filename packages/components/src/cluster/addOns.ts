import type * as pulumi from "@pulumi/pulumi";
import { Addon } from "@pulumi/aws/eks/addon";
import type { Cluster } from "@pulumi/aws/eks/cluster";
import { serviceRole, type ServiceRole } from "../platform/iam";
import { type AwsScope, childName, childOptions, childTags } from "../platform/scope";
import { awsTags } from "../platform/tags";
import { AddOn, addOnSettings, volumeEncryption } from "./addOns.plan";
import type { ClusterPlan } from "./cluster.plan";

export interface AddOns {
  addOns: Addon[];
  roles: ServiceRole[];
}

/** What nodes need to become ready. */
export function networkAddOns(scope: AwsScope, plan: Pick<ClusterPlan, "clusterName" | "addOnVersions">, cluster: Cluster): AddOns {
  const cniRole = serviceRole(scope, AddOn.VpcCni, {
    description: `VPC CNI of the cluster ${plan.clusterName}`,
    service: "pods.eks",
    managedPolicies: ["AmazonEKS_CNI_Policy"],
  });
  const agent = createAddOn(scope, plan, cluster, AddOn.PodIdentityAgent, []);
  const cni = createAddOn(scope, plan, cluster, AddOn.VpcCni, [agent], { ...cniRole, serviceAccount: "aws-node" });
  const kubeProxy = createAddOn(scope, plan, cluster, AddOn.KubeProxy, []);
  return { addOns: [agent, cni, kubeProxy], roles: [cniRole] };
}

/** What runs on nodes, and is not healthy before there are some. */
export function clusterAddOns(
  scope: AwsScope,
  plan: Pick<ClusterPlan, "clusterName" | "addOnVersions">,
  cluster: Cluster,
  keyArn: pulumi.Output<string>,
  nodes: pulumi.Resource[],
): AddOns {
  const csiRole = serviceRole(scope, AddOn.EbsCsiDriver, {
    description: `EBS CSI driver of the cluster ${plan.clusterName}`,
    service: "pods.eks",
    managedPolicies: ["service-role/AmazonEBSCSIDriverPolicy"],
    inlinePolicy: keyArn.apply(volumeEncryption),
  });
  const dns = createAddOn(scope, plan, cluster, AddOn.CoreDns, nodes);
  const csi = createAddOn(scope, plan, cluster, AddOn.EbsCsiDriver, nodes, { ...csiRole, serviceAccount: "ebs-csi-controller-sa" });
  const metrics = createAddOn(scope, plan, cluster, AddOn.MetricsServer, nodes);
  return { addOns: [dns, csi, metrics], roles: [csiRole] };
}

function createAddOn(
  scope: AwsScope,
  plan: Pick<ClusterPlan, "clusterName" | "addOnVersions">,
  cluster: Cluster,
  addOn: AddOn,
  dependsOn: pulumi.Resource[],
  identity?: ServiceRole & { serviceAccount: string },
): Addon {
  return new Addon(
    childName(scope, addOn),
    {
      clusterName: cluster.name,
      addonName: addOn,
      addonVersion: plan.addOnVersions[addOn],
      configurationValues: addOnSettings(addOn, awsTags(scope.tags)),
      podIdentityAssociations: identity === undefined ? undefined : [{ roleArn: identity.role.arn, serviceAccount: identity.serviceAccount }],
      resolveConflictsOnCreate: "NONE",
      resolveConflictsOnUpdate: "PRESERVE",
      region: scope.region,
      tags: childTags(scope, addOn),
    },
    { ...childOptions(scope, ...dependsOn, ...(identity?.rights ?? [])), deletedWith: cluster },
  );
}
