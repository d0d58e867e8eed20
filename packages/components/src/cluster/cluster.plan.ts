import { isPrivate, networkOf, overlaps, formatIpv4Block, parseIpv4Block } from "../network/cidr.plan";
import { instanceTypeProblem, managedNodePods } from "../nodes/instanceTypes";
import { checkNodeLabels, checkTaints } from "../nodes/scheduling.plan";
import { checkName, checkNameBudget } from "../platform/names.plan";
import { Problems } from "../platform/problems";
import { checkTags, isProduction, type PlatformTags } from "../platform/tags";
import { AddOn } from "./addOns.plan";
import type { NodePool } from "./pools";

/** What decides how a cluster looks; all plain. */
export interface ClusterPlanArgs {
  clusterName: string;
  version: string;
  /** The ARNs by name; undefined where one is known only later. */
  administrators: Record<string, string | undefined>;
  /** Undefined where there is none, or where it is known only later. */
  kubeconfigRoleArn?: string;
  pools: Record<string, NodePool>;
  publicAccessCidrs?: string[];
  serviceCidr?: string;
  /** The VPC's block, where it is known before anything is created. */
  vpcCidrBlock?: string;
  zones: number;
  privateAddressCount?: number;
  addOnVersions?: Record<string, string>;
  nodeReleaseVersion?: string;
  tags: PlatformTags;
}

export interface ClusterPlan {
  clusterName: string;
  version: string;
  serviceCidr: string;
  publicAccessCidrs: string[];
  pools: Record<string, Required<NodePool>>;
  addOnVersions: Partial<Record<AddOn, string>>;
  /** Whether it is protected against deletion. */
  production: boolean;
  /** What is allowed and still not wise. */
  warnings: string[];
}

/** EKS takes 100 characters and more of them, but Cilium's name for a cluster is part of every identity and cannot be another. */
const CLUSTER_NAME = { pattern: /^[a-z0-9](?:[-a-z0-9]*[a-z0-9])?$/, length: 32 };
/** The oldest Kubernetes version that images of Amazon Linux 2023 exist for. */
const OLDEST_MINOR = 30;
const SERVICE_PREFIXES = { min: 12, max: 24 };
const NODE_GROUP_NAME = 63;
const MAX_INSTANCE_TYPES = 20;
const MAX_TAINTS = 50;
const DISK = { min: 20, max: 65_536 };
const POD_ADDRESS_SHARE = 0.8;
/** Pods of a node that we have no facts about: Kubernetes' own default. */
const PODS_PER_NODE = 110;
const ADMINISTRATOR = /^arn:aws[a-z-]*:iam::\d{12}:(?:role|user)\/[\w+=,.@/-]+$/;

/** Decides everything about a cluster that needs no cloud. @throws `pulumi.InputPropertiesError` with every problem. */
export function planCluster(name: string, given: ClusterPlanArgs): ClusterPlan {
  const problems = new Problems();
  // A program in JavaScript can leave out what TypeScript asks for.
  const args = { ...given, pools: given.pools ?? {} };
  const plan: ClusterPlan = {
    clusterName: args.clusterName,
    version: args.version,
    serviceCidr: args.serviceCidr ?? "172.20.0.0/16",
    publicAccessCidrs: args.publicAccessCidrs ?? [],
    pools: Object.fromEntries(Object.entries(args.pools).map(([key, pool]) => [key, withDefaults(pool)])),
    addOnVersions: args.addOnVersions ?? {},
    production: args.tags !== undefined && isProduction(args.tags),
    warnings: [],
  };
  checkTags(problems, args.tags);
  checkName(problems, name);
  checkNameBudget(problems, name, "IAM role", "aws-ebs-csi-driver", 64);
  checkClusterName(problems, args.clusterName);
  checkVersions(problems, args);
  problems.require(args.zones > 0, "network.availabilityZones", 'none; name the zones of the private subnets, such as ["a", "b", "c"]');
  checkAdministrators(problems, args.administrators);
  checkKubeconfigRole(problems, args.kubeconfigRoleArn, Object.values(args.administrators));
  checkPools(problems, name, args, plan);
  checkPublicAccess(problems, plan.publicAccessCidrs);
  checkServiceCidr(problems, plan.serviceCidr, args.vpcCidrBlock);
  problems.throwIfAny("MultiAzCluster", name);
  return { ...plan, warnings: warningsFor(args) };
}

function withDefaults(pool: NodePool): Required<NodePool> {
  return {
    ...pool,
    instanceTypes: pool.instanceTypes ?? [],
    desiredSize: pool.desiredSize ?? pool.minSize,
    diskSize: pool.diskSize ?? 50,
    labels: pool.labels ?? {},
    taints: pool.taints ?? [],
  };
}

