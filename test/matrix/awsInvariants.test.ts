import { readFileSync } from "node:fs";
import * as path from "node:path";
import fc from "fast-check";
import {
  HealthCheckType,
  MultiAzCluster,
  type MultiAzClusterArgs,
  MultiAzNetwork,
  type NodePool,
  SpotAllocationStrategy,
  SpotMixedNodeGroup,
  type SpotMixedNodeGroupArgs,
  TaintEffect,
  goldenPools,
} from "../../packages/components";
import { preview as previewProject } from "../../packages/offline";
import { preview } from "../../packages/offline/dist/testing";
import { ask } from "./ask";
import { type AwsResource, violations } from "./awsInvariants";

/** A resource that the real provider accepts though it is wrong: a change of one of ours, or one whole. The judge of test/judges/aws shows that it does. */
interface Unchecked {
  name: string;
  type: string;
  change?: Record<string, unknown>;
  inputs?: Record<string, unknown>;
  violation: string;
}

const unchecked = JSON.parse(readFileSync(path.join(__dirname, "unchecked.json"), "utf8")) as Unchecked[];
const matrix = ask("aws");

const tags = { costCenter: "cc-1042", environment: "production", owner: "shop@example.com", team: "shop", service: "orders" };
const network = {
  vpcId: "vpc-1",
  vpcCidrBlock: "10.16.0.0/16",
  privateSubnetIds: ["subnet-a", "subnet-b", "subnet-c"],
  intraSubnetIds: ["subnet-d", "subnet-e", "subnet-f"],
  availabilityZones: ["a", "b", "c"],
};
const cluster = {
  clusterName: "core",
  endpoint: "https://example.eks.amazonaws.com",
  certificateAuthority: "LS0tLS1CRUdJTg==",
  serviceCidr: "172.20.0.0/16",
  kubernetesVersion: "1.34",
  securityGroupId: "sg-1",
  oidcProviderArn: "arn:aws:iam::123456789012:oidc-provider/example",
  oidcIssuerUrl: "https://example",
  kubeconfig: "{}",
  region: "eu-west-1",
};
const TARGET_GROUP = "arn:aws:elasticloadbalancing:eu-west-1:123456789012:targetgroup/batch/0123456789abcdef";
const nodes: SpotMixedNodeGroupArgs = { cluster, network, instanceTypes: { "m6i.large": 1 }, min: 0, max: 30, tags };
const euWest1 = { config: { "aws:region": "eu-west-1" } };

/** A cluster with the golden pools, of which `application` is another. */
function clusterWith(application: NodePool): MultiAzClusterArgs {
  const administrators = { platform: "arn:aws:iam::123456789012:role/Administrator" };
  return { network, version: "1.34", administrators, pools: { ...goldenPools, application }, tags };
}

/** Labels and taints as Kubernetes takes them. */
const word = fc.stringMatching(/^[a-z][a-z0-9]{0,20}$/);
const taints = fc.uniqueArray(fc.record({ key: word, value: word, effect: fc.constantFrom(...Object.values(TaintEffect)) }), {
  selector: ({ key, effect }) => `${key}:${effect}`,
  maxLength: 8,
});
const hardware = { diskSize: fc.integer({ min: 20, max: 65_536 }), labels: fc.dictionary(word, word, { maxKeys: 8, noNullPrototype: true }), taints };
const x86 = fc.constantFrom("t3.medium", "m5.large", "m6i.xlarge", "m7a.2xlarge", "c6i.large", "r6i.large");
const threeSizes = fc.tuple(fc.nat(400), fc.nat(400), fc.integer({ min: 1, max: 400 })).map((sizes) => sizes.sort((a, b) => a - b));

const nodeGroupArgs: fc.Arbitrary<SpotMixedNodeGroupArgs> = fc
  .record({
    ...hardware,
    sizes: threeSizes,
    instanceTypes: fc.dictionary(x86, fc.integer({ min: 1, max: 999 }), { minKeys: 1, noNullPrototype: true }),
    onDemandBase: fc.constant(0),
    onDemandPercentage: fc.nat(100),
    spotAllocationStrategy: fc.constantFrom(...Object.values(SpotAllocationStrategy)),
    healthCheckType: fc.constantFrom(...Object.values(HealthCheckType)),
    amiId: fc.option(fc.constant("ami-0123456789abcdef0"), { nil: undefined }),
  })
  .map(({ sizes: [min = 0, desired = 0, max = 0], ...args }) => ({ ...nodes, targetGroupArns: [TARGET_GROUP], ...args, min, desired, max }));

const poolArgs: fc.Arbitrary<NodePool> = fc
  .record({ ...hardware, sizes: threeSizes, instanceTypes: fc.uniqueArray(x86, { minLength: 1 }) })
  .map(({ sizes: [minSize = 0, desiredSize = 0, maxSize = 0], ...pool }) => ({ ...pool, minSize, desiredSize, maxSize }));

/** As their program gave them: what a provider adds to the tags is no argument. */
function given(resources: readonly (AwsResource & { kind: string })[]): AwsResource[] {
  return resources
    .filter(({ type, kind }) => kind === "custom" && type.startsWith("aws:"))
    .map(({ type, name, inputs: { tagsAll: _, ...inputs } }) => ({ type, name, inputs }));
}

