import { readFileSync } from "node:fs";
import * as path from "node:path";
import { UNKNOWN } from "../../packages/offline/dist/testing";
import { Shapes, unknownPaths } from "./shapes";

/** A resource whose inputs are in wire form. */
export interface AwsResource {
  type: string;
  name: string;
  inputs: Record<string, unknown>;
}

/** What AWS refuses, or ignores, and its Terraform provider accepts. */
interface Invariant {
  name: string;
  type: string;
  /** Where the values are that it is about, as `overrides[].instanceType`; empty for all inputs. What is unknown is not asked about. */
  at: string;
  /** What is wrong, with the path of what it is about. */
  problem(value: unknown, path: string): string | undefined;
}

/** What is wrong with resources, as `<type> <name>: <invariant>: <path>: <problem>`. */
export function violations(resources: readonly AwsResource[]): string[] {
  return resources.flatMap(({ type, name, inputs }) => {
    const broken = INVARIANTS.filter((invariant) => invariant.type === type || invariant.type === "*").flatMap((invariant) =>
      found(inputs, invariant.at).flatMap(([at, value]) => {
        const problem = invariant.problem(value, at);
        return problem === undefined ? [] : [`${invariant.name}: ${problem}`];
      }),
    );
    const unknown = unknownPaths(argumentsOf(type), inputs).map((at) => `unknown property: ${at}: ${classOf(type)} has no such property`);
    return [...broken, ...unknown].map((problem) => `${type} ${name}: ${problem}`);
  });
}

const GROUP = "aws:autoscaling/group:Group";
const NODE_GROUP = "aws:eks/nodeGroup:NodeGroup";
const LAUNCH_TEMPLATE = "aws:ec2/launchTemplate:LaunchTemplate";
const DISTRIBUTION = "mixedInstancesPolicy.instancesDistribution";
const OVERRIDES = "mixedInstancesPolicy.launchTemplate.overrides[]";

const DAY = 86_400;
const LIFETIME = { min: DAY, max: 365 * DAY };
/** Before it is encoded. */
const MAX_USER_DATA = 16_384;

