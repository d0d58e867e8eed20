import { checkLabel } from "../nodes/scheduling.plan";
import { checkDnsName, checkLabels } from "../platform/labels";
import type { Problems } from "../platform/problems";
import { parseBytes } from "../platform/quantities";
import { checkTags, isProduction, type PlatformTags } from "../platform/tags";
import { checkRunbookUrl, planServiceLevels, type ServiceLevelTargets } from "../slo/slo.plan";
import { planDisruptionBudget, type DisruptionBudget } from "./disruptionBudget.plan";
import { checkEnvironment, type EnvironmentInput } from "./environment.plan";
import { imageProblem } from "./image.plan";
import { checkPeers, checkPort, type NetworkPeers } from "./network.plan";
import { SIZES, type ServiceSize } from "./serviceSize.plan";

/** What a container asks for and may use, as Kubernetes quantities. */
export interface WorkloadResources {
  /** Default: `500m`. */
  cpuRequest?: string;
  /** Default: `512Mi`. */
  memoryRequest?: string;
  /** Default: none, so that an idle node's cores are used. */
  cpuLimit?: string;
  /** Default: the request, so that no neighbour pays for what a pod takes beyond it. */
  memoryLimit?: string;
}

/** The arguments that are plain: they decide what exists. */
export interface WebServiceInput extends EnvironmentInput, NetworkPeers {
  namespace: string;
  /** Undefined when it is known only later. */
  image?: string;
  size?: ServiceSize;
  minReplicas?: number;
  maxReplicas?: number;
  requestsPerSecond?: number;
  resources?: WorkloadResources;
  port?: number;
  metricsPort?: number;
  healthPath?: string;
  waitFor?: string[];
  zones?: number;
  nodeSelector?: Record<string, string>;
  runAsUser?: number;
  drainSeconds?: number;
  minAvailable?: string;
  maxUnavailable?: string;
  slo?: ServiceLevelTargets;
  retention: string;
  runbookUrl: string;
  tags: PlatformTags;
}

export interface WebServicePlan {
  name: string;
  namespace: string;
  minReplicas: number;
  maxReplicas: number;
  scaleDownPercent: number;
  requestsPerSecond?: number;
  resources: { cpuRequest: string; memoryRequest: string; cpuLimit?: string; memoryLimit: string };
  port: number;
  metricsPort: number;
  healthPath: string;
  environment: EnvironmentInput;
  peers: NetworkPeers;
  waitFor: { host: string; port: number }[];
  zones: number;
  nodeSelector?: Record<string, string>;
  runAsUser: number;
  drainSeconds: number;
  disruptionBudget: DisruptionBudget;
  tags: PlatformTags;
}

/** The objectives have the name with `-slo` behind it, and it is a DNS label as well. */
const LONGEST_WITH_OBJECTIVES = 63 - "-slo".length;

export function planWebService(problems: Problems, name: string, input: WebServiceInput): WebServicePlan {
  checkDnsName(problems, "name", name, input.slo === undefined ? undefined : LONGEST_WITH_OBJECTIVES);
  checkDnsName(problems, "namespace", input.namespace);
  checkTags(problems, input.tags);
  checkLabels(problems, input.tags);
  checkRunbookUrl(problems, input.runbookUrl);
  checkEnvironment(problems, input);
  checkPeers(problems, input);
  for (const [key, value] of Object.entries(input.nodeSelector ?? {})) {
    checkLabel(problems, key, value, `nodeSelector.${key}`);
  }
  const unpinned = input.image === undefined ? undefined : imageProblem(input.image);
  if (unpinned !== undefined) {
    problems.add("image", unpinned);
  }
  if (input.slo !== undefined) {
    planServiceLevels(problems, { ...input, service: name, targets: input.slo }, "slo.");
  }
  const replicas = planReplicas(problems, input);
  const ports = planPorts(problems, input);
  return {
    name,
    namespace: input.namespace,
    ...replicas,
    ...ports,
    resources: planResources(problems, input.resources),
    healthPath: planHealthPath(problems, input.healthPath ?? "/health"),
    environment: { env: input.env, config: input.config, secrets: input.secrets },
    peers: {
      allowFrom: input.allowFrom,
      allowFromAddresses: input.allowFromAddresses,
      allowTo: input.allowTo,
      allowToAddresses: input.allowToAddresses,
    },
    waitFor: planWaits(problems, input),
    zones: planWholeNumber(problems, "zones", input.zones ?? 3, 1),
    nodeSelector: input.nodeSelector,
    // Above the users of a node, so that who breaks out of the container is nobody there.
    runAsUser: planWholeNumber(problems, "runAsUser", input.runAsUser ?? 10_001, 1),
    drainSeconds: planWholeNumber(problems, "drainSeconds", input.drainSeconds ?? 30, 0),
    tags: input.tags,
  };
}

function planReplicas(
  problems: Problems,
  input: WebServiceInput,
): Pick<WebServicePlan, "minReplicas" | "maxReplicas" | "scaleDownPercent" | "requestsPerSecond" | "disruptionBudget"> {
  const sizeName = input.size ?? "small";
  const size = Object.hasOwn(SIZES, sizeName) ? SIZES[sizeName] : undefined;
  if (size === undefined) {
    problems.add(
      "size",
      `${JSON.stringify(sizeName)} is no size; use ${Object.keys(SIZES)
        .map((known) => `"${known}"`)
        .join(" or ")}`,
    );
    return { minReplicas: 2, maxReplicas: 2, scaleDownPercent: 10, disruptionBudget: {} };
  }
  const minReplicas = planWholeNumber(problems, "minReplicas", input.minReplicas ?? size.minReplicas, 1);
  const maxReplicas = planWholeNumber(problems, "maxReplicas", input.maxReplicas ?? size.maxReplicas, 1);
  problems.require(
    minReplicas <= maxReplicas,
    "minReplicas",
    `${minReplicas} is above maxReplicas ${maxReplicas}; raise maxReplicas, or lower minReplicas`,
  );
  if (input.tags !== undefined && isProduction(input.tags)) {
    problems.require(minReplicas >= 2, "minReplicas", `minReplicas ${minReplicas} is not highly available; use 2 or more in production`);
  }
  if (input.requestsPerSecond !== undefined) {
    planWholeNumber(problems, "requestsPerSecond", input.requestsPerSecond, 1);
  }
  return {
    minReplicas,
    maxReplicas,
    scaleDownPercent: size.scaleDownPercent,
    requestsPerSecond: input.requestsPerSecond,
    disruptionBudget: planDisruptionBudget(problems, input, size.maxUnavailable, minReplicas),
  };
}

