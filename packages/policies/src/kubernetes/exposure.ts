import type { Property } from "../kernel/property";
import { type StackResource, type StackView, onceForStack } from "../kernel/resource";
import { anyOf, kubernetesKinds } from "../kernel/types";
import { mayShareNamespace, objectNameOf, podTemplateOf } from "./objects";
import { certain, every, selectsByMap } from "./selector";
import { SelectorIndex } from "./selectorIndex";

/** Workloads that answer requests for as long as they run. */
export const servingWorkloads = anyOf(
  "Kubernetes Deployments, StatefulSets and Rollouts",
  kubernetesKinds("apps", "Deployment", "StatefulSet"),
  kubernetesKinds("argoproj.io", "Rollout"),
);

const services = kubernetesKinds("core", "Service");

/** Every Service of the stack, headless ones included. */
export const servicesIn = onceForStack((stack) => stack.resources.filter((resource) => services.matches(resource.type)));
const servicesOf = onceForStack(
  (stack) =>
    new SelectorIndex(
      servicesIn(stack).filter((service) => !isHeadless(service)),
      (service) => service.properties.at("spec", "selector"),
    ),
);

/** A headless Service gives the pods of a StatefulSet their names; it does not offer them to others. */
function isHeadless(service: StackResource): boolean {
  const address = service.properties.at("spec", "clusterIP");
  return !address.isUnknown && address.string() === "None";
}

/**
 * Whether a Service selects the pods of a workload.
 * @throws Undetermined when an unknown label or selector decides.
 */
export function selectsPodsOf(service: StackResource, workload: StackResource): boolean {
  const labels = podTemplateOf(workload)?.at("metadata", "labels");
  return labels !== undefined && mayShareNamespace(workload, service) && selectsByMap(service.properties.at("spec", "selector"), labels);
}

/**
 * The Services that send requests to the pods of a workload.
 * @throws Undetermined when an unknown label or selector decides whether there is any.
 */
export function servicesFor(workload: StackResource, stack: StackView): StackResource[] {
  const labels = podTemplateOf(workload)?.at("metadata", "labels");
  return labels === undefined ? [] : certain(servicesOf(stack).candidates(labels), (service) => selectsPodsOf(service, workload));
}

/**
 * Whether a Service is there for a collector of metrics alone: it is called after the workload, with `-metrics`, or each of its ports is.
 * @throws Undetermined when an unknown name decides.
 */
export function isForMetrics(service: StackResource, workload: StackResource): boolean {
  const ports = service.properties.at("spec", "ports").items();
  return (
    METRICS_NAMES.some((suffix) => objectNameOf(service) === objectNameOf(workload) + suffix) ||
    (ports.length > 0 && every(ports, (port) => [port.at("name"), port.at("targetPort")].some((name) => METRICS_PORT.test(nameIn(name)))))
  );
}

const METRICS_NAMES = ["-metrics", "-metrics-service", "-metrics-svc"];
const METRICS_PORT = /(^|-)(metrics|telemetry)(-|$)/;

/** A port is named, or has a number. */
function nameIn(port: Property): string {
  return String(port.stringOrNumber() ?? "");
}
