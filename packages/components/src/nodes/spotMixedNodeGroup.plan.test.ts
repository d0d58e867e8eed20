import * as fc from "fast-check";
import { type NodeGroupPlanArgs, planNodeGroup } from "./spotMixedNodeGroup.plan";

const tags = { costCenter: "cc-1042", environment: "dev", owner: "platform@example.com", team: "platform", service: "batch" };
const valid: NodeGroupPlanArgs = { instanceTypes: { "t3.medium": 1, "t3.large": 2 }, min: 0, max: 30, targetGroups: 0, zones: 3, tags };
const plan = (change: Partial<NodeGroupPlanArgs>) => planNodeGroup("batch", { ...valid, ...change });
const production = { ...tags, environment: "production" };

describe("what a group is given when nothing is said", () => {
  it("ASG-04, ASG-06: is one node On-Demand and a fifth above it, and Spot where it lasts", () => {
    expect(plan({})).toEqual({
      overrides: [
        { instanceType: "t3.medium", weightedCapacity: "1" },
        { instanceType: "t3.large", weightedCapacity: "2" },
      ],
      architecture: "x86_64",
      desired: 0,
      onDemandBase: 1,
      onDemandPercentage: 20,
      spotAllocationStrategy: "price-capacity-optimized",
      spotPools: undefined,
      healthCheckType: "EC2",
      diskSize: 50,
      labels: {},
      taints: [],
      warnings: [],
    });
  });

  it("can be three pools of the lowest price", () => {
    expect(plan({ spotAllocationStrategy: "lowest-price", spotPools: 3 })).toMatchObject({ spotAllocationStrategy: "lowest-price", spotPools: 3 });
  });

  it("starts at its least", () => expect(plan({ min: 4 }).desired).toBe(4));
});