function checkClusterName(problems: Problems, clusterName: string): void {
  problems.require(
    CLUSTER_NAME.pattern.test(clusterName),
    "clusterName",
    `${JSON.stringify(clusterName)} is not a name that EKS and Cilium both take; use lower-case letters, digits and hyphens`,
  );
  problems.require(
    clusterName.length <= CLUSTER_NAME.length,
    "clusterName",
    `${JSON.stringify(clusterName)} has ${clusterName.length} characters, too long for Cilium (max ${CLUSTER_NAME.length}); give a shorter clusterName`,
  );
}

function checkVersions(problems: Problems, args: ClusterPlanArgs): void {
  const minor = /^1\.(\d+)$/.exec(args.version)?.[1];
  problems.require(
    minor !== undefined && Number(minor) >= OLDEST_MINOR,
    "version",
    `${JSON.stringify(args.version)} is not a Kubernetes version of EKS from 1.${OLDEST_MINOR} on; write it as 1.34`,
  );
  const release = args.nodeReleaseVersion;
  problems.require(
    release === undefined || (/^\d+\.\d+\.\d+-\d{8}$/.test(release) && release.startsWith(`${args.version}.`)),
    "nodeReleaseVersion",
    `${JSON.stringify(release)} is not an image release for ${args.version}; write it as ${args.version}.1-20260714`,
  );
  const addOns = Object.values(AddOn) as string[];
  for (const [addOn, version] of Object.entries(args.addOnVersions ?? {})) {
    const path = `addOnVersions.${addOn}`;
    problems.require(addOns.includes(addOn), path, `not an add-on of the cluster; those are ${addOns.join(", ")}`);
    problems.require(/^v\d/.test(version), path, `${JSON.stringify(version)} is not a version of an add-on; write it as v1.2.3-eksbuild.1`);
  }
}

function checkAdministrators(problems: Problems, administrators: Record<string, string | undefined>): void {
  const entries = Object.entries(administrators);
  problems.require(
    entries.length > 0,
    "administrators",
    "no administrator access entry: the cluster would be unreachable; name a role, and among them the one that runs Pulumi",
  );
  const seen = new Map<string, string>();
  for (const [key, arn] of entries) {
    const path = `administrators.${key}`;
    problems.require(isKey(key), path, `${JSON.stringify(key)} is not a key; use lower-case letters, digits and hyphens`);
    if (arn === undefined) {
      continue;
    }
    problems.require(
      ADMINISTRATOR.test(arn),
      path,
      `${JSON.stringify(arn)} is not a role or user; give its own ARN, arn:aws:iam::<account>:role/<name>${arn.includes(":assumed-role/") ? ", not that of a session" : ""}`,
    );
    problems.require(!seen.has(arn), path, `${arn} is ${seen.get(arn)} already, and a cluster takes one entry for each; leave one out`);
    seen.set(arn, key);
  }
}

function checkKubeconfigRole(problems: Problems, role: string | undefined, administrators: (string | undefined)[]): void {
  const unknown = administrators.length === 0 || administrators.includes(undefined);
  problems.require(
    role === undefined || unknown || administrators.includes(role),
    "kubeconfigRoleArn",
    `${JSON.stringify(role)} is none of the administrators, and could create nothing in the cluster; add it to them, or name one of them here`,
  );
}

function checkPools(problems: Problems, name: string, args: ClusterPlanArgs, plan: ClusterPlan): void {
  problems.require(Object.keys(args.pools).length > 0, "pools", "none; CoreDNS and the other add-ons need nodes, start with goldenPools");
  for (const [key, pool] of Object.entries(plan.pools)) {
    const path = `pools.${key}`;
    problems.require(isKey(key), path, `${JSON.stringify(key)} is not a key; use lower-case letters, digits and hyphens`);
    checkNameBudget(problems, name, "node group", key, NODE_GROUP_NAME);
    checkSizes(problems, path, pool);
    checkHardware(problems, path, pool);
    checkNodeLabels(problems, pool.labels, `${path}.labels`);
    for (const [label] of Object.entries(pool.labels).filter(([, value]) => value === "")) {
      problems.add(`${path}.labels.${label}`, 'empty, which EKS refuses for a managed pool; give it a value, such as "true"');
    }
    checkTaints(problems, pool.taints, `${path}.taints`);
    problems.require(
      pool.taints.length <= MAX_TAINTS,
      `${path}.taints`,
      `${pool.taints.length} taints, EKS takes ${MAX_TAINTS} for a managed pool; use fewer`,
    );
  }
  const system = plan.pools["system"];
  if (plan.production && system !== undefined && Number.isInteger(system.minSize)) {
    problems.require(
      system.minSize >= args.zones,
      "pools.system.minSize",
      `${system.minSize} is below the ${args.zones} availability zones; set it to ${args.zones} or more`,
    );
  }
}

