import * as fc from "fast-check";
import { type ClusterPlanArgs, planCluster } from "./cluster.plan";
import { goldenPools, type NodePool } from "./pools";

const tags = { costCenter: "cc-1042", environment: "production", owner: "platform@example.com", team: "platform", service: "cluster" };
const admin = "arn:aws:iam::123456789012:role/platform/Admin";
const deploy = "arn:aws:iam::123456789012:role/Deploy";
const pool: NodePool = { instanceTypes: ["m6i.2xlarge"], minSize: 3, maxSize: 10 };
const valid: ClusterPlanArgs = {
  clusterName: "core-production",
  version: "1.34",
  administrators: { platform: admin },
  pools: { system: pool },
  zones: 3,
  tags,
};
const plan = (change: Partial<ClusterPlanArgs>) => planCluster("core", { ...valid, ...change });
const dev = { tags: { ...tags, environment: "dev" } };
const pools = (change: Partial<NodePool>) => ({ ...dev, pools: { system: { ...pool, ...change } } });

describe("what a cluster is given when nothing is said", () => {
  it("is a private API, a service block of its own, and pools that start at their least", () => {
    expect(plan({})).toEqual({
      clusterName: "core-production",
      version: "1.34",
      serviceCidr: "172.20.0.0/16",
      publicAccessCidrs: [],
      pools: { system: { ...pool, desiredSize: 3, diskSize: 50, labels: {}, taints: [] } },
      addOnVersions: {},
      production: true,
      warnings: [],
    });
  });

  it.each(["production", "prod", "Prod-eu"])("is protection in %s", (environment) => {
    expect(plan({ tags: { ...tags, environment } }).production).toBe(true);
  });

  it("is no protection in dev", () => expect(plan(dev).production).toBe(false));
});

test.each([
  ["one of the administrators", { platform: admin, deploy }],
  ["anything while an administrator is unknown", { platform: admin, later: undefined }],
])("the role of the kubeconfig can be %s", (_, administrators) => expect(() => plan({ kubeconfigRoleArn: deploy, administrators })).not.toThrow());