function planPorts(problems: Problems, input: WebServiceInput): Pick<WebServicePlan, "port" | "metricsPort"> {
  const port = input.port ?? 8080;
  const metricsPort = input.metricsPort ?? 9090;
  for (const [path, value] of Object.entries({ port, metricsPort })) {
    checkPort(problems, path, value);
    problems.require(
      value >= 1024,
      path,
      `${value} is below 1024, which only root may listen on; use a port such as ${path === "port" ? 8080 : 9090}`,
    );
  }
  problems.require(
    port !== metricsPort,
    "metricsPort",
    `${metricsPort} is the port of the service itself; metrics need one of their own, such as 9090`,
  );
  return { port, metricsPort };
}

/** CPU in cores or thousandths of one, memory in binary units. */
function planResources(problems: Problems, given: WorkloadResources = {}): WebServicePlan["resources"] {
  const memoryRequest = given.memoryRequest ?? "512Mi";
  const resources = {
    cpuRequest: given.cpuRequest ?? "500m",
    memoryRequest,
    cpuLimit: given.cpuLimit,
    memoryLimit: given.memoryLimit ?? memoryRequest,
  };
  for (const property of ["cpuRequest", "cpuLimit"] as const) {
    const value = resources[property];
    problems.require(
      value === undefined || /^([1-9]\d*m|[1-9]\d*|\d*\.\d+)$/.test(value),
      `resources.${property}`,
      `${JSON.stringify(value)} is no amount of CPU; write it as 500m or 2`,
    );
  }
  problems.require(
    resources.cpuLimit === undefined || !(parseCores(resources.cpuLimit) < parseCores(resources.cpuRequest)),
    "resources.cpuLimit",
    `${resources.cpuLimit} is below the request ${resources.cpuRequest}; raise it to the request or more, or leave it off`,
  );
  for (const property of ["memoryRequest", "memoryLimit"] as const) {
    const value = resources[property];
    problems.require((parseBytes(value) ?? 0) > 0, `resources.${property}`, `${JSON.stringify(value)} is no amount of memory; write it as 512Mi`);
  }
  problems.require(
    (parseBytes(resources.memoryLimit) ?? 0) >= (parseBytes(memoryRequest) ?? 0),
    "resources.memoryLimit",
    `${resources.memoryLimit} is below the request ${memoryRequest}; raise it to the request or more`,
  );
  return resources;
}

/** Cores, of which `500m` is a half. */
function parseCores(text: string): number {
  return text.endsWith("m") ? Number(text.slice(0, -1)) / 1000 : Number(text);
}

function planHealthPath(problems: Problems, path: string): string {
  problems.require(
    /^\/[\w\-./]*[\w\-.]$/.test(path),
    "healthPath",
    `${JSON.stringify(path)} is no path; write it as /health, and serve /health/startup, /health/live and /health/ready`,
  );
  return path;
}

function planWaits(problems: Problems, input: WebServiceInput): WebServicePlan["waitFor"] {
  return (input.waitFor ?? []).map((target, index) => {
    const path = `waitFor[${index}]`;
    const [, host = "", port = ""] = /^([a-z0-9][-a-z0-9.]*):(\d+)$/.exec(target) ?? [];
    if (host === "") {
      problems.add(path, `${JSON.stringify(target)} is not of the form host:port, such as payments.payments.svc:80`);
    } else {
      checkPort(problems, path, Number(port));
    }
    const called = inClusterService(host, input.namespace);
    problems.require(
      called === undefined ||
        (input.allowTo ?? []).some((peer) => peer.service === called.service && (peer.namespace ?? input.namespace) === called.namespace),
      path,
      `${target} is not in allowTo, so the network policy would keep the pods waiting for ever; add { service: "${called?.service}", namespace: "${called?.namespace}" } there`,
    );
    return { host, port: Number(port) };
  });
}

/** The Service that a host name certainly means. A name of two parts may as well be a domain of the internet. */
function inClusterService(host: string, ownNamespace: string): { service: string; namespace: string } | undefined {
  const [, service, namespace] = /^([a-z0-9-]+)\.([a-z0-9-]+)\.svc(?:\.cluster\.local)?$/.exec(host) ?? [];
  if (service !== undefined && namespace !== undefined) {
    return { service, namespace };
  }
  return /^[a-z0-9-]+$/.test(host) ? { service: host, namespace: ownNamespace } : undefined;
}

/** The greatest of Kubernetes' 32-bit numbers, and the last user. */
const MOST = 2 ** 31 - 1;

function planWholeNumber(problems: Problems, path: string, value: number, least: number): number {
  problems.require(Number.isInteger(value) && value >= least, path, `${value} is not a whole number of ${least} or more`);
  problems.require(!(value > MOST), path, `${value} is above ${MOST}, the most that Kubernetes takes; lower it`);
  return value;
}
