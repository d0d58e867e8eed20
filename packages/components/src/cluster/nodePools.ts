import type * as pulumi from "@pulumi/pulumi";
import type { LaunchTemplate } from "@pulumi/aws/ec2/launchTemplate";
import type { Cluster } from "@pulumi/aws/eks/cluster";
import { NodeGroup } from "@pulumi/aws/eks/nodeGroup";
import { Architecture, architectureOf } from "../nodes/instanceTypes";
import { currentVersion, nodeLaunchTemplate } from "../nodes/launchTemplate";
import { NODE_POLICIES } from "../nodes/nodePolicies";
import type { TaintEffect } from "../nodes/scheduling.plan";
import { serviceRole } from "../platform/iam";
import { type AwsScope, childName, childOptions, childTags } from "../platform/scope";
import type { NodePool } from "./pools";

const AMI_TYPES: Record<Architecture, string> = { [Architecture.X86]: "AL2023_x86_64_STANDARD", [Architecture.Arm]: "AL2023_ARM_64_STANDARD" };
/** EKS's words for the effects of taints. */
const EFFECTS: Record<TaintEffect, string> = { NoSchedule: "NO_SCHEDULE", PreferNoSchedule: "PREFER_NO_SCHEDULE", NoExecute: "NO_EXECUTE" };

export interface NodePoolsArgs {
  cluster: Cluster;
  pools: Record<string, Required<NodePool>>;
  subnetIds: pulumi.Input<pulumi.Input<string>[]>;
  encryptionKeyArn: pulumi.Input<string>;
  releaseVersion?: string;
  /** What nodes need to become ready. */
  network: pulumi.Resource[];
}

/** A managed node group for each pool, all with one role. */
export function nodePools(scope: AwsScope, args: NodePoolsArgs) {
  const { role, rights } = serviceRole(scope, "node", { description: `Nodes of ${scope.name}`, service: "ec2", managedPolicies: NODE_POLICIES });
  const launchTemplates: Record<string, LaunchTemplate> = {};
  const nodeGroups: Record<string, NodeGroup> = {};
  for (const [key, pool] of Object.entries(args.pools)) {
    const template = nodeLaunchTemplate(scope, key, { diskSize: pool.diskSize, encryptionKeyArn: args.encryptionKeyArn });
    launchTemplates[key] = template;
    nodeGroups[key] = new NodeGroup(
      childName(scope, key),
      {
        clusterName: args.cluster.name,
        nodeRoleArn: role.arn,
        subnetIds: args.subnetIds,
        // The cluster's own version, so that nodes are upgraded after their control plane.
        version: args.cluster.version,
        releaseVersion: args.releaseVersion,
        amiType: AMI_TYPES[architectureOf(pool.instanceTypes[0] as string)],
        capacityType: "ON_DEMAND",
        instanceTypes: pool.instanceTypes,
        scalingConfig: { minSize: pool.minSize, maxSize: pool.maxSize, desiredSize: pool.desiredSize },
        labels: pool.labels,
        taints: pool.taints.map((taint) => ({ ...taint, effect: EFFECTS[taint.effect] })),
        launchTemplate: { id: template.id, version: currentVersion(template) },
        updateConfig: { maxUnavailablePercentage: 33 },
        nodeRepairConfig: { enabled: true },
        region: scope.region,
        tags: childTags(scope, key),
      },
      {
        ...childOptions(scope, ...rights, ...args.network),
        // The size is the autoscaler's. Other subnets would replace the whole group, so a zone that is added later is for pools that are added later.
        ignoreChanges: ["scalingConfig.desiredSize", "subnetIds"],
      },
    );
  }
  return { role, rights, launchTemplates, nodeGroups };
}