describe("what a cluster refuses", () => {
  it.each<[string, Partial<ClusterPlanArgs>, string]>([
    [
      "EKS-01: no administrator, whoever the kubeconfig is for",
      { administrators: {}, kubeconfigRoleArn: deploy },
      "administrators: no administrator access entry: the cluster would be unreachable; name a role, and among them the one that runs Pulumi",
    ],
    [
      "a network whose zones are not named",
      { zones: 0 },
      'network.availabilityZones: none; name the zones of the private subnets, such as ["a", "b", "c"]',
    ],
    [
      "no pools",
      { pools: undefined as unknown as ClusterPlanArgs["pools"] },
      "pools: none; CoreDNS and the other add-ons need nodes, start with goldenPools",
    ],
    [
      "a pool without instance types",
      pools({ instanceTypes: undefined as unknown as string[] }),
      "pools.system.instanceTypes: 0 instance types, EKS takes 1 to 20",
    ],
    [
      "an administrator that is a session",
      { administrators: { me: "arn:aws:sts::123456789012:assumed-role/Admin/me" } },
      'administrators.me: "arn:aws:sts::123456789012:assumed-role/Admin/me" is not a role or user; give its own ARN, arn:aws:iam::<account>:role/<name>, not that of a session',
    ],
    [
      "an administrator that is no principal",
      { administrators: { me: "Admin" } },
      'administrators.me: "Admin" is not a role or user; give its own ARN, arn:aws:iam::<account>:role/<name>',
    ],
    [
      "a kubeconfig for a role that may do nothing",
      { kubeconfigRoleArn: deploy },
      'kubeconfigRoleArn: "arn:aws:iam::123456789012:role/Deploy" is none of the administrators, and could create nothing in the cluster; add it to them, or name one of them here',
    ],
    [
      "the same administrator twice",
      { administrators: { one: admin, two: admin } },
      `administrators.two: ${admin} is one already, and a cluster takes one entry for each; leave one out`,
    ],
    [
      "an administrator's key that can be no name",
      { administrators: { "on call": admin } },
      'administrators.on call: "on call" is not a key; use lower-case letters, digits and hyphens',
    ],
    [
      "EKS-02: an API that is open to everyone",
      { publicAccessCidrs: ["203.0.113.0/24", "0.0.0.0/0"] },
      "publicAccessCidrs: 0.0.0.0/0 opens the API server to everyone; name your networks, or leave publicAccessCidrs out",
    ],
    [
      "EKS-02: an API that is open to everyone over IPv6",
      { publicAccessCidrs: ["::/0"] },
      "publicAccessCidrs: ::/0 opens the API server to everyone; name your networks, or leave publicAccessCidrs out",
    ],
    [
      "a public network that is no block",
      { publicAccessCidrs: ["203.0.113.7/24"] },
      'publicAccessCidrs[0]: "203.0.113.7/24" is not an IPv4 block; write it as 203.0.113.0/24',
    ],
    [
      "EKS-05: a name that Cilium does not take",
      { clusterName: "Core_1" },
      'clusterName: "Core_1" is not a name that EKS and Cilium both take; use lower-case letters, digits and hyphens',
    ],
    [
      "EKS-05: a name that is too long for Cilium",
      { clusterName: "c".repeat(33) },
      `clusterName: "${"c".repeat(33)}" has 33 characters, too long for Cilium (max 32); give a shorter clusterName`,
    ],
    ["a version that is none", { version: "1.34.1" }, 'version: "1.34.1" is not a Kubernetes version of EKS from 1.30 on; write it as 1.34'],
    ["a version that is too old", { version: "1.29" }, 'version: "1.29" is not a Kubernetes version of EKS from 1.30 on; write it as 1.34'],
    [
      "an image release of another version",
      { nodeReleaseVersion: "1.33.4-20260714" },
      'nodeReleaseVersion: "1.33.4-20260714" is not an image release for 1.34; write it as 1.34.1-20260714',
    ],
    [
      "an add-on that it does not have",
      { addOnVersions: { cilium: "v1.20.0" } },
      "addOnVersions.cilium: not an add-on of the cluster; those are eks-pod-identity-agent, vpc-cni, kube-proxy, coredns, aws-ebs-csi-driver, metrics-server",
    ],
    [
      "an add-on's version that is none",
      { addOnVersions: { coredns: "latest" } },
      'addOnVersions.coredns: "latest" is not a version of an add-on; write it as v1.2.3-eksbuild.1',
    ],
    ["no pools", { pools: {} }, "pools: none; CoreDNS and the other add-ons need nodes, start with goldenPools"],
    [
      "a pool whose key can be no name",
      { pools: { "Big Nodes": pool } },
      'pools.Big Nodes: "Big Nodes" is not a key; use lower-case letters, digits and hyphens',
    ],
    [
      "EKS-08: fewer system nodes than zones in production",
      { pools: { system: { ...pool, minSize: 1 } } },
      "pools.system.minSize: 1 is below the 3 availability zones; set it to 3 or more",
    ],
    ["EKS-08: a least size that is none", pools({ minSize: -1, desiredSize: 3 }), "pools.system.minSize: -1 is not a whole number from 0"],
    [
      "EKS-08: a least size above the most",
      pools({ minSize: 11, desiredSize: 10 }),
      [
        "pools.system.minSize: 11 is above maxSize 10; lower it, or raise maxSize",
        "pools.system.desiredSize: 10 is not between minSize 11 and maxSize 10; leave it out to start with minSize",
      ].join("\n  "),
    ],
    [
      "EKS-08: a size to start with beyond the most",
      pools({ desiredSize: 11 }),
      "pools.system.desiredSize: 11 is not between minSize 3 and maxSize 10; leave it out to start with minSize",
    ],
    ["a pool without instance types", pools({ instanceTypes: [] }), "pools.system.instanceTypes: 0 instance types, EKS takes 1 to 20"],
    [
      "a misspelt instance type",
      pools({ instanceTypes: ["m6i.2xlrage"] }),
      'pools.system.instanceTypes: "m6i.2xlrage" is not an EC2 instance type; write it as m6i.2xlarge',
    ],
    [
      "instance types of two architectures",
      pools({ instanceTypes: ["m6i.large", "m6g.large"] }),
      "pools.system.instanceTypes: m6g.large is arm64 and m6i.large is x86_64, and a group has one image; make a group for each",
    ],
    ["a disk that is too small for the image", pools({ diskSize: 8 }), "pools.system.diskSize: 8 is not a whole number of GiB from 20 to 65536"],
    [
      "a label that a kubelet may not set",
      pools({ labels: { "node-role.kubernetes.io/worker": "true" } }),
      "pools.system.labels.node-role.kubernetes.io/worker: a kubelet may not label its node in node-role.kubernetes.io; use a namespace of your own, or kubelet.kubernetes.io or node.kubernetes.io",
    ],
    [
      "a label without a value, which EKS refuses",
      pools({ labels: { "example.com/fast": "" } }),
      'pools.system.labels.example.com/fast: empty, which EKS refuses for a managed pool; give it a value, such as "true"',
    ],
    [
      "more taints than EKS takes",
      pools({ taints: Array.from({ length: 51 }, (_, index) => ({ key: `dedicated-${index}`, effect: "NoSchedule" })) }),
      "pools.system.taints: 51 taints, EKS takes 50 for a managed pool; use fewer",
    ],
    [
      "a taint with EKS's own word for its effect",
      pools({ taints: [{ key: "dedicated", effect: "NO_SCHEDULE" as "NoSchedule" }] }),
      'pools.system.taints[0].effect: "NO_SCHEDULE" is not an effect; use one of NoSchedule, PreferNoSchedule, NoExecute',
    ],
    [
      "VPC-07: a service block inside the VPC",
      { serviceCidr: "10.16.0.0/16", vpcCidrBlock: "10.16.0.0/16" },
      "serviceCidr: 10.16.0.0/16 overlaps VPC 10.16.0.0/16; choose one outside of every connected network",
    ],
  ])("%s", (_, change, problem) => {
    const count = problem.split("\n").length;
    expect(() => plan(change)).toThrow(new Error(`MultiAzCluster "core": ${count} problem${count === 1 ? "" : "s"}\n  ${problem}`));
  });

  it("TAG-01: no tags", () => {
    expect(() => plan({ tags: undefined })).toThrow(
      new Error('MultiAzCluster "core": 1 problem\n  tags: missing; give costCenter, environment, owner, team and service'),
    );
  });

  it("a name that its children's cannot start with", () => {
    expect(() => planCluster("core.eu", valid)).toThrow(
      'MultiAzCluster "core.eu": 1 problem\n  name: "core.eu" cannot be part of AWS names; use letters, digits, - and _, and start with a letter or digit',
    );
  });

  it("a name that leaves no room for a role's, and a pool's name that leaves none for a node group's", () => {
    const name = "n".repeat(38);
    expect(() => planCluster(name, { ...valid, pools: { system: pool, ["p".repeat(20)]: pool } })).toThrow(
      [
        `MultiAzCluster "${name}": 2 problems`,
        `  name: "${name}" has 38 characters; the IAM role "${name}-aws-ebs-csi-driver" leaves room for 37 (AWS allows 64, Pulumi adds 8); choose a shorter name`,
        `  name: "${name}" has 38 characters; the node group "${name}-${"p".repeat(20)}" leaves room for 34 (AWS allows 63, Pulumi adds 8); choose a shorter name`,
      ].join("\n"),
    );
  });
});

