import type { Input } from "@pulumi/pulumi";
import type { core } from "@pulumi/kubernetes/types/input";
import { selectorLabels } from "../platform/labels";
import { environmentVariables } from "./environment.plan";
import type { WebServicePlan } from "./webService.plan";

/** Until every load balancer and kube-proxy has stopped sending requests to a pod that ends. */
export const PRE_STOP_SECONDS = 15;

/** Between the end of draining and the moment when Kubernetes kills. */
export const GRACE_MARGIN_SECONDS = 15;

/** Waits for a port to answer. It has `nc`, and nothing else is asked of it. */
const WAIT_IMAGE = "docker.io/library/busybox:1.37.0";

const ZONE = "topology.kubernetes.io/zone";
const HOST = "kubernetes.io/hostname";

/** The pod of a web service: it passes the Pod Security Standard "restricted", spreads over zones and nodes, and ends without dropping requests. */
export function podSpec(plan: WebServicePlan, image: Input<string>): core.v1.PodSpec {
  return {
    serviceAccountName: plan.name,
    automountServiceAccountToken: false,
    securityContext: {
      runAsNonRoot: true,
      runAsUser: plan.runAsUser,
      runAsGroup: plan.runAsUser,
      fsGroup: plan.runAsUser,
      seccompProfile: { type: "RuntimeDefault" },
    },
    terminationGracePeriodSeconds: PRE_STOP_SECONDS + plan.drainSeconds + GRACE_MARGIN_SECONDS,
    ...(plan.nodeSelector === undefined ? {} : { nodeSelector: plan.nodeSelector }),
    topologySpreadConstraints: spread(plan),
    affinity: {
      podAntiAffinity: {
        preferredDuringSchedulingIgnoredDuringExecution: [
          { weight: 100, podAffinityTerm: { topologyKey: HOST, labelSelector: { matchLabels: selectorLabels(plan.name) } } },
        ],
      },
    },
    ...(plan.waitFor.length === 0 ? {} : { initContainers: plan.waitFor.map(waitContainer) }),
    containers: [serviceContainer(plan, image)],
    volumes: [
      { name: "tmp", emptyDir: { sizeLimit: "256Mi" } },
      { name: "cache", emptyDir: { sizeLimit: "1Gi" } },
    ],
  };
}

function spread(plan: WebServicePlan): core.v1.TopologySpreadConstraint[] {
  const shared = {
    maxSkew: 1,
    labelSelector: { matchLabels: selectorLabels(plan.name) },
    // Each revision is spread for itself, or a rollout leaves the new one uneven.
    matchLabelKeys: ["pod-template-hash"],
    // Otherwise the nodes of a tainted pool count, and pods wait for places that they may not take.
    nodeTaintsPolicy: "Honor",
  };
  return [
    {
      ...shared,
      topologyKey: ZONE,
      whenUnsatisfiable: "DoNotSchedule",
      // One less than there are: the first pods cannot all land in one zone, and when a zone is lost those of the others can still be scheduled.
      ...(plan.zones > 2 ? { minDomains: plan.zones - 1 } : {}),
    },
    { ...shared, topologyKey: HOST, whenUnsatisfiable: "ScheduleAnyway" },
  ];
}

const CONTAINER_SECURITY: core.v1.SecurityContext = {
  allowPrivilegeEscalation: false,
  readOnlyRootFilesystem: true,
  capabilities: { drop: ["ALL"] },
};

function serviceContainer(plan: WebServicePlan, image: Input<string>): core.v1.Container {
  const probe = (check: string) => ({ httpGet: { path: `${plan.healthPath}/${check}`, port: "http" } });
  const { resources } = plan;
  return {
    name: plan.name,
    image,
    imagePullPolicy: "IfNotPresent",
    ports: [
      { name: "http", containerPort: plan.port, protocol: "TCP" },
      { name: "metrics", containerPort: plan.metricsPort, protocol: "TCP" },
    ],
    env: environmentVariables(plan.tags.environment, plan.environment),
    resources: {
      requests: { cpu: resources.cpuRequest, memory: resources.memoryRequest },
      limits: { ...(resources.cpuLimit === undefined ? {} : { cpu: resources.cpuLimit }), memory: resources.memoryLimit },
    },
    startupProbe: { ...probe("startup"), periodSeconds: 10, failureThreshold: 30 },
    livenessProbe: { ...probe("live"), periodSeconds: 10, timeoutSeconds: 5, failureThreshold: 3 },
    readinessProbe: { ...probe("ready"), periodSeconds: 5, timeoutSeconds: 3, failureThreshold: 3 },
    lifecycle: { preStop: { sleep: { seconds: PRE_STOP_SECONDS } } },
    securityContext: CONTAINER_SECURITY,
    volumeMounts: [
      { name: "tmp", mountPath: "/tmp" },
      { name: "cache", mountPath: "/cache" },
    ],
  };
}

function waitContainer({ host, port }: WebServicePlan["waitFor"][number], index: number): core.v1.Container {
  return {
    // The container of the service has its name, which cannot start with a digit.
    name: `${index}-wait`,
    image: WAIT_IMAGE,
    imagePullPolicy: "IfNotPresent",
    // Host and port are arguments, never part of the script.
    command: ["sh", "-c", 'until nc -z -w 2 "$0" "$1"; do echo "waiting for $0:$1"; sleep 2; done', host, String(port)],
    resources: { requests: { cpu: "10m", memory: "16Mi" }, limits: { memory: "16Mi" } },
    securityContext: CONTAINER_SECURITY,
  };
}
