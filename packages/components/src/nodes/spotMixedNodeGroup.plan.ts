import { Problems } from "../platform/problems";
import { checkName, checkNameBudget } from "../platform/names.plan";
import { awsTags, checkTags, isProduction, type PlatformTags } from "../platform/tags";
import { groupTags } from "./groupTags.plan";
import { type Architecture, architectureOf, instanceTypeProblem } from "./instanceTypes";
import { checkNodeLabels, checkTaints, type NodeTaint } from "./scheduling.plan";

/** How Spot capacity is chosen among the pools of instance types and zones. */
export const SpotAllocationStrategy = {
  /** The cheapest of the pools that are least likely to be interrupted. */
  PriceCapacityOptimized: "price-capacity-optimized",
  /** The pools that are least likely to be interrupted. */
  CapacityOptimized: "capacity-optimized",
  /** The same, preferring the types in the order given. */
  CapacityOptimizedPrioritized: "capacity-optimized-prioritized",
  /** The cheapest `spotPools` pools, however likely they are to be interrupted. */
  LowestPrice: "lowest-price",
} as const;
export type SpotAllocationStrategy = (typeof SpotAllocationStrategy)[keyof typeof SpotAllocationStrategy];

/** Who says that a node is not well. */
export const HealthCheckType = { Ec2: "EC2", Elb: "ELB" } as const;
export type HealthCheckType = (typeof HealthCheckType)[keyof typeof HealthCheckType];

/** What decides how a group looks; all plain. */
export interface NodeGroupPlanArgs {
  instanceTypes: Record<string, number>;
  min: number;
  max: number;
  desired?: number;
  onDemandBase?: number;
  onDemandPercentage?: number;
  spotAllocationStrategy?: SpotAllocationStrategy;
  spotPools?: number;
  healthCheckType?: HealthCheckType;
  /** How many target groups there are. */
  targetGroups: number;
  amiRelease?: string;
  /** Undefined where there is none, or where it is known only later. */
  amiId?: string;
  diskSize?: number;
  labels?: Record<string, string>;
  taints?: NodeTaint[];
  /** How many zones the nodes are in. */
  zones: number;
  tags: PlatformTags;
}

export interface NodeGroupPlan {
  overrides: { instanceType: string; weightedCapacity: string }[];
  architecture: Architecture;
  desired: number;
  onDemandBase: number;
  onDemandPercentage: number;
  spotAllocationStrategy: SpotAllocationStrategy;
  /** Only for `lowest-price`: AWS refuses it with the others. */
  spotPools?: number;
  healthCheckType: HealthCheckType;
  diskSize: number;
  labels: Record<string, string>;
  taints: NodeTaint[];
  /** What is allowed and still not wise. */
  warnings: string[];
}

const MAX_INSTANCE_TYPES = 40;
const MAX_WEIGHT = 999;
const MAX_SPOT_POOLS = 20;
const MAX_TAGS = 50;
const MAX_TAG_KEY = 127;
/** No parameter that EC2 looks up (`resolve:ssm:…`): AWS can't roll back to one. */
const IMAGE_ID = /^ami-[0-9a-f]{1,17}$/;
const DISK = { min: 20, max: 65_536 };
/** Fewer kinds of Spot capacity than this run dry together. */
const MIN_SPOT_TYPES = 4;

/** Decides everything about a group that needs no cloud. @throws `pulumi.InputPropertiesError` with every problem. */
export function planNodeGroup(name: string, given: NodeGroupPlanArgs): NodeGroupPlan {
  const problems = new Problems();
  // A program in JavaScript can leave out what TypeScript asks for.
  const args = { ...given, instanceTypes: given.instanceTypes ?? {} };
  const plan: NodeGroupPlan = {
    overrides: Object.entries(args.instanceTypes).map(([instanceType, weight]) => ({ instanceType, weightedCapacity: String(weight) })),
    architecture: architectureOf(Object.keys(args.instanceTypes)[0] ?? ""),
    desired: args.desired ?? args.min,
    onDemandBase: args.onDemandBase ?? 1,
    onDemandPercentage: args.onDemandPercentage ?? 20,
    spotAllocationStrategy: args.spotAllocationStrategy ?? SpotAllocationStrategy.PriceCapacityOptimized,
    spotPools: args.spotPools,
    healthCheckType: args.healthCheckType ?? HealthCheckType.Ec2,
    diskSize: args.diskSize ?? 50,
    labels: args.labels ?? {},
    taints: args.taints ?? [],
    warnings: [],
  };
  checkTags(problems, args.tags);
  checkName(problems, name);
  // The rule for changes of state has the longest name, and EventBridge the shortest limit: 64 characters, as IAM.
  checkNameBudget(problems, name, "EventBridge rule", "state-change", 64);
  problems.require(args.zones > 0, "network.availabilityZones", 'none; name the zones of the private subnets, such as ["a", "b", "c"]');
  checkInstanceTypes(problems, args.instanceTypes);
  checkSizes(problems, args, plan);
  checkDistribution(problems, args, plan);
  checkHealth(problems, args, plan);
  checkImage(problems, args, plan);
  checkNodeLabels(problems, plan.labels, "labels");
  checkTaints(problems, plan.taints, "taints");
  checkGroupTags(problems, args.tags, plan);
  problems.throwIfAny("SpotMixedNodeGroup", name);
  return { ...plan, warnings: warningsFor(args, plan) };
}

