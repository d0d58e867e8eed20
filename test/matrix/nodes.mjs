import { AWS_NAMES, components, pulumi, table, unknown } from "./table.mjs";
import { PARTITIONS, arn, cluster, clusterIn, dev, network, networkIn, tags, wideTags } from "./values.mjs";

const { HealthCheckType, SpotAllocationStrategy, TaintEffect } = components;

const row = table("SpotMixedNodeGroup", "batch", {
  cluster,
  network,
  instanceTypes: { "m6i.large": 1, "m6a.large": 1, "m7i.large": 1, "m7a.large": 1 },
  min: 0,
  max: 30,
  tags,
});

/** The longest name: the rule for changes of state has room for no more. */
export const longest = 43;

const families = "m5 m5a m5d m5ad m5n m5dn m6i m6a m6id m6idn m6in m7i m7a m7i-flex m8i c5 c5a c5n c6i c6a".split(" ");

export const cases = [
  row("as usual"),
  row("outputs unknown", {}, { outputs: "unknown" }),
  row("nothing of the cluster known", {
    cluster: { ...Object.fromEntries(Object.keys(cluster).map((key) => [key, unknown()])), region: cluster.region },
  }),
  row("nothing of the network known", { network: { ...network, privateSubnetIds: unknown(), vpcId: unknown() } }),
  row("attachments without what is optional", {
    cluster: { ...cluster, encryptionKeyArn: undefined },
    network: { ...network, privateAddressCount: undefined, region: undefined },
  }),

  ...AWS_NAMES.map((name) => row(`name ${name}`, {}, { name })),
  row("longest name", {}, { name: "x".repeat(longest) }),
  row("stack of many characters", {}, { stack: "dev.eu_2" }),
  row("cluster of the longest name", { cluster: { ...cluster, clusterName: "x".repeat(32) } }),

  // The instance types and their weights.
  row("one type", { instanceTypes: { "m6i.large": 1 } }),
  row("weights", { instanceTypes: { "t3.medium": 1, "t3.large": 2, "t3.xlarge": 4 } }),
  row("greatest weight", { instanceTypes: { "m6i.large": 999 }, max: 1000 }),
  row("arm64", { instanceTypes: { "m7g.large": 1, "m6g.large": 1, "r8g.medium": 1 } }),
  row("40 types", {
    instanceTypes: Object.fromEntries(
      families.flatMap((family) => [
        [`${family}.large`, 1],
        [`${family}.xlarge`, 2],
      ]),
    ),
  }),

  // Sizes, which count weights.
  row("smallest", { min: 0, max: 1 }),
  row("of one size", { min: 3, max: 3, desired: 3 }),
  row("desired between", { min: 1, max: 500, desired: 20 }),

  // How much is Spot, and which.
  ...Object.values(SpotAllocationStrategy).flatMap((spotAllocationStrategy) =>
    [0, 20, 100].map((onDemandPercentage) =>
      row(`${spotAllocationStrategy}, ${onDemandPercentage} % On-Demand`, { spotAllocationStrategy, onDemandPercentage, onDemandBase: 0 }),
    ),
  ),
  ...[1, 20].map((spotPools) => row(`${spotPools} Spot pools`, { spotAllocationStrategy: SpotAllocationStrategy.LowestPrice, spotPools })),
  row("all in the On-Demand base", { onDemandBase: 30 }),

  // Who says that a node is not well.
  ...Object.values(HealthCheckType).map((healthCheckType) =>
    row(`health of ${healthCheckType}`, {
      healthCheckType,
      targetGroupArns: [
        arn("elasticloadbalancing", "targetgroup/batch/0123456789abcdef"),
        pulumi.output(arn("elasticloadbalancing", "targetgroup/late/0123456789abcdef")),
      ],
    }),
  ),

  // Image and disk.
  row("amiRelease", { amiRelease: "20260301" }),
  row("amiRelease of a version that has none by default", { amiRelease: "20270101", cluster: { ...cluster, kubernetesVersion: "1.37" } }),
  row("amiId", { amiId: "ami-0123456789abcdef0" }),
  row("amiId unknown", { amiId: unknown() }),
  ...[20, 65_536].map((diskSize) => row(`disk of ${diskSize} GiB`, { diskSize })),

  // Labels and taints, which are tags of the group as well.
  row("labels", { labels: { "workload-type": "batch", "example.com/empty": "", "node.kubernetes.io/b": "1" } }),
  row("as many labels as there is room for tags", {
    labels: Object.fromEntries(Array.from({ length: 36 }, (_, index) => [`label-${index}`, "value"])),
  }),
  row("longest label", { labels: { [`example.com/${"k".repeat(63)}`]: "v".repeat(63) } }),
  ...Object.values(TaintEffect).map((effect) =>
    row(`taints ${effect}`, {
      taints: [
        { key: "a", effect },
        { key: "example.com/b", value: "c", effect },
      ],
    }),
  ),
  row("one key with two effects", {
    taints: [
      { key: "a", effect: "NoExecute" },
      { key: "a", effect: "NoSchedule" },
    ],
  }),

  row("tags of every character", { tags: wideTags }),
  row("tags of development", { tags: dev }),
  ...Object.keys(PARTITIONS).map((region) => row(`in ${region}`, { cluster: clusterIn(region), network: networkIn(region) }, { region })),
];