/** The values are those of the API references of EC2 Auto Scaling, EC2, EKS, EventBridge and S3. */
const INVARIANTS: Invariant[] = [
  oneOf("spot allocation strategy", GROUP, `${DISTRIBUTION}.spotAllocationStrategy`, [
    "lowest-price",
    "capacity-optimized",
    "capacity-optimized-prioritized",
    "price-capacity-optimized",
  ]),
  oneOf("on-demand allocation strategy", GROUP, `${DISTRIBUTION}.onDemandAllocationStrategy`, ["prioritized", "lowest-price"]),
  matching("override instance type", GROUP, `${OVERRIDES}.instanceType`, isInstanceType, "is no instance type that we know"),
  matching("node group's instance type", NODE_GROUP, "instanceTypes[]", isInstanceType, "is no instance type that we know"),
  matching("launch template's instance type", LAUNCH_TEMPLATE, "instanceType", isInstanceType, "is no instance type that we know"),
  oneOf("health check type", GROUP, "healthCheckType", ["EC2", "ELB", "EBS", "VPC_LATTICE"]),
  {
    name: "instance lifetime",
    type: GROUP,
    at: "maxInstanceLifetime",
    problem: (seconds, at) =>
      seconds === 0 || (Number(seconds) >= LIFETIME.min && Number(seconds) <= LIFETIME.max)
        ? undefined
        : `${at}: ${String(seconds)} is neither 0 nor from ${LIFETIME.min} to ${LIFETIME.max} seconds`,
  },
  {
    name: "instance requirements without memory",
    type: GROUP,
    at: `${OVERRIDES}.instanceRequirements`,
    problem: (requirements, at) => {
      const missing = ["memoryMib.min", "vcpuCount.min"].find((property) => found(requirements, property).length === 0);
      return missing === undefined ? undefined : `${at}.${missing}: missing`;
    },
  },
  {
    name: "instance types allowed and excluded",
    type: GROUP,
    at: `${OVERRIDES}.instanceRequirements`,
    problem: (requirements, at) =>
      ["allowedInstanceTypes", "excludedInstanceTypes"].every((property) => found(requirements, `${property}[]`).length > 0)
        ? `${at}: both allowedInstanceTypes and excludedInstanceTypes`
        : undefined,
  },
  oneOf("termination policies", GROUP, "terminationPolicies[]", [
    "AllocationStrategy",
    "ClosestToNextInstanceHour",
    "Default",
    "NewestInstance",
    "OldestInstance",
    "OldestLaunchConfiguration",
    "OldestLaunchTemplate",
  ]),
  oneOf("suspended processes", GROUP, "suspendedProcesses[]", [
    "AZRebalance",
    "AddToLoadBalancer",
    "AlarmNotification",
    "HealthCheck",
    "InstanceRefresh",
    "Launch",
    "ReplaceUnhealthy",
    "ScheduledActions",
    "Terminate",
  ]),
  sizes("sizes", GROUP, "", { min: "minSize", desired: "desiredCapacity", max: "maxSize" }),
  sizes("node group's sizes", NODE_GROUP, "scalingConfig", { min: "minSize", desired: "desiredSize", max: "maxSize" }),
  matching("node role", NODE_GROUP, "nodeRoleArn", (text) => /^arn:aws[a-z-]*:iam::\d{12}:role\/\S+$/.test(text), "is no ARN of a role"),
  matching("bucket name", "aws:s3/bucket:Bucket", "bucket", isBucketName, "is no name of a bucket"),
  {
    name: "user data",
    type: LAUNCH_TEMPLATE,
    at: "userData",
    problem: (text, at) => {
      const decoded = Buffer.from(String(text), "base64");
      return decoded.toString("base64") !== text
        ? `${at}: no base64`
        : decoded.length > MAX_USER_DATA
          ? `${at}: ${decoded.length} bytes, EC2 takes ${MAX_USER_DATA}`
          : undefined;
    },
  },
  matching(
    "image",
    LAUNCH_TEMPLATE,
    "imageId",
    (text) => /^(ami-[0-9a-f]{8,17}|resolve:ssm:\/\S+)$/.test(text),
    "is neither ami-… nor resolve:ssm:…",
  ),
  matching(
    "schedule",
    "aws:cloudwatch/eventRule:EventRule",
    "scheduleExpression",
    (text) => /^(cron\(\S+( \S+){5}\)|rate\(\d+ (minute|hour|day)s?\))$/.test(text),
    "is neither cron(…) of six fields nor rate(…)",
  ),
  {
    name: "add-on configuration",
    type: "aws:eks/addon:Addon",
    at: "configurationValues",
    problem: (text, at) => (isJson(String(text)) ? undefined : `${at}: no JSON`),
  },
  oneOf("access scope", "aws:eks/accessPolicyAssociation:AccessPolicyAssociation", "accessScope.type", ["cluster", "namespace"]),
  matching(
    "log group's key",
    "aws:cloudwatch/logGroup:LogGroup",
    "kmsKeyId",
    (text) => /^arn:aws[a-z-]*:kms:[a-z0-9-]+:\d{12}:key\/\S+$/.test(text),
    "is no ARN of a key",
  ),
  {
    name: "availability zone",
    type: "aws:ec2/subnet:Subnet",
    at: "",
    problem: (inputs) => {
      const [[, zone] = [], [, region] = []] = [found(inputs, "availabilityZone")[0], found(inputs, "region")[0]];
      return zone === undefined || region === undefined || new RegExp(`^${String(region)}[a-z]$`).test(String(zone))
        ? undefined
        : `availabilityZone: ${JSON.stringify(zone)} is no zone of ${String(region)}`;
    },
  },
  {
    name: "tag",
    type: "*",
    at: "tags",
    problem: (tags, at) => {
      const pairs = Array.isArray(tags)
        ? tags.map((tag) => [found(tag, "key")[0]?.[1], found(tag, "value")[0]?.[1]])
        : Object.entries(tags as object).filter(([, value]) => value !== UNKNOWN);
      const wrong = pairs.map(([key, value]) => [String(key), String(value)] as const).find(([key, value]) => !isTag(key, value));
      return wrong === undefined ? undefined : `${at}: ${JSON.stringify(wrong[0])}: ${JSON.stringify(wrong[1])} is no tag`;
    },
  },
];

