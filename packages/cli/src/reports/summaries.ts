import { isSecret, isUnknown, type PropertyMap, type PropertyValue, type ResourceResult } from "@firmament/offline";
import { plural } from "./text";

/** The few words that tell one resource of a type from another: its size, its address, its version. Empty where there is nothing short to say. */
export function summarize(resource: ResourceResult): string {
  // All versions of a Kubernetes API read alike.
  const summary = SUMMARIES[resource.type] ?? SUMMARIES[resource.type.replace(/\/v\d\w*:/, ":")];
  const words = summary?.(new Properties(resource.inputs)) ?? [];
  return words.filter((word) => word !== undefined && word !== "").join(", ");
}

type Words = (string | undefined)[];

const autoScaling = (p: Properties): Words => [
  range(p.number("minSize"), p.number("maxSize")),
  p.has("mixedInstancesPolicy.instancesDistribution.onDemandPercentageAboveBaseCapacity")
    ? `${p.text("mixedInstancesPolicy.instancesDistribution.onDemandPercentageAboveBaseCapacity")} % on demand`
    : undefined,
];

const workload = (p: Properties): Words => {
  const size = podSize(p.list("spec.template.spec.containers"));
  return [[p.text("spec.replicas"), size].filter((part) => part !== undefined).join(" × ")];
};

const SUMMARIES: Readonly<Record<string, (properties: Properties) => Words>> = {
  "aws:autoscaling/group:Group": autoScaling,
  "aws:cloudwatch/logGroup:LogGroup": (p) => [p.has("retentionInDays") ? `${p.text("retentionInDays")} days` : undefined],
  "aws:dynamodb/table:Table": (p) => [p.text("billingMode")],
  "aws:ec2/instance:Instance": (p) => [p.text("instanceType")],
  "aws:ec2/launchTemplate:LaunchTemplate": (p) => [p.text("instanceType")],
  "aws:ec2/subnet:Subnet": (p) => [p.text("cidrBlock"), p.text("availabilityZone")],
  "aws:ec2/vpc:Vpc": (p) => [p.text("cidrBlock")],
  "aws:ec2/vpcEndpoint:VpcEndpoint": (p) => [p.text("serviceName")],
  "aws:eks/addon:Addon": (p) => [words(p.text("addonName"), p.text("addonVersion"))],
  "aws:eks/cluster:Cluster": (p) => [p.text("version")],
  "aws:eks/nodeGroup:NodeGroup": (p) => [
    texts(p.list("instanceTypes")),
    range(p.number("scalingConfig.minSize"), p.number("scalingConfig.maxSize")),
    p.text("capacityType") === "SPOT" ? "spot" : undefined,
  ],
  "aws:lambda/function:Function": (p) => [p.text("runtime"), p.has("memorySize") ? `${p.text("memorySize")} MiB` : undefined],
  "aws:lb/loadBalancer:LoadBalancer": (p) => [p.text("loadBalancerType"), p.boolean("internal") === true ? "internal" : undefined],
  "aws:rds/instance:Instance": (p) => [
    words(p.text("engine"), p.text("engineVersion")),
    p.text("instanceClass"),
    p.has("allocatedStorage") ? `${p.text("allocatedStorage")} GiB` : undefined,
  ],
  "aws:route53/record:Record": (p) => [words(p.text("type"), p.text("name"))],
  "kubernetes:apps:DaemonSet": workload,
  "kubernetes:apps:Deployment": workload,
  "kubernetes:apps:StatefulSet": workload,
  "kubernetes:autoscaling:HorizontalPodAutoscaler": (p) => [
    range(p.number("spec.minReplicas") ?? 1, p.number("spec.maxReplicas")),
    ...p.list("spec.metrics").map(metric),
  ],
  "kubernetes:batch:CronJob": (p) => [p.text("spec.schedule")],
  "kubernetes:core:ConfigMap": (p) => [plural(p.keys("data") + p.keys("binaryData"), "key")],
  "kubernetes:core:PersistentVolumeClaim": (p) => [p.text("spec.resources.requests.storage")],
  "kubernetes:core:Secret": (p) => [p.text("type")],
  "kubernetes:core:Service": (p) => [words(p.text("spec.type") ?? "ClusterIP", p.list("spec.ports").map(port).join(", "))],
  "kubernetes:helm.sh:Chart": (p) => [words(p.text("chart"), p.text("version"))],
  "kubernetes:helm.sh:Release": (p) => [words(p.text("chart"), p.text("version"))],
  "kubernetes:monitoring.coreos.com:PrometheusRule": (p) => [plural(p.list("spec.groups").flatMap((group) => group.list("rules")).length, "rule")],
  "kubernetes:monitoring.coreos.com:ServiceMonitor": (p) =>
    p.list("spec.endpoints").map((endpoint) => endpoint.text("interval") && `every ${endpoint.text("interval")}`),
  "kubernetes:policy:PodDisruptionBudget": (p) => [
    p.has("spec.maxUnavailable") ? `${p.text("spec.maxUnavailable")} may be down` : undefined,
    p.has("spec.minAvailable") ? `${p.text("spec.minAvailable")} stay up` : undefined,
  ],
};

