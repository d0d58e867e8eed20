import * as pulumi from "@pulumi/pulumi";
import { Group } from "@pulumi/aws/autoscaling/group";
import type { LaunchTemplate } from "@pulumi/aws/ec2/launchTemplate";
import { AccessEntry } from "@pulumi/aws/eks/accessEntry";
import { InstanceProfile } from "@pulumi/aws/iam/instanceProfile";
import type { Queue } from "@pulumi/aws/sqs/queue";
import type { ClusterAttachment, NetworkAttachment } from "../platform/attachments";
import { checkGiven } from "../platform/given";
import { serviceRole } from "../platform/iam";
import { getNodes, setNodes } from "../platform/nodes";
import { Problems } from "../platform/problems";
import { type AwsScope, childName, childOptions, childTags } from "../platform/scope";
import type { PlatformTags } from "../platform/tags";
import { groupTags, instanceTags } from "./groupTags.plan";
import { checkImage, imageOfRelease } from "./image.plan";
import type { Architecture } from "./instanceTypes";
import { interruptionQueue } from "./interruption";
import { currentVersion, nodeLaunchTemplate } from "./launchTemplate";
import { NODE_POLICIES } from "./nodePolicies";
import type { NodeTaint } from "./scheduling.plan";
import { type HealthCheckType, type NodeGroupPlan, planNodeGroup, type SpotAllocationStrategy } from "./spotMixedNodeGroup.plan";
import { nodeUserData } from "./userData.plan";

/** Seconds that a node is given until it takes pods. */
const NODE_START = 300;

/** What a `SpotMixedNodeGroup` is made from. */
export interface SpotMixedNodeGroupArgs {
  /** The cluster that the nodes join. */
  cluster: ClusterAttachment;
  /** The network whose private subnets the nodes are in. */
  network: NetworkAttachment;
  /** The instance types and what each counts: 1, and 2 for one twice as large. Types of one architecture and one ratio of vCPU to memory. */
  instanceTypes: Record<string, number>;
  /** The least capacity, in weights: with weights of 1 that is nodes. */
  min: number;
  /** The most capacity, in weights; the largest weight may go beyond it. */
  max: number;
  /** The capacity to start with; afterwards it is the autoscaler's. Default: `min`. */
  desired?: number;
  /** The capacity, in weights, that is always On-Demand: what critical pods need when Spot runs dry. Default: 1. */
  onDemandBase?: number;
  /** How much of the capacity above the base is On-Demand, in percent. Default: 20. */
  onDemandPercentage?: number;
  /** How Spot capacity is chosen. Default: `price-capacity-optimized`; `lowest-price` is interrupted more often. */
  spotAllocationStrategy?: SpotAllocationStrategy;
  /** Across how many pools `lowest-price` spreads, 1 to 20; only with that strategy. Default: AWS's, 2. */
  spotPools?: number;
  /** Who says that a node is not well. `ELB` also asks the load balancers of `targetGroupArns`. Default: `EC2`. */
  healthCheckType?: HealthCheckType;
  /** Target groups that the nodes are registered with. Default: none. */
  targetGroupArns?: pulumi.Input<string>[];
  /** The release of the EKS image of Amazon Linux 2023, by its date. Default: `20260714`, the newest when this version was made. */
  amiRelease?: string;
  /** The image, instead of a release: one made from that of EKS, so that it has `nodeadm`. With it a refresh that fails is rolled back. Default: by release. */
  amiId?: pulumi.Input<string>;
  /** GiB of each node's disk, gp3 and encrypted. Default: 50. */
  diskSize?: number;
  /** Labels of the nodes. Default: none. */
  labels?: Record<string, string>;
  /** Taints of the nodes. Default: none. */
  taints?: NodeTaint[];
  /** Who pays for it and who answers for it; on the group, its instances, their disks and interfaces, and everything else that can carry tags. */
  tags: PlatformTags;
}

/** Every child of a `SpotMixedNodeGroup`. */
export interface SpotMixedNodeGroupNodes {
  autoScalingGroup: pulumi.CustomResource;
  launchTemplate: pulumi.CustomResource;
  role: pulumi.CustomResource;
  /** What gives the role its rights. */
  rolePolicies: pulumi.CustomResource[];
  instanceProfile: pulumi.CustomResource;
  accessEntry: AccessEntry;
  lifecycleHook: pulumi.CustomResource;
  interruptionQueue: Queue;
  /** The rules that feed the queue, their targets and the queue's policy. */
  interruptionRules: pulumi.CustomResource[];
}

