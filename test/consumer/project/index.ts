import { MultiAzCluster, MultiAzNetwork, PrometheusStack, SpotMixedNodeGroup, Vault, WebService, goldenPools } from "@firmament/components";

const tags = { costCenter: "cc-1042", environment: "dev", owner: "shop@example.com", team: "shop", service: "shop" };

const network = new MultiAzNetwork("shop", { cidrBlock: "10.32.0.0/16", availabilityZones: ["a", "b", "c"], natStrategy: "single", tags });
const cluster = new MultiAzCluster("shop", {
  network,
  version: "1.34",
  administrators: { platform: "arn:aws:iam::123456789012:role/platform" },
  pools: goldenPools,
  tags,
});
new SpotMixedNodeGroup("batch", {
  cluster,
  network,
  instanceTypes: { "t3.medium": 1, "t3.large": 2 },
  onDemandBase: 1,
  onDemandPercentage: 20,
  min: 0,
  max: 3,
  tags,
});
const metrics = new PrometheusStack("metrics", { cluster, retention: "15d", alerts: { pagerDuty: { secret: "alerting/pagerduty" } }, tags });
new Vault("vault", { cluster, metrics, replicas: 3, tags });
const web = new WebService("web", {
  cluster,
  metrics,
  namespace: "web",
  image: "ghcr.io/acme/web:1.0.0",
  size: "small",
  slo: { availability: 99.9, latency: { p99: "500ms" } },
  runbookUrl: "https://runbooks.example.com/web",
  tags: { ...tags, service: "web" },
});

export const url = web.url;