function oneOf(name: string, type: string, at: string, allowed: string[]): Invariant {
  return matching(name, type, at, (text) => allowed.includes(text), `is none of ${allowed.join(", ")}`);
}

function matching(name: string, type: string, at: string, accepts: (text: string) => boolean, otherwise: string): Invariant {
  return { name, type, at, problem: (value, where) => (accepts(String(value)) ? undefined : `${where}: ${JSON.stringify(value)} ${otherwise}`) };
}

/** That the least is not above the most, and that what there is to start with is between. */
function sizes(name: string, type: string, at: string, names: { min: string; desired: string; max: string }): Invariant {
  return {
    name,
    type,
    at,
    problem: (value, where) => {
      const prefix = where === "" ? "" : `${where}.`;
      const [min, desired, max] = [names.min, names.desired, names.max].map((property) => found(value, property)[0]?.[1]);
      if (Number(min) > Number(max)) {
        return `${prefix}${names.min}: ${String(min)} is above ${names.max} ${String(max)}`;
      }
      return Number(desired) < Number(min) || Number(desired) > Number(max)
        ? `${prefix}${names.desired}: ${String(desired)} is not between ${names.min} ${String(min)} and ${names.max} ${String(max)}`
        : undefined;
    },
  };
}

/** The values at a path, `[]` standing for each member of a list, with the path of each. */
function found(value: unknown, at: string, path = ""): [path: string, value: unknown][] {
  if (value === undefined || value === null || value === UNKNOWN) {
    return [];
  }
  if (at === "") {
    return [[path, value]];
  }
  if (at.startsWith("[]")) {
    return Array.isArray(value) ? value.flatMap((member, index) => found(member, at.slice(2), `${path}[${index}]`)) : [];
  }
  const [, key = "", rest = ""] = /^\.?([^.[]+)(.*)$/.exec(at) ?? [];
  return found((value as Record<string, unknown>)[key], rest, path === "" ? key : `${path}.${key}`);
}

const instanceTypes = new Set(
  readFileSync(path.join(__dirname, "ec2InstanceTypes.txt"), "utf8")
    .split("\n")
    .filter((line) => /^[a-z]/.test(line))
    .flatMap((line) => {
      const [family = "", names = ""] = line.split(": ");
      return names.split(" ").map((size) => `${family}.${size}`);
    }),
);

function isInstanceType(type: string): boolean {
  return instanceTypes.has(type);
}

/** The naming rules of general purpose buckets. */
function isBucketName(name: string): boolean {
  const labels = /^(?=.{3,63}$)[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)*$/;
  return labels.test(name) && !/^\d+(\.\d+){3}$/.test(name) && !/^(xn--|sthree-|amzn-s3-demo-)|(-s3alias|--ol-s3)$/.test(name);
}

function isTag(key: string, value: string): boolean {
  return (
    [key, value].every((text) => /^[\p{L}\p{Z}\p{N}_.:/=+\-@]*$/u.test(text) && !/^aws:/i.test(text)) && key.length <= 128 && value.length <= 256
  );
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

const aws = path.join(path.resolve(__dirname, "../../packages/components"), "node_modules", "@pulumi", "aws");
const shapes = new Shapes();

/** What the SDK says that a resource takes. `aws:ec2/vpc:Vpc` is the class `Vpc` of the module `ec2/vpc`. */
function argumentsOf(type: string): ReturnType<Shapes["of"]> {
  const module = type.split(":")[1] ?? "";
  const name = `${module}.${classOf(type)}Args`;
  if (!shapes.has(name)) {
    shapes.read(readFileSync(path.join(aws, `${module}.d.ts`), "utf8"), `${module}.`);
  }
  if (!shapes.has(INPUTS_READ)) {
    shapes.read(readFileSync(path.join(aws, "types", "input.d.ts"), "utf8"), "inputs.");
  }
  return shapes.of(name);
}

/** An interface of the nested inputs, by which it shows that they have been read. */
const INPUTS_READ = "inputs.eks.NodeGroupScalingConfig";

function classOf(type: string): string {
  return type.split(":")[2] ?? "";
}