/**
 * Nodes that are part On-Demand and part Spot: an Auto Scaling group with a mixed instances policy, which a managed node group cannot have. Its nodes join
 * the cluster through an access entry, replace themselves when Spot capacity is about to be taken away, and are rolled one tenth at a time when their
 * image or configuration changes.
 *
 * ```ts
 * const batch = new SpotMixedNodeGroup("batch", {
 *   cluster, network, instanceTypes: { "t3.medium": 1, "t3.large": 2 }, onDemandBase: 1, onDemandPercentage: 20, min: 0, max: 30, tags,
 * });
 * ```
 *
 * When a node is about to go, it is held back for up to 5 minutes and a message is put on `interruptionQueueUrl`. aws-node-termination-handler, in queue
 * mode, drains the node then; this component does not install it, and without it pods are only stopped with their node.
 *
 * The nodes themselves have no rights over network interfaces: the cluster's VPC CNI must have a role of its own, as that of a `MultiAzCluster` has.
 *
 * The group keeps the share of Spot even where there is none to be had: `onDemandBase` is what survives that. With types of different weights, Cluster
 * Autoscaler takes all nodes for as large as the first.
 */
export class SpotMixedNodeGroup extends pulumi.ComponentResource {
  /** The type of the component in Pulumi. */
  static readonly __pulumiType = "firmament:index:SpotMixedNodeGroup";

  readonly autoScalingGroupName: pulumi.Output<string>;
  /** The role of the nodes. */
  readonly roleArn: pulumi.Output<string>;
  /** Where aws-node-termination-handler hears of nodes that are about to go. */
  readonly interruptionQueueUrl: pulumi.Output<string>;
  readonly interruptionQueueArn: pulumi.Output<string>;

  constructor(name: string, args: SpotMixedNodeGroupArgs, opts: pulumi.ComponentResourceOptions = {}) {
    checkGiven("SpotMixedNodeGroup", name, args, "cluster", "network");
    const { cluster, network, targetGroupArns = [], amiId, ...plain } = args;
    const plan = planNodeGroup(name, {
      ...plain,
      amiId: typeof amiId === "string" ? amiId : undefined,
      targetGroups: targetGroupArns.length,
      zones: network.availabilityZones?.length ?? 0,
    });
    const { warnings, ...decided } = plan;
    super(SpotMixedNodeGroup.__pulumiType, name, { ...plain, ...decided }, opts);
    const scope: AwsScope = { name, parent: this, dependsOn: opts.dependsOn, region: pulumi.output(cluster.region), tags: args.tags };
    warnings.forEach((warning) => void pulumi.log.warn(`SpotMixedNodeGroup "${name}": ${warning}`, this));

    const { role, rights } = serviceRole(scope, "node", { description: `Nodes of ${name}`, service: "ec2", managedPolicies: NODE_POLICIES });
    const profile = new InstanceProfile(childName(scope, "node"), { role: role.name, tags: childTags(scope, "node") }, childOptions(scope));
    const accessEntry = new AccessEntry(
      childName(scope, "node"),
      { clusterName: cluster.clusterName, principalArn: role.arn, type: "EC2_LINUX", region: scope.region, tags: childTags(scope, "node") },
      childOptions(scope),
    );
    const template = createLaunchTemplate(scope, args, plan, profile, rights);
    const group = createGroup(scope, args, plan, template, accessEntry);
    const interruption = interruptionQueue(scope, group);

    this.autoScalingGroupName = group.name;
    this.roleArn = role.arn;
    this.interruptionQueueUrl = interruption.queue.url;
    this.interruptionQueueArn = interruption.queue.arn;
    setNodes<SpotMixedNodeGroupNodes>(this, {
      autoScalingGroup: group,
      launchTemplate: template,
      role,
      rolePolicies: rights,
      instanceProfile: profile,
      accessEntry,
      lifecycleHook: interruption.hook,
      interruptionQueue: interruption.queue,
      interruptionRules: [...interruption.rules, ...interruption.targets, interruption.queuePolicy],
    });
    this.registerOutputs({
      autoScalingGroupName: this.autoScalingGroupName,
      roleArn: this.roleArn,
      interruptionQueueUrl: this.interruptionQueueUrl,
      interruptionQueueArn: this.interruptionQueueArn,
    });
  }

