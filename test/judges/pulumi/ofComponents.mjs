// Each of our components in a program of its own, with other arguments than the golden path gives it: what it is made from is plain values, so that what is
// unknown there is known here, and what stock engines do with a provider that is configured is seen as well.
const HEADER = `import * as firmament from "@firmament/components";
import * as pulumi from "@pulumi/pulumi";
import { Namespace } from "@pulumi/kubernetes/core/v1/namespace";

const tags = { costCenter: "cc-7", environment: "staging", owner: "shop@example.com", team: "shop", service: "shop" };
const cluster = {
  clusterName: "core",
  endpoint: "https://0A1B2C.gr7.eu-west-1.eks.amazonaws.com",
  certificateAuthority: "LS0tLS1CRUdJTi0tLS0t",
  serviceCidr: "172.20.0.0/16",
  kubernetesVersion: "1.34",
  securityGroupId: "sg-0123456789abcdef0",
  oidcProviderArn: "arn:aws:iam::123456789012:oidc-provider/oidc.eks.eu-west-1.amazonaws.com/id/0A1B2C",
  oidcIssuerUrl: "https://oidc.eks.eu-west-1.amazonaws.com/id/0A1B2C",
  kubeconfig: "apiVersion: v1",
  region: "eu-west-1",
};
const network = {
  vpcId: "vpc-0123",
  vpcCidrBlock: "10.0.0.0/16",
  privateSubnetIds: ["subnet-1", "subnet-2", "subnet-3"],
  intraSubnetIds: ["subnet-4", "subnet-5", "subnet-6"],
  availabilityZones: ["eu-west-1a", "eu-west-1b", "eu-west-1c"],
};
const metrics = { namespace: "monitoring", release: "metrics", retention: "15d" };
`;

export const ofComponents = {
  "component: MultiAzNetwork": `
const network2 = new firmament.MultiAzNetwork("wide", {
  cidrBlock: "10.128.0.0/16", availabilityZones: ["c", "a"], natStrategy: firmament.NatStrategy.PerAz, azSlots: 4, flowLogRetentionDays: 30, discoveryTag: "core", tags,
}, { protect: true, aliases: [{ name: "old-wide" }] });
new firmament.MultiAzNetwork("closed", { cidrBlock: "10.129.0.0/16", availabilityZones: ["a", "b", "c"], natStrategy: firmament.NatStrategy.None, region: "us-east-1", tags }, { dependsOn: network2 });
export const subnets = network2.privateSubnetIds;`,
  "component: MultiAzCluster": `
const core = new firmament.MultiAzCluster("blue", {
  network, version: "1.33", administrators: { ops: "arn:aws:iam::123456789012:role/ops", ci: pulumi.secret("arn:aws:iam::123456789012:role/ci") },
  pools: { system: firmament.goldenPools.system, arm: { instanceTypes: ["m7g.xlarge"], minSize: 3, maxSize: 6, desiredSize: 4, diskSize: 80, labels: { arch: "arm64" } } },
  clusterName: "blue-1", publicAccessCidrs: ["203.0.113.0/24"], tags,
}, { retainOnDelete: true });
new Namespace("team", { metadata: { name: "team" } }, { provider: core.provider });
export const { endpoint, oidcIssuerUrl } = core;`,
  "component: SpotMixedNodeGroup": `
new firmament.SpotMixedNodeGroup("cheap", {
  cluster, network, instanceTypes: { "m6g.large": 1, "m7g.large": 1, "m7g.xlarge": 2 }, min: 3, max: 12, desired: 6, onDemandBase: 0, onDemandPercentage: 50,
  diskSize: 100, labels: { tier: "cheap" }, taints: [{ key: "spot", value: "true", effect: firmament.TaintEffect.NoSchedule }], tags,
}, { transforms: [({ type, props, opts }) => (type.startsWith("aws:autoscaling/group:") ? { props: { ...props, maxInstanceLifetime: 604800 }, opts } : undefined)] });`,
  "component: PrometheusStack": `
const stack = new firmament.PrometheusStack("metrics", {
  cluster, namespace: "observability", retention: "30d", storageSize: "200Gi", alerts: { slack: { secret: "alerting/slack", channel: "#alerts" }, deadMansSwitch: { secret: "alerting/snitch" } }, tags,
});
new firmament.ServiceLevelObjective("checkout", {
  cluster, metrics: stack, namespace: "shop", targets: { availability: 99.5, latency: { p95: "250ms", p99: "1s" }, period: "28d" }, runbookUrl: "https://runbooks.example.com/checkout", tags,
});`,
  "component: Vault": `
new firmament.Vault("secrets", { cluster, namespace: "secrets", replicas: 5, storageSize: "20Gi", auditStorageSize: "50Gi", storageClass: "fast", tlsSecretName: "secrets-tls", metrics, tags });`,
  "component: WebService": `
const token = new pulumi.Config().getSecret("token") ?? pulumi.secret("a-token-for-tests");
const shop = new firmament.WebService("shop", {
  cluster, metrics, namespace: "shop", image: pulumi.interpolate\`ghcr.io/acme/shop:\${"2.0.1"}\`, size: firmament.ServiceSize.Large, minReplicas: 4, maxReplicas: 40, requestsPerSecond: 200,
  env: { LOG_LEVEL: "debug", TOKEN: token }, secrets: { DATABASE_URL: { name: "shop", key: "url" } }, config: { FLAGS: { name: "flags", key: "shop" } },
  allowFrom: [{ service: "gateway", namespace: "edge" }], allowTo: [{ service: "payments", port: 9000 }], allowToAddresses: [{ cidrBlock: "10.1.0.0/16", port: 5432 }],
  slo: { availability: 99.95 }, runbookUrl: "https://runbooks.example.com/shop", tags,
}, { ignoreChanges: ["env"], customTimeouts: { create: "10m" } });
new firmament.WebService("bare", { cluster, metrics, namespace: shop.namespace === undefined ? "shop" : "bare", image: "ghcr.io/acme/bare:1.0.0", slo: { availability: 99 }, runbookUrl: "https://runbooks.example.com/bare", tags });
export const url = shop.url;`,
};

export const componentFiles = (lines) => ({ "index.ts": HEADER + lines });