describe("what AWS refuses and its provider accepts", () => {
  it("is in no resource of the matrix", () => {
    expect(matrix.length).toBeGreaterThan(1000);
    expect(violations(matrix)).toEqual([]);
  });

  it.each(["dev", "production"])("is nowhere in the golden path in %s", async (stack) => {
    const { resources } = await previewProject({ directory: path.resolve(__dirname, "../../examples/golden-path"), stack });
    const made = given(resources);
    expect(made.length).toBeGreaterThan(50);
    expect(violations(made)).toEqual([]);
  });

  it.each(unchecked)("is found: $name", ({ name, type, change, inputs, violation }) => {
    const base = matrix.find((resource) => resource.type === type && resource.cases.some((label) => label.endsWith(": as usual")));
    const wrong = { type, name: "wrong", inputs: inputs ?? { ...base?.inputs, ...change } };
    expect(inputs !== undefined || base !== undefined).toBe(true);
    expect(violations([wrong])).toEqual([`${type} wrong: ${name}: ${violation}`]);
  });
});

/** Arguments that would make the wrong resource, and what their component says instead of making it. */
const refused: Record<string, { program: () => unknown; message: string }> = {
  "ASG-06: spot allocation strategy": {
    program: () => new SpotMixedNodeGroup("batch", { ...nodes, spotAllocationStrategy: "cheapest" as SpotAllocationStrategy }),
    message:
      'SpotMixedNodeGroup "batch": 1 problem\n  spotAllocationStrategy: "cheapest" is unknown; use one of price-capacity-optimized, capacity-optimized, capacity-optimized-prioritized, lowest-price',
  },
  "ASG-01: override instance type": {
    program: () => new SpotMixedNodeGroup("batch", { ...nodes, instanceTypes: { "m6i.huge": 1 } }),
    message: 'SpotMixedNodeGroup "batch": 1 problem\n  instanceTypes: "m6i.huge" is not an EC2 instance type; write it as m6i.2xlarge',
  },
  "health check type": {
    program: () => new SpotMixedNodeGroup("batch", { ...nodes, healthCheckType: "PING" as HealthCheckType }),
    message: 'SpotMixedNodeGroup "batch": 1 problem\n  healthCheckType: "PING" is unknown; use one of EC2, ELB',
  },
  sizes: {
    program: () => new SpotMixedNodeGroup("batch", { ...nodes, min: 31, desired: 31, max: 30 }),
    message:
      'SpotMixedNodeGroup "batch": 2 problems\n  min: 31 is above max 30; lower it, or raise max\n  desired: 31 is not between min 31 and max 30; leave it out to start with min',
  },
  "EKS-08: node group's sizes": {
    program: () => new MultiAzCluster("core", clusterWith({ instanceTypes: ["m6i.large"], minSize: 2, desiredSize: 1, maxSize: 3 })),
    message:
      'MultiAzCluster "core": 1 problem\n  pools.application.desiredSize: 1 is not between minSize 2 and maxSize 3; leave it out to start with minSize',
  },
  "node group's instance type": {
    program: () => new MultiAzCluster("core", clusterWith({ instanceTypes: ["m6i.huge"], minSize: 1, maxSize: 3 })),
    message: 'MultiAzCluster "core": 1 problem\n  pools.application.instanceTypes: "m6i.huge" is not an EC2 instance type; write it as m6i.2xlarge',
  },
  image: {
    program: () => new SpotMixedNodeGroup("batch", { ...nodes, amiId: "amazon-eks-node" }),
    message: 'SpotMixedNodeGroup "batch": 1 problem\n  amiId: "amazon-eks-node" is not the id of an image; write it as ami-0123456789abcdef0',
  },
  "TAG-02: tag": {
    program: () => new MultiAzNetwork("core", { cidrBlock: "10.16.0.0/16", availabilityZones: ["a", "b", "c"], discoveryTag: "aws:core", tags }),
    message: 'MultiAzNetwork "core": 1 problem\n  discoveryTag: "aws:core" starts with the reserved prefix "aws:"; choose another value',
  },
  "availability zone": {
    program: () => new MultiAzNetwork("core", { cidrBlock: "10.16.0.0/16", availabilityZones: ["a", "b", "nowhere"], tags }),
    message:
      'MultiAzNetwork "core": 1 problem\n  availabilityZones[2]: "nowhere" is not an availability zone; write its letter or its name, such as "a" or "eu-west-1a"',
  },
};

/** What no argument brings about: a component writes the property from what it knows itself, or nobody writes it. */
const impossible = [
  "instance lifetime",
  "instance requirements without memory",
  "instance types allowed and excluded",
  "node role",
  "bucket name",
  "ASG-09: user data",
  "schedule",
  "unknown property",
  "on-demand allocation strategy",
  "termination policies",
  "suspended processes",
  "add-on configuration",
  "access scope",
  "log group's key",
];

describe("our components make none of it", () => {
  it.each(Object.entries(refused))("%s: the argument is refused", async (_, { program, message }) => {
    await expect(preview(program, euWest1)).rejects.toThrow(new Error(message));
  });

  describe(`whatever the arguments: ${impossible.join(", ")}`, () => {
    it("in a node group", () =>
      fc.assert(
        fc.asyncProperty(nodeGroupArgs, async (args) => {
          const stack = await preview(() => new SpotMixedNodeGroup("batch", args), euWest1);
          expect(violations(given(stack.resources()))).toEqual([]);
        }),
        { numRuns: 6, seed: 1, endOnFailure: true },
      ));

    it("in a cluster", () =>
      fc.assert(
        fc.asyncProperty(poolArgs, async (pool) => {
          const stack = await preview(() => new MultiAzCluster("core", clusterWith(pool)), euWest1);
          expect(violations(given(stack.resources()))).toEqual([]);
        }),
        { numRuns: 2, seed: 1, endOnFailure: true },
      ));
  });

  it("every one that the provider leaves to us is in one of the two lists", () => {
    const names = [...Object.keys(refused), ...impossible].map((title) => title.replace(/^[A-Z]+-\d+: /, ""));
    expect(names.sort()).toEqual(unchecked.map(({ name }) => name).sort());
  });
});