function checkInstanceTypes(problems: Problems, instanceTypes: Record<string, number>): void {
  const types = Object.keys(instanceTypes);
  problems.require(
    types.length >= 1 && types.length <= MAX_INSTANCE_TYPES,
    "instanceTypes",
    `${types.length} instance types, AWS allows 1 to ${MAX_INSTANCE_TYPES} per Auto Scaling group; name ${types.length === 0 ? "some" : "fewer"}`,
  );
  const problem = instanceTypeProblem(types);
  problems.require(problem === undefined, "instanceTypes", problem ?? "");
  for (const [type, weight] of Object.entries(instanceTypes)) {
    problems.require(
      isWholeNumber(weight, 1, MAX_WEIGHT),
      `instanceTypes["${type}"]`,
      `weight ${weight} is not a whole number from 1 to ${MAX_WEIGHT}; give the type 1, and types twice its size 2`,
    );
  }
}

function checkSizes(problems: Problems, args: NodeGroupPlanArgs, plan: NodeGroupPlan): void {
  problems.require(isWholeNumber(args.min, 0), "min", `${args.min} is not a whole number from 0`);
  problems.require(isWholeNumber(args.max, 1), "max", `${args.max} is not a whole number from 1`);
  problems.require(args.min <= args.max, "min", `${args.min} is above max ${args.max}; lower it, or raise max`);
  problems.require(
    isWholeNumber(plan.desired, args.min, args.max),
    "desired",
    `${plan.desired} is not between min ${args.min} and max ${args.max}; leave it out to start with min`,
  );
}

function checkDistribution(problems: Problems, args: NodeGroupPlanArgs, plan: NodeGroupPlan): void {
  problems.require(
    isWholeNumber(plan.onDemandBase, 0, args.max),
    "onDemandBase",
    `${plan.onDemandBase} is not a whole number from 0 to max ${args.max}; it counts weights, as min and max do`,
  );
  problems.require(
    isWholeNumber(plan.onDemandPercentage, 0, 100),
    "onDemandPercentage",
    `${plan.onDemandPercentage} is not a whole number from 0 to 100; it is the share above onDemandBase`,
  );
  const strategies = Object.values(SpotAllocationStrategy);
  problems.require(
    strategies.includes(plan.spotAllocationStrategy),
    "spotAllocationStrategy",
    `${JSON.stringify(plan.spotAllocationStrategy)} is unknown; use one of ${strategies.join(", ")}`,
  );
  if (plan.spotPools !== undefined) {
    problems.require(
      plan.spotAllocationStrategy === SpotAllocationStrategy.LowestPrice,
      "spotPools",
      `spotPools is only valid with spotAllocationStrategy "lowest-price", not with "${plan.spotAllocationStrategy}"; leave it out`,
    );
    problems.require(
      isWholeNumber(plan.spotPools, 1, MAX_SPOT_POOLS),
      "spotPools",
      `${plan.spotPools} is not a whole number from 1 to ${MAX_SPOT_POOLS}`,
    );
  }
}

function checkHealth(problems: Problems, args: NodeGroupPlanArgs, plan: NodeGroupPlan): void {
  const types = Object.values(HealthCheckType);
  problems.require(
    types.includes(plan.healthCheckType),
    "healthCheckType",
    `${JSON.stringify(plan.healthCheckType)} is unknown; use one of ${types.join(", ")}`,
  );
  problems.require(
    plan.healthCheckType !== HealthCheckType.Elb || args.targetGroups > 0,
    "healthCheckType",
    'ELB asks the load balancers of targetGroupArns, and there are none; name them, or use "EC2"',
  );
}

function checkImage(problems: Problems, args: NodeGroupPlanArgs, plan: NodeGroupPlan): void {
  problems.require(
    args.amiRelease === undefined || /^20\d{6}$/.test(args.amiRelease),
    "amiRelease",
    `${JSON.stringify(args.amiRelease)} is not a release of the EKS images; write its date as 20260714`,
  );
  problems.require(
    args.amiId === undefined || IMAGE_ID.test(args.amiId),
    "amiId",
    `${JSON.stringify(args.amiId)} is not the id of an image; write it as ami-0123456789abcdef0`,
  );
  problems.require(
    isWholeNumber(plan.diskSize, DISK.min, DISK.max),
    "diskSize",
    `${plan.diskSize} is not a whole number of GiB from ${DISK.min} to ${DISK.max}`,
  );
}

/** Labels and taints are tags of the group as well, for Cluster Autoscaler. */
function checkGroupTags(problems: Problems, tags: PlatformTags | undefined, plan: NodeGroupPlan): void {
  if (tags === undefined) {
    return;
  }
  const keys = groupTags(awsTags(tags, "name"), "cluster", plan.labels, plan.taints).map((tag) => tag.key);
  problems.require(
    keys.length <= MAX_TAGS,
    "labels",
    `${keys.length} tags after merging labels and taints, AWS allows ${MAX_TAGS} per resource; use fewer`,
  );
  for (const key of keys.filter((long) => long.length > MAX_TAG_KEY)) {
    problems.add("labels", `the tag ${key} has ${key.length} characters, AWS allows ${MAX_TAG_KEY}; use shorter keys`);
  }
}

function warningsFor(args: NodeGroupPlanArgs, plan: NodeGroupPlan): string[] {
  const warnings: string[] = [];
  if (!isProduction(args.tags)) {
    return warnings;
  }
  if (args.zones < 2) {
    warnings.push(`network.availabilityZones: all nodes are in one zone and fail with it; use two or more`);
  }
  if (plan.onDemandPercentage < 100 && plan.overrides.length < MIN_SPOT_TYPES) {
    warnings.push(
      `instanceTypes: ${plan.overrides.length} kinds of Spot capacity can run dry together; name ${MIN_SPOT_TYPES} or more types of one size (as m6i, m6a, m7i, m7a)`,
    );
  }
  return warnings;
}

function isWholeNumber(value: number, min: number, max = Number.MAX_SAFE_INTEGER): boolean {
  return Number.isInteger(value) && value >= min && value <= max;
}
