import { AWS_NAMES, components, pulumi, table, unknown } from "./table.mjs";
import { PARTITIONS, administrator, arn, dev, network, networkIn, tags, wideTags } from "./values.mjs";

const { TaintEffect, goldenPools } = components;

const row = table("MultiAzCluster", "core", { network, version: "1.34", administrators: { platform: administrator() }, pools: goldenPools, tags });

/** The longest name: the roles of add-ons, and the node groups of the golden pools, have room for no more. */
export const longest = 37;

/** A row with the golden pools and others beside them, which leave out what is usual. */
const pools = (label, others) =>
  row(`pools ${label}`, {
    pools: {
      ...goldenPools,
      ...Object.fromEntries(Object.entries(others).map(([key, pool]) => [key, { instanceTypes: ["m6i.large"], minSize: 0, maxSize: 3, ...pool }])),
    },
  });

const families = "m5 m5a m5d m5ad m5n m5dn m6i m6a m6id m6idn m6in m7i m7a m7i-flex m8i c6i c7i r6i r7i m4".split(" ");

export const cases = [
  row("as usual"),
  row("outputs unknown", {}, { outputs: "unknown" }),
  row("nothing of the network known", {
    network: { ...network, vpcId: unknown(), vpcCidrBlock: unknown(), privateSubnetIds: unknown(), intraSubnetIds: unknown(), region: unknown() },
  }),
  row("network without what is optional", { network: { ...network, privateAddressCount: undefined, region: undefined } }),
  row("two zones", {
    network: {
      ...network,
      availabilityZones: ["a", "b"],
      privateSubnetIds: network.privateSubnetIds.slice(1),
      intraSubnetIds: network.intraSubnetIds.slice(1),
    },
  }),

  ...AWS_NAMES.map((name) => row(`name ${name}`, { clusterName: "core" }, { name })),
  row("longest name", { clusterName: "core" }, { name: "x".repeat(longest) }),
  ...["c", "0core", "core--1", "x".repeat(32)].map((clusterName) => row(`clusterName ${clusterName}`, { clusterName })),

  row("oldest version, most services", { version: "1.30", serviceCidr: "172.16.0.0/12", publicAccessCidrs: [] }),
  row("version to come, fewest services", { version: "1.99", serviceCidr: "192.168.255.0/24", publicAccessCidrs: ["198.51.100.7/32"] }),
  row("services in 10.0.0.0/8", { serviceCidr: "10.128.0.0/16" }),
  row("public access from 40 networks", { publicAccessCidrs: Array.from({ length: 40 }, (_, index) => `203.0.${index}.0/24`) }),
  row("releases named", {
    nodeReleaseVersion: "1.34.1-20260714",
    addOnVersions: { "vpc-cni": "v1.20.4-eksbuild.2", coredns: "v1.12.4-eksbuild.1", "kube-proxy": "v1.34.0-eksbuild.2" },
  }),

  row("administrators", {
    administrators: {
      role: administrator(),
      user: arn("iam", "user/alice@example.com"),
      late: pulumi.output(arn("iam", "role/made-in-this-program")),
      unknown: unknown(),
      0: arn("iam", "role/zero"),
      ["a".repeat(40)]: arn("iam", "role/long"),
    },
  }),
  row("kubeconfigRoleArn", { kubeconfigRoleArn: administrator() }),
  row("kubeconfigRoleArn unknown", { kubeconfigRoleArn: unknown() }),

  pools("of all hardware", {
    arm: { instanceTypes: ["m7g.large", "m6g.large"] },
    metal: { instanceTypes: ["c7i.metal-24xl", "m5.metal"] },
    "all-types": { instanceTypes: families.map((family) => `${family}.xlarge`) },
    "small-disk": { diskSize: 20 },
    "large-disk": { diskSize: 65_536 },
  }),
  pools("of all sizes", {
    one: { minSize: 0, maxSize: 1 },
    fixed: { minSize: 3, maxSize: 3, desiredSize: 3 },
    large: { minSize: 1, maxSize: 450, desiredSize: 5 },
  }),
  pools("with labels", {
    some: { labels: { "workload-type": "application", "example.com/a": "true", "node.kubernetes.io/b": "1" } },
    longest: { labels: { [`${"a".repeat(60)}.example.com/${"k".repeat(63)}`]: "v".repeat(63) } },
  }),
  pools("with taints", {
    ...Object.fromEntries(
      Object.values(TaintEffect).map((effect) => [
        effect.toLowerCase(),
        {
          taints: [
            { key: "a", effect },
            { key: "example.com/b", value: "c", effect },
          ],
        },
      ]),
    ),
    longest: { taints: [{ key: "k".repeat(63), value: "v".repeat(63), effect: TaintEffect.NoSchedule }] },
    many: { taints: Array.from({ length: 50 }, (_, index) => ({ key: `key-${index}`, value: "value", effect: TaintEffect.NoSchedule })) },
  }),
  pools("that are called as other children", {
    0: {},
    "a-b-1": {},
    cluster: {},
    node: {},
    "vpc-cni": {},
    kubernetes: {},
    gp3: {},
    oidc: {},
    ["x".repeat(20)]: {},
  }),

  row("tags of every character", { tags: wideTags }),
  row("tags of development", { tags: dev }),
  row("region named", { region: "eu-central-1" }),
  ...Object.keys(PARTITIONS).map((region) =>
    row(`in ${region}`, { network: networkIn(region), administrators: { platform: administrator(region) } }, { region }),
  ),
];
