import { type Property, Undetermined } from "../kernel/property";
import { type StackResource, type StackView, onceForStack } from "../kernel/resource";
import { anyOf, kubernetesKinds } from "../kernel/types";
import { servicesIn } from "./exposure";
import { mayShareNamespace, namespaceOf } from "./objects";
import type { Pod } from "./pods";
import { selectsByLabels, some } from "./selector";

const serviceMonitors = anyOf(
  "monitors of Services",
  kubernetesKinds("monitoring.coreos.com", "ServiceMonitor"),
  kubernetesKinds("operator.victoriametrics.com", "VMServiceScrape"),
);
const podMonitors = anyOf(
  "monitors of pods",
  kubernetesKinds("monitoring.coreos.com", "PodMonitor"),
  kubernetesKinds("operator.victoriametrics.com", "VMPodScrape"),
  kubernetesKinds("monitoring.googleapis.com", "PodMonitoring"),
);

const podMonitorsOf = onceForStack((stack) => stack.resources.filter(({ type }) => podMonitors.matches(type)));

/** A monitor, and a Service that it may select. */
export type MonitoredService = readonly [monitor: StackResource, service: StackResource];

/** Each monitor of Services of the stack with each Service. */
export const monitoredServices: (stack: StackView) => readonly MonitoredService[] = onceForStack((stack) =>
  stack.resources
    .filter(({ type }) => serviceMonitors.matches(type))
    .flatMap((monitor) =>
      servicesIn(stack)
        // What is known not to match is looked at once, and not for each workload.
        .filter((service) => mayHold(() => selectsService([monitor, service])))
        .map((service): MonitoredService => [monitor, service]),
    ),
);

/** @throws Undetermined when an unknown label or selector decides. */
export function selectsService([monitor, service]: MonitoredService): boolean {
  return selects(monitor, service, service.properties.at("metadata", "labels"));
}

/**
 * Whether the monitor scrapes a port that the Service has: it names one, or a port of the pods behind it.
 * @throws Undetermined when an unknown decides.
 */
export function scrapesPortOf([monitor, service]: MonitoredService): boolean {
  const names = service.properties
    .at("spec", "ports")
    .items()
    .map((port) => port.at("name"));
  return some(monitor.properties.at("spec", "endpoints").items(), (endpoint) => {
    const port = endpoint.at("port");
    return port.isAbsent || some(names, (name) => name.string() === port.string());
  });
}

/**
 * Whether a monitor selects the pods of a workload and scrapes a port that they have.
 * @throws Undetermined when an unknown decides.
 */
export function isScrapedByPod(workload: StackResource, pod: Pod, stack: StackView): boolean {
  const ports = pod.containers.flatMap(({ property }) =>
    property
      .at("ports")
      .items()
      .map((port) => port.at("name")),
  );
  return some(
    podMonitorsOf(stack),
    (monitor) => selects(monitor, workload, pod.metadata.at("labels")) && scrapesOneOf(ports, monitor.properties.at("spec")),
  );
}

function scrapesOneOf(names: readonly Property[], spec: Property): boolean {
  const endpoints = ["podMetricsEndpoints", "endpoints"].flatMap((key) => spec.at(key).items());
  return some(endpoints, (endpoint) => {
    const port = endpoint.at("port");
    return port.isAbsent || port.number() !== undefined || some(names, (name) => name.string() === port.string());
  });
}

function selects(monitor: StackResource, target: StackResource, labels: Property): boolean {
  return isInReach(monitor, target) && selectsByLabels(monitor.properties.at("spec", "selector"), labels);
}

/** Its own namespace, unless its `namespaceSelector` says otherwise. */
function isInReach(monitor: StackResource, target: StackResource): boolean {
  const selector = monitor.properties.at("spec", "namespaceSelector");
  if (selector.at("any").boolean() === true) {
    return true;
  }
  const named = selector.at("matchNames").items();
  const namespace = namespaceOf(target);
  return named.length === 0 ? mayShareNamespace(monitor, target) : namespace === undefined || some(named, (name) => name.string() === namespace);
}

function mayHold(holds: () => boolean): boolean {
  try {
    return holds();
  } catch (error) {
    if (!(error instanceof Undetermined)) {
      throw error;
    }
    return true;
  }
}