function checkSizes(problems: Problems, path: string, pool: Required<NodePool>): void {
  const { minSize, maxSize, desiredSize } = pool;
  problems.require(Number.isInteger(minSize) && minSize >= 0, `${path}.minSize`, `${minSize} is not a whole number from 0`);
  problems.require(Number.isInteger(maxSize) && maxSize >= 1, `${path}.maxSize`, `${maxSize} is not a whole number from 1`);
  problems.require(minSize <= maxSize, `${path}.minSize`, `${minSize} is above maxSize ${maxSize}; lower it, or raise maxSize`);
  problems.require(
    Number.isInteger(desiredSize) && desiredSize >= minSize && desiredSize <= maxSize,
    `${path}.desiredSize`,
    `${desiredSize} is not between minSize ${minSize} and maxSize ${maxSize}; leave it out to start with minSize`,
  );
}

function checkHardware(problems: Problems, path: string, { instanceTypes, diskSize }: Required<NodePool>): void {
  problems.require(
    instanceTypes.length >= 1 && instanceTypes.length <= MAX_INSTANCE_TYPES,
    `${path}.instanceTypes`,
    `${instanceTypes.length} instance types, EKS takes 1 to ${MAX_INSTANCE_TYPES}`,
  );
  const problem = instanceTypeProblem(instanceTypes);
  problems.require(problem === undefined, `${path}.instanceTypes`, problem ?? "");
  problems.require(
    Number.isInteger(diskSize) && diskSize >= DISK.min && diskSize <= DISK.max,
    `${path}.diskSize`,
    `${diskSize} is not a whole number of GiB from ${DISK.min} to ${DISK.max}`,
  );
}

function checkPublicAccess(problems: Problems, cidrs: string[]): void {
  cidrs.forEach((cidr, index) => {
    const block = parseIpv4Block(cidr);
    if (block?.prefix === 0 || cidr === "::/0") {
      problems.add("publicAccessCidrs", `${cidr} opens the API server to everyone; name your networks, or leave publicAccessCidrs out`);
    } else if (block === undefined || formatIpv4Block(networkOf(block)) !== cidr) {
      problems.add(`publicAccessCidrs[${index}]`, `${JSON.stringify(cidr)} is not an IPv4 block; write it as 203.0.113.0/24`);
    }
  });
}

/** Checks the block of service addresses, which can never be changed. */
export function checkServiceCidr(problems: Problems, serviceCidr: string, vpcCidrBlock: string | undefined): void {
  const block = parseIpv4Block(serviceCidr);
  if (block === undefined || formatIpv4Block(networkOf(block)) !== serviceCidr) {
    problems.add("serviceCidr", `${JSON.stringify(serviceCidr)} is not an IPv4 block; write it as 172.20.0.0/16`);
    return;
  }
  problems.require(
    block.prefix >= SERVICE_PREFIXES.min && block.prefix <= SERVICE_PREFIXES.max && isPrivate(block),
    "serviceCidr",
    `${serviceCidr} is not a /${SERVICE_PREFIXES.min} to /${SERVICE_PREFIXES.max} in 10.0.0.0/8, 172.16.0.0/12 or 192.168.0.0/16; choose one that is`,
  );
  const vpc = vpcCidrBlock === undefined ? undefined : parseIpv4Block(vpcCidrBlock);
  problems.require(
    vpc === undefined || !overlaps(block, vpc),
    "serviceCidr",
    `${serviceCidr} overlaps VPC ${vpcCidrBlock}; choose one outside of every connected network`,
  );
}

function warningsFor(args: ClusterPlanArgs): string[] {
  const addresses = args.privateAddressCount;
  const pods = Object.values(args.pools).reduce((sum, pool) => sum + pool.maxSize * podsPerNode(pool), 0);
  if (addresses === undefined || pods <= addresses * POD_ADDRESS_SHARE) {
    return [];
  }
  const percent = Math.round((pods / addresses) * 100);
  return [
    `pools: at their most they have room for ${pods} pods, ${percent} % of the ${addresses} private addresses; stay below 80 %, or use a larger network`,
  ];
}

function podsPerNode(pool: NodePool): number {
  return Math.max(...pool.instanceTypes.map((type) => managedNodePods(type) ?? PODS_PER_NODE));
}

function isKey(key: string): boolean {
  return /^[a-z0-9](?:[-a-z0-9]*[a-z0-9])?$/.test(key);
}
