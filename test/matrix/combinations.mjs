// Components that are given each other, and several of one kind in a stack.
import { REGION, components } from "./table.mjs";
import { PARTITIONS, administrator, tags } from "./values.mjs";

const { MultiAzCluster, MultiAzNetwork, PrometheusStack, ServiceLevelObjective, SpotMixedNodeGroup, Vault, WebService, goldenPools } = components;

const runbookUrl = "https://runbooks.example.com/orders";
const instanceTypes = { "t3.medium": 1, "t3.large": 2 };

function platform(region) {
  const network = new MultiAzNetwork("core", { cidrBlock: "10.16.0.0/16", availabilityZones: ["a", "b", "c"], tags });
  const administrators = { platform: administrator(region) };
  const cluster = new MultiAzCluster("core", { network, version: "1.34", administrators, pools: goldenPools, tags });
  new SpotMixedNodeGroup("batch", { cluster, network, instanceTypes, min: 0, max: 30, tags });
  new SpotMixedNodeGroup("spot", { cluster, network, instanceTypes, onDemandBase: 0, onDemandPercentage: 0, min: 0, max: 30, tags });
  const metrics = new PrometheusStack("metrics", { cluster, tags });
  new Vault("vault", { cluster, metrics, tags });
  const service = { cluster, metrics, namespace: "shop", image: "ghcr.io/acme/orders:1.9.2", runbookUrl, tags };
  const orders = new WebService("orders", { ...service, slo: { availability: 99.9 } });
  new WebService("cart", { ...service, createNamespace: false }, { dependsOn: orders });
  new ServiceLevelObjective("checkout", { cluster, metrics, namespace: "shop", targets: { availability: 99.5 }, runbookUrl, tags });
}

function combination(label, make, { region = REGION, ...options } = {}) {
  return { component: undefined, label: `combination: ${label}`, args: undefined, make, options: { ...options, config: { "aws:region": region } } };
}

export const cases = [
  ...Object.keys(PARTITIONS).map((region) => combination(`everything in ${region}`, () => platform(region), { region })),
  combination("everything, outputs unknown", () => platform(REGION), { outputs: "unknown" }),
];
