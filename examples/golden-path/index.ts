import {
  MultiAzCluster,
  MultiAzNetwork,
  type NatStrategy,
  type NodePool,
  PrometheusStack,
  SpotMixedNodeGroup,
  Vault,
  WebService,
  goldenPools,
} from "@firmament/components";
import { Secret } from "@pulumi/kubernetes/core/v1/secret";
import { Config } from "@pulumi/pulumi";

const config = new Config();

// Who pays for it, and who answers for it. Every resource below carries these tags.
const tags = {
  costCenter: config.require("costCenter"),
  environment: config.require("environment"),
  owner: "platform@example.com",
  team: "platform",
  service: "golden-path",
};

// Three zones; a fourth can be added later without touching what exists.
const network = new MultiAzNetwork("core", {
  cidrBlock: config.require("cidrBlock"),
  availabilityZones: ["a", "b", "c"],
  natStrategy: config.require<NatStrategy>("natStrategy"),
  tags,
});

// The golden pools, with the sizes of this stage.
const sizes = config.getObject<Record<string, Partial<NodePool>>>("pools") ?? {};
const pools = Object.fromEntries(Object.entries(goldenPools).map(([name, pool]) => [name, { ...pool, ...sizes[name] }]));

const cluster = new MultiAzCluster("core", {
  network,
  version: "1.34",
  administrators: { platform: config.require("administrator") },
  pools,
  tags,
});

// Nodes for what can be interrupted: one is always On-Demand, of the rest one in five.
new SpotMixedNodeGroup("batch", {
  cluster,
  network,
  instanceTypes: { "t3.medium": 1, "t3.large": 2 },
  onDemandBase: 1,
  onDemandPercentage: 20,
  min: 0,
  max: 30,
  labels: { "workload-type": "batch" },
  tags,
});

// Prometheus first: the services below are scraped by it, and it judges their objectives. It pages where there is a key to page with:
// pulumi config set --secret pagerDutyKey …
const pagerDutyKey = config.getSecret("pagerDutyKey");
const metrics = new PrometheusStack("metrics", {
  cluster,
  retention: "15d",
  alerts: pagerDutyKey && { pagerDuty: { secret: "alerting/pagerduty" } },
  tags,
});
if (pagerDutyKey) {
  new Secret(
    "alerting",
    { metadata: { name: "alerting", namespace: metrics.namespace }, stringData: { pagerduty: pagerDutyKey } },
    { provider: cluster.provider },
  );
}

// Its servers wait for their certificate, the Secret vault-tls, and then for somebody to run `vault operator init`.
const vault = new Vault("vault", { cluster, metrics, replicas: 3, tags });

const databaseUrl = config.getSecret("ordersDatabaseUrl");
const orders = new WebService("orders", {
  cluster,
  metrics,
  namespace: "orders",
  image: "ghcr.io/acme/orders:1.9.2",
  size: "small",
  secrets: databaseUrl && { DATABASE_URL: { name: "orders-database", key: "url" } },
  nodeSelector: { "workload-type": "application" },
  slo: { availability: 99.9, latency: { p99: "500ms" } },
  runbookUrl: "https://runbooks.example.com/orders",
  tags: { ...tags, team: "orders", service: "orders" },
});
if (databaseUrl) {
  new Secret(
    "orders-database",
    { metadata: { name: "orders-database", namespace: orders.namespace }, stringData: { url: databaseUrl } },
    { provider: cluster.provider },
  );
}

export const clusterName = cluster.clusterName;
export const endpoint = cluster.endpoint;

export const vaultAddress = vault.address;
export const ordersUrl = orders.url;