/** Reads properties without knowing their shape. What is secret or unknown reads as absent. */
class Properties {
  constructor(private readonly value: PropertyValue | undefined) {}

  text(path: string): string | undefined {
    const value = this.at(path);
    return typeof value === "string" || typeof value === "number" ? String(value) : undefined;
  }

  number(path: string): number | undefined {
    const value = this.at(path);
    return typeof value === "number" ? value : undefined;
  }

  boolean(path: string): boolean | undefined {
    const value = this.at(path);
    return typeof value === "boolean" ? value : undefined;
  }

  list(path: string): Properties[] {
    const value = this.at(path);
    return Array.isArray(value) ? value.map((item) => new Properties(item)) : [];
  }

  keys(path: string): number {
    const value = this.at(path);
    return isMap(value) ? Object.keys(value).length : 0;
  }

  has(path: string): boolean {
    return this.text(path) !== undefined;
  }

  /** The empty path is the value itself. */
  private at(path: string): PropertyValue | undefined {
    let value = this.value;
    for (const key of path === "" ? [] : path.split(".")) {
      value = isMap(value) ? value[key] : undefined;
    }
    return value === undefined || isUnknown(value) || isSecret(value) ? undefined : value;
  }
}

function isMap(value: PropertyValue | undefined): value is PropertyMap {
  return value !== null && typeof value === "object" && !Array.isArray(value) && !isSecret(value);
}

function words(...parts: Words): string {
  return parts.filter((part) => part !== undefined && part !== "").join(" ");
}

function texts(list: Properties[]): string {
  return words(...list.map((item) => item.text("")));
}

function range(low: number | undefined, high: number | undefined): string | undefined {
  return low === undefined || high === undefined ? undefined : low === high ? `${low}` : `${low}–${high}`;
}

function port(entry: Properties): string {
  const target = entry.text("targetPort");
  return words(entry.text("port"), target === undefined || target === entry.text("port") ? undefined : `→ ${target}`);
}

/** `cpu 70 %`, `http_requests_per_second 100`. */
function metric(entry: Properties): string {
  const kind = entry.text("type") ?? "";
  const source = `${kind.charAt(0).toLowerCase()}${kind.slice(1)}`;
  const utilization = entry.text(`${source}.target.averageUtilization`);
  const target =
    utilization === undefined ? (entry.text(`${source}.target.averageValue`) ?? entry.text(`${source}.target.value`)) : `${utilization} %`;
  return words(entry.text(`${source}.name`) ?? entry.text(`${source}.metric.name`), target);
}

/** The requests of one pod, when every container says what it needs. */
function podSize(containers: Properties[]): string | undefined {
  const cpu = containers.map((container) => millicores(container.text("resources.requests.cpu")));
  const memory = containers.map((container) => mebibytes(container.text("resources.requests.memory")));
  if (containers.length === 0 || [...cpu, ...memory].some(Number.isNaN)) {
    return undefined;
  }
  const sum = (values: number[]): number => values.reduce((total, value) => total + value, 0);
  const mib = sum(memory);
  return `${sum(cpu)}m / ${mib >= 1024 && mib % 1024 === 0 ? `${mib / 1024}Gi` : `${mib}Mi`}`;
}

function millicores(quantity: string | undefined): number {
  const [, amount, unit] = /^(\d+(?:\.\d+)?)(m?)$/.exec(quantity ?? "") ?? [];
  return Math.round(Number(amount) * (unit === "m" ? 1 : 1000));
}

function mebibytes(quantity: string | undefined): number {
  const [, amount, unit] = /^(\d+(?:\.\d+)?)(Mi|Gi)$/.exec(quantity ?? "") ?? [];
  return Math.round(Number(amount) * (unit === "Gi" ? 1024 : 1));
}