describe("a service block", () => {
  const refusal = "is not a /12 to /24 in 10.0.0.0/8, 172.16.0.0/12 or 192.168.0.0/16; choose one that is";

  it.each(["172.20.0.0/16", "10.96.0.0/12", "10.96.0.0/24"])("VPC-07: can be %s", (serviceCidr) => {
    expect(plan({ serviceCidr }).serviceCidr).toBe(serviceCidr);
  });

  it.each([
    ["10.100.0.0/12", '"10.100.0.0/12" is not an IPv4 block; write it as 172.20.0.0/16'],
    ["10.96.0.0/11", `10.96.0.0/11 ${refusal}`],
    ["10.96.0.0/25", `10.96.0.0/25 ${refusal}`],
    ["100.64.0.0/16", `100.64.0.0/16 ${refusal}`],
  ])("VPC-07: cannot be %s", (serviceCidr, problem) => {
    expect(() => plan({ serviceCidr })).toThrow(new Error(`MultiAzCluster "core": 1 problem\n  serviceCidr: ${problem}`));
  });

  it("VPC-07: may be next to the VPC", () => {
    expect(plan({ serviceCidr: "10.17.0.0/16", vpcCidrBlock: "10.16.0.0/16" }).serviceCidr).toBe("10.17.0.0/16");
  });
});

describe("the golden pools", () => {
  it("are the four of the platform", () => {
    expect(Object.entries(goldenPools).map(([key, { instanceTypes, minSize, maxSize }]) => [key, ...instanceTypes, minSize, maxSize])).toEqual([
      ["system", "m6i.2xlarge", 3, 10],
      ["application", "m6i.4xlarge", 10, 100],
      ["compute-intensive", "c6i.8xlarge", 5, 50],
      ["memory-intensive", "r6i.4xlarge", 5, 30],
    ]);
  });

  it("keep pods off what is not for them", () => {
    const taints = plan({ pools: goldenPools }).pools;
    expect(
      Object.entries(taints).map(([key, golden]) => [
        key,
        golden.labels["workload-type"],
        ...golden.taints.map((taint) => `${taint.key}=${taint.value}:${taint.effect}`),
      ]),
    ).toEqual([
      ["system", undefined, "CriticalAddonsOnly=true:NoSchedule"],
      ["application", "application"],
      ["compute-intensive", "compute", "workload-type=compute:NoSchedule"],
      ["memory-intensive", "memory", "workload-type=memory:NoSchedule"],
    ]);
  });

  it("EKS-11: warn that a /16 in three zones has too few addresses when all are at their most", () => {
    expect(plan({ pools: goldenPools, privateAddressCount: 24_561 }).warnings).toEqual([
      "pools: at their most they have room for 26580 pods, 108 % of the 24561 private addresses; stay below 80 %, or use a larger network",
    ]);
  });
});

describe("the addresses of pods", () => {
  it("EKS-11: are enough up to four fifths of the private ones", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 300 }), fc.integer({ min: 0, max: 40_000 }), (maxSize, addresses) => {
        const { warnings } = plan({ ...pools({ minSize: 1, maxSize, desiredSize: 1 }), privateAddressCount: addresses });
        expect(warnings.length).toBe(maxSize * 58 > addresses * 0.8 ? 1 : 0);
      }),
    );
  });

  it("EKS-11: are counted by the type of a pool that has most, and as Kubernetes' default where we don't know", () => {
    const warn = (instanceTypes: string[]) => plan({ ...pools({ instanceTypes, minSize: 1, maxSize: 1 }), privateAddressCount: 100 }).warnings[0];
    expect(warn(["m6i.large", "c6i.8xlarge"])).toContain("room for 234 pods");
    expect(warn(["z9.large"])).toContain("room for 110 pods");
  });
});
