import { SECRET, SIGNATURE, UNKNOWN, type PreviewResult, type PropertyMap, type ResourceKind, type ResourceResult } from "@firmament/offline";
import type { ReportedPack } from "@firmament/policies";
import type { Layout, Palette } from "./style";

const as = (text: string | number | null | undefined): string => String(text);
export const noColors: Palette = { bold: as, dim: as, red: as, yellow: as, green: as, cyan: as };

/** A report without colours. */
export function layout(overrides: Partial<Layout> = {}): Layout {
  return { width: 80, expand: false, colors: noColors, ...overrides };
}

export const secret = { [SIGNATURE]: SECRET, value: "[secret]" };

const PREFIX = "urn:pulumi:dev::shop::";
export const STACK = `${PREFIX}pulumi:pulumi:Stack::shop-dev`;

/** The URN of a resource directly below the stack. */
export function urn(type: string, name: string): string {
  return `${PREFIX}${type}::${name}`;
}

interface ResourceFixture {
  kind?: ResourceKind;
  parent?: string;
  inputs?: PropertyMap;
  /** `file:line` */
  at?: string;
}

export function resource(type: string, name: string, { kind = "custom", parent = STACK, inputs = {}, at }: ResourceFixture = {}): ResourceResult {
  const [file = "", line] = at?.split(":") ?? [];
  return {
    urn: urn(type, name),
    type,
    name,
    kind,
    parent,
    inputs,
    outputs: inputs,
    dependencies: [],
    propertyDependencies: {},
    options: {},
    ...(at === undefined
      ? {}
      : { source: { file, line: Number(line), ...(/(^|\/)(\.\.|node_modules)\//.test(file) ? { library: true as const } : {}) } }),
  };
}

/** A successful preview of nothing. */
export function result(overrides: Partial<PreviewResult> = {}): PreviewResult {
  return {
    formatVersion: 1,
    project: "shop",
    stack: "dev",
    organization: "organization",
    outputMode: "simulated",
    status: "succeeded",
    resources: [],
    stackOutputs: {},
    policyPacks: [],
    violations: [],
    remediations: [],
    undetermined: [],
    coverageGaps: [],
    simulatedCalls: [],
    diagnostics: [],
    errors: [],
    timings: { serving: 40, programDone: 2200, total: 2430 },
    ...overrides,
  };
}

const LIBRARY = "../../packages/components/dist/workload/webService.js:210";
const orders = urn("firmament:index:WebService", "orders");
const inOrders = (type: string, name: string, inputs: PropertyMap = {}): ResourceResult =>
  resource(type, name, { parent: orders, inputs, at: LIBRARY });
const bucket = (name: string, line: number): ResourceResult => resource("aws:s3/bucket:Bucket", name, { at: `index.ts:${line}` });
const subnet = (name: string, cidrBlock: string): ResourceResult =>
  resource("aws:ec2/subnet:Subnet", name, { parent: urn("firmament:index:MultiAzNetwork", "core"), inputs: { cidrBlock }, at: LIBRARY });

/** A preview that shows everything a report can show. */
export const sample = result({
  resources: [
    resource("pulumi:pulumi:Stack", "shop-dev", { kind: "stack", parent: "" }),
    resource("pulumi:providers:aws", "default_7_48_0", { kind: "default-provider", parent: "" }),
    resource("firmament:index:MultiAzNetwork", "core", { kind: "component", at: "index.ts:8" }),
    resource("aws:ec2/vpc:Vpc", "core", {
      parent: urn("firmament:index:MultiAzNetwork", "core"),
      inputs: { cidrBlock: "10.16.0.0/16" },
      at: LIBRARY,
    }),
    subnet("core-private-a", "10.16.0.0/20"),
    subnet("core-private-b", "10.16.16.0/20"),
    subnet("core-private-c", "10.16.32.0/20"),
    resource("firmament:index:WebService", "orders", { kind: "component", at: "index.ts:14" }),
    inOrders("kubernetes:apps/v1:Deployment", "orders", {
      spec: {
        replicas: 3,
        template: { spec: { containers: [{ name: "orders", resources: { requests: { cpu: "500m", memory: "512Mi" } } }] } },
      },
    }),
    inOrders("kubernetes:autoscaling/v2:HorizontalPodAutoscaler", "orders", {
      spec: {
        minReplicas: 2,
        maxReplicas: 20,
        metrics: [
          { type: "Resource", resource: { name: "cpu", target: { type: "Utilization", averageUtilization: 70 } } },
          { type: "Resource", resource: { name: "memory", target: { type: "Utilization", averageUtilization: 80 } } },
          { type: "Pods", pods: { metric: { name: "http_requests_per_second" }, target: { type: "AverageValue", averageValue: "100" } } },
        ],
      },
    }),
    resource("firmament:index:ServiceLevelObjective", "orders-slo", { kind: "component", parent: orders, at: LIBRARY }),
    resource("kubernetes:monitoring.coreos.com/v1:PrometheusRule", "orders-slo", {
      parent: urn("firmament:index:ServiceLevelObjective", "orders-slo"),
      inputs: { spec: { groups: [{ rules: [{}, {}] }, { rules: [{}] }] } },
    }),
    inOrders("kubernetes:core/v1:Service", "orders", { spec: { ports: [{ port: 80, targetPort: 8080 }, { port: 9090 }] } }),
    resource("awsx:ec2:Vpc", "legacy", { kind: "remote-component", at: "index.ts:24" }),
    resource("aws:iam/role:Role", "administrators", { kind: "read", at: "index.ts:26" }),
    bucket("reports", 31),
    bucket("exports", 35),
    resource("kubernetes:helm.sh/v3:Release", "metrics", {
      inputs: { chart: "kube-prometheus-stack", version: "88.5.3" },
      at: "observability/prometheus-stack.ts:7",
    }),
  ],
  stackOutputs: {
    endpoint: "https://0A1B2C3D4E5F60718293A4B5C6D7E8F9.gr7.eu-west-1.eks.amazonaws.com",
    password: secret,
    services: { orders: UNKNOWN },
  },
  policyPacks: [
    { name: "firmament-cost", version: "0.1.0", path: "cost", policies: { "cost-required-tags": "mandatory", "cost-log-retention": "advisory" } },
    { name: "acme", path: "./policies", policies: { "no-public-buckets": "mandatory" } },
  ],
  violations: [
    {
      policyPack: "firmament-cost",
      policy: "cost-log-retention",
      level: "advisory",
      severity: "low",
      message:
        "Log groups end some day.\nretentionInDays is not set, so the log group keeps everything for ever and costs more every month\nat retentionInDays\nfix: set retentionInDays, for example to 30",
      description: "Log groups end some day.",
      urn: orders,
      phase: "resource",
    },
    ...["reports", "exports"].map((name) => ({
      policyPack: "firmament-cost",
      policy: "cost-required-tags",
      level: "mandatory" as const,
      severity: "high" as const,
      message: "Everything carries the cost tags.\ntags: CostCenter is missing\nat tags\nfix: add CostCenter",
      description: "Everything carries the cost tags.",
      urn: urn("aws:s3/bucket:Bucket", name),
      phase: "resource" as const,
      url: "https://firmament.example/policies/cost-required-tags",
    })),
    {
      policyPack: "acme",
      policy: "no-public-buckets",
      level: "mandatory",
      message: "Buckets are private.\nSome bucket is public.\nAsk the security team.",
      description: "Buckets are private.",
      urn: STACK,
      phase: "stack",
    },
  ],
  remediations: [
    { policyPack: "acme", policy: "add-owner", urn: urn("aws:s3/bucket:Bucket", "exports"), properties: ["tags"] },
    { policyPack: "acme", policy: "add-owner", urn: urn("aws:s3/bucket:Bucket", "reports"), properties: ["tags"] },
  ],
  undetermined: [
    {
      policyPack: "acme",
      policy: "no-wide-roles",
      level: "mandatory",
      urn: urn("aws:ec2/vpc:Vpc", "core"),
      message: "string value at .assumeRolePolicy can't be known during preview",
    },
  ],
  coverageGaps: [
    { kind: "chart", urn: urn("kubernetes:helm.sh/v3:Release", "metrics"), message: "the objects in chart kube-prometheus-stack are not rendered" },
    { kind: "remote-component", urn: urn("awsx:ec2:Vpc", "legacy"), message: "awsx:ec2:Vpc makes its resources in its plugin, which is not run" },
  ],
  simulatedCalls: [
    { token: "aws:index/getAvailabilityZones:getAvailabilityZones", count: 2, answeredBy: "built-in" },
    { token: "aws:index/getCallerIdentity:getCallerIdentity", count: 1, answeredBy: "built-in" },
    { token: "aws:iam/getPolicyDocument:getPolicyDocument", count: 9, answeredBy: "computed" },
    { token: "aws:ssm/getParameter:getParameter", count: 1, answeredBy: "fixture" },
  ],
  diagnostics: [
    { severity: "debug", message: "not for readers" },
    { severity: "warning", message: "the orders image has no digest" },
  ],
});

/** What a pack of ours has told of that preview. */
export const ownPacks: ReportedPack[] = [
  {
    name: "firmament-cost",
    version: "0.1.0",
    rules: [
      { id: "cost-required-tags", title: "Required cost tags", severity: "high", level: "mandatory", tags: ["cost"], judged: 14 },
      { id: "cost-log-retention", title: "Log retention", severity: "low", level: "advisory", tags: ["cost"], judged: 1 },
    ],
    findings: [
      {
        rule: "cost-required-tags",
        kind: "exempt",
        level: "advisory",
        severity: "high",
        urn: urn("aws:s3/bucket:Bucket", "exports"),
        type: "aws:s3/bucket:Bucket",
        name: "exports",
        what: "tags: Owner is missing",
        path: "tags",
        exemption: {
          origin: "configuration",
          reason: "moves to the new account in March",
          owner: "data-platform",
          expires: "2027-03-31",
          ticket: "DATA-123",
        },
      },
    ],
  },
];