describe("what a group refuses", () => {
  it.each<[string, Partial<NodeGroupPlanArgs>, string]>([
    [
      "a network whose zones are not named",
      { zones: 0 },
      'network.availabilityZones: none; name the zones of the private subnets, such as ["a", "b", "c"]',
    ],
    ["ASG-01: no instance types", { instanceTypes: {} }, "instanceTypes: 0 instance types, AWS allows 1 to 40 per Auto Scaling group; name some"],
    [
      "ASG-01: instance types left out",
      { instanceTypes: undefined as unknown as Record<string, number> },
      "instanceTypes: 0 instance types, AWS allows 1 to 40 per Auto Scaling group; name some",
    ],
    [
      "ASG-01: more than 40",
      { instanceTypes: Object.fromEntries(Array.from({ length: 41 }, (_, index) => [`m${index}i.large`, 1])) },
      "instanceTypes: 41 instance types, AWS allows 1 to 40 per Auto Scaling group; name fewer",
    ],
    ["a misspelt type", { instanceTypes: { "t3.mediun": 1 } }, 'instanceTypes: "t3.mediun" is not an EC2 instance type; write it as m6i.2xlarge'],
    [
      "types of two architectures",
      { instanceTypes: { "t3.medium": 1, "t4g.medium": 1 } },
      "instanceTypes: t4g.medium is arm64 and t3.medium is x86_64, and a group has one image; make a group for each",
    ],
    [
      "ASG-02: a weight of nothing",
      { instanceTypes: { "t3.medium": 0 } },
      'instanceTypes["t3.medium"]: weight 0 is not a whole number from 1 to 999; give the type 1, and types twice its size 2',
    ],
    [
      "ASG-02: a weight beyond the greatest",
      { instanceTypes: { "t3.medium": 1000 } },
      'instanceTypes["t3.medium"]: weight 1000 is not a whole number from 1 to 999; give the type 1, and types twice its size 2',
    ],
    [
      "ASG-02: a part of a weight",
      { instanceTypes: { "t3.medium": 1.5 } },
      'instanceTypes["t3.medium"]: weight 1.5 is not a whole number from 1 to 999; give the type 1, and types twice its size 2',
    ],
    [
      "ASG-03: Spot pools with a strategy that has none",
      { spotPools: 3 },
      'spotPools: spotPools is only valid with spotAllocationStrategy "lowest-price", not with "price-capacity-optimized"; leave it out',
    ],
    ["ASG-03: too many Spot pools", { spotAllocationStrategy: "lowest-price", spotPools: 21 }, "spotPools: 21 is not a whole number from 1 to 20"],
    [
      "an unknown strategy",
      { spotAllocationStrategy: "cheapest" as "lowest-price" },
      'spotAllocationStrategy: "cheapest" is unknown; use one of price-capacity-optimized, capacity-optimized, capacity-optimized-prioritized, lowest-price',
    ],
    [
      "ASG-04: a base beyond the most",
      { onDemandBase: 31 },
      "onDemandBase: 31 is not a whole number from 0 to max 30; it counts weights, as min and max do",
    ],
    [
      "ASG-04: a share beyond all",
      { onDemandPercentage: 101 },
      "onDemandPercentage: 101 is not a whole number from 0 to 100; it is the share above onDemandBase",
    ],
    [
      "a least above the most",
      { min: 31, desired: 30 },
      "min: 31 is above max 30; lower it, or raise max\n  desired: 30 is not between min 31 and max 30; leave it out to start with min",
    ],
    ["a start beyond the most", { desired: 31 }, "desired: 31 is not between min 0 and max 30; leave it out to start with min"],
    ["an unknown health check", { healthCheckType: "HTTP" as "EC2" }, 'healthCheckType: "HTTP" is unknown; use one of EC2, ELB'],
    [
      "load balancers' health checks without load balancers",
      { healthCheckType: "ELB" },
      'healthCheckType: ELB asks the load balancers of targetGroupArns, and there are none; name them, or use "EC2"',
    ],
    [
      "an image release that is none",
      { amiRelease: "latest" },
      'amiRelease: "latest" is not a release of the EKS images; write its date as 20260714',
    ],
    [
      "an image by another name than its id",
      { amiId: "resolve:ssm:/images/nodes" },
      'amiId: "resolve:ssm:/images/nodes" is not the id of an image; write it as ami-0123456789abcdef0',
    ],
    ["a disk that is too small for the image", { diskSize: 19 }, "diskSize: 19 is not a whole number of GiB from 20 to 65536"],
    [
      "a label that a kubelet may not set",
      { labels: { "kubernetes.io/role": "batch" } },
      "labels.kubernetes.io/role: a kubelet may not label its node in kubernetes.io; use a namespace of your own, or kubelet.kubernetes.io or node.kubernetes.io",
    ],
    [
      "a taint whose key is none",
      { taints: [{ key: "a/b/c", effect: "NoSchedule" }] },
      'taints[0].key: "a/b/c" is not a key; use up to 63 letters, digits and - _ . with an optional DNS prefix and a slash',
    ],
    [
      "TAG-04: more labels than there are tags for",
      { labels: Object.fromEntries(Array.from({ length: 40 }, (_, index) => [`label-${index}`, "x"])) },
      "labels: 54 tags after merging labels and taints, AWS allows 50 per resource; use fewer",
    ],
    [
      "TAG-02: a label whose tag would be too long",
      { labels: { [`${"d".repeat(61)}.example.com/workload`]: "x" } },
      `labels: the tag k8s.io/cluster-autoscaler/node-template/label/${"d".repeat(61)}.example.com/workload has 128 characters, AWS allows 127; use shorter keys`,
    ],
  ])("%s", (_, change, problem) => {
    const count = problem.split("\n").length;
    expect(() => plan(change)).toThrow(new Error(`SpotMixedNodeGroup "batch": ${count} problem${count === 1 ? "" : "s"}\n  ${problem}`));
  });

  it("TAG-01: no tags", () => {
    expect(() => plan({ tags: undefined })).toThrow(
      new Error('SpotMixedNodeGroup "batch": 1 problem\n  tags: missing; give costCenter, environment, owner, team and service'),
    );
  });

  it("a name that its children's cannot start with", () => {
    expect(() => planNodeGroup("batch.eu", valid)).toThrow(
      'SpotMixedNodeGroup "batch.eu": 1 problem\n  name: "batch.eu" cannot be part of AWS names; use letters, digits, - and _, and start with a letter or digit',
    );
  });

  it("a name that leaves no room for that of an event rule", () => {
    const name = "n".repeat(44);
    expect(() => planNodeGroup(name, valid)).toThrow(
      `name: "${name}" has 44 characters; the EventBridge rule "${name}-state-change" leaves room for 43 (AWS allows 64, Pulumi adds 8); choose a shorter name`,
    );
  });

  it("ASG-04: no base and no share that are within their limits", () => {
    fc.assert(
      fc.property(fc.nat(30), fc.nat(100), (onDemandBase, onDemandPercentage) => {
        expect(plan({ onDemandBase, onDemandPercentage })).toMatchObject({ onDemandBase, onDemandPercentage });
      }),
    );
  });
});

describe("what a group warns of in production", () => {
  it("ASG-12: few kinds of Spot capacity", () => {
    expect(plan({ tags: production }).warnings).toEqual([
      "instanceTypes: 2 kinds of Spot capacity can run dry together; name 4 or more types of one size (as m6i, m6a, m7i, m7a)",
    ]);
    expect(plan({ tags: production, onDemandPercentage: 100 }).warnings).toEqual([]);
  });

  it("ASG-12: one zone", () => {
    expect(plan({ tags: production, onDemandPercentage: 100, zones: 1 }).warnings).toEqual([
      "network.availabilityZones: all nodes are in one zone and fail with it; use two or more",
    ]);
  });
});