  /** Every child, for what the arguments don't offer. */
  get nodes(): SpotMixedNodeGroupNodes {
    return getNodes(this);
  }
}

function createLaunchTemplate(
  scope: AwsScope,
  { cluster, amiId, amiRelease }: SpotMixedNodeGroupArgs,
  plan: NodeGroupPlan,
  profile: InstanceProfile,
  rights: pulumi.Resource[],
): LaunchTemplate {
  const { labels, taints } = plan;
  return nodeLaunchTemplate(scope, "node", {
    instanceTags: pulumi.output(cluster.clusterName).apply((clusterName) => ({ ...childTags(scope, "node"), ...instanceTags(clusterName) })),
    diskSize: plan.diskSize,
    encryptionKeyArn: cluster.encryptionKeyArn,
    selfManaged: {
      imageId: amiId ?? pulumi.output(cluster.kubernetesVersion).apply((version) => imageFor(scope.name, version, plan.architecture, amiRelease)),
      userData: pulumi
        .all([cluster.clusterName, cluster.endpoint, cluster.certificateAuthority, cluster.serviceCidr])
        .apply(([clusterName, endpoint, certificateAuthority, serviceCidr]) =>
          nodeUserData({ clusterName, endpoint, certificateAuthority, serviceCidr, labels, taints }),
        ),
      instanceProfileArn: profile.arn,
      securityGroupIds: [cluster.securityGroupId],
    },
    dependsOn: rights,
  });
}

function imageFor(name: string, version: string, architecture: Architecture, release: string | undefined): string {
  const problems = new Problems();
  checkImage(problems, version, release);
  problems.throwIfAny("SpotMixedNodeGroup", name);
  return imageOfRelease(version, architecture, release);
}

function createGroup(scope: AwsScope, args: SpotMixedNodeGroupArgs, plan: NodeGroupPlan, template: LaunchTemplate, accessEntry: AccessEntry): Group {
  return new Group(
    scope.name,
    {
      vpcZoneIdentifiers: args.network.privateSubnetIds,
      minSize: args.min,
      maxSize: args.max,
      desiredCapacity: plan.desired,
      mixedInstancesPolicy: {
        instancesDistribution: {
          onDemandBaseCapacity: plan.onDemandBase,
          // Left out, it would be 100: no Spot at all.
          onDemandPercentageAboveBaseCapacity: plan.onDemandPercentage,
          onDemandAllocationStrategy: "prioritized",
          spotAllocationStrategy: plan.spotAllocationStrategy,
          spotInstancePools: plan.spotPools,
        },
        launchTemplate: {
          launchTemplateSpecification: { launchTemplateId: template.id, version: currentVersion(template) },
          overrides: plan.overrides,
        },
      },
      capacityRebalance: true,
      // Rebalancing zones terminates nodes for no need of theirs; the cluster's autoscaler keeps the zones even.
      suspendedProcesses: ["AZRebalance"],
      terminationPolicies: ["AllocationStrategy", "OldestLaunchTemplate", "Default"],
      healthCheckType: plan.healthCheckType,
      healthCheckGracePeriod: NODE_START,
      defaultInstanceWarmup: NODE_START,
      targetGroupArns: args.targetGroupArns,
      instanceRefresh: {
        strategy: "Rolling",
        preferences: {
          minHealthyPercentage: 90,
          instanceWarmup: String(NODE_START),
          skipMatching: true,
          // AWS can't go back to an image that is named by a parameter.
          autoRollback: args.amiId !== undefined,
        },
      },
      // Nodes that don't come up are for alerts to find, not for an update to wait for.
      waitForCapacityTimeout: "0",
      tags: pulumi
        .output(args.cluster.clusterName)
        .apply((clusterName) => groupTags(childTags(scope, "node"), clusterName, plan.labels, plan.taints)),
      region: scope.region,
    },
    // Before the entry is there nodes can't join, and after it is gone they are cut off.
    { ...childOptions(scope, accessEntry), ignoreChanges: ["desiredCapacity"] },
  );
}
