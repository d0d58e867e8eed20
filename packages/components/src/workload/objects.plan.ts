import type { Input } from "@pulumi/pulumi";
import type { apps, core } from "@pulumi/kubernetes/types/input";
import { platformLabels, podSecurityLabels, selectorLabels } from "../platform/labels";
import type { DisruptionBudget } from "./disruptionBudget.plan";
import { podSpec } from "./pod.plan";
import type { WebServicePlan } from "./webService.plan";

/** What the objects of a service have in common. */
export interface ServiceMetadata {
  name: string;
  namespace: Input<string>;
  labels: Record<string, string>;
  annotations: Record<string, string>;
}

/** The load balancer controller holds a pod's readiness back, in namespaces with this label, until the load balancer sends it requests. */
export function namespaceLabels(plan: WebServicePlan): Record<string, string> {
  return { ...platformLabels(plan.namespace, plan.tags), ...podSecurityLabels("restricted"), "elbv2.k8s.aws/pod-readiness-gate-inject": "enabled" };
}

/** Pulumi would wait for a ready pod, and the pods wait for the Service. */
export function serviceMetadata(metadata: ServiceMetadata): ServiceMetadata {
  return { ...metadata, annotations: { ...metadata.annotations, "pulumi.com/skipAwait": "true" } };
}

export function serviceSpec(plan: WebServicePlan): core.v1.ServiceSpec {
  return {
    selector: selectorLabels(plan.name),
    ports: [
      { name: "http", port: 80, targetPort: "http", protocol: "TCP" },
      { name: "metrics", port: plan.metricsPort, targetPort: "metrics", protocol: "TCP" },
    ],
  };
}

/** It says nothing of replicas: the autoscaler has them, and each of Pulumi's updates would take them back. */
export function deploymentSpec(plan: WebServicePlan, image: Input<string>): apps.v1.DeploymentSpec {
  return {
    revisionHistoryLimit: 5,
    progressDeadlineSeconds: 600,
    strategy: { type: "RollingUpdate", rollingUpdate: { maxSurge: "25%", maxUnavailable: 0 } },
    selector: { matchLabels: selectorLabels(plan.name) },
    template: { metadata: { labels: platformLabels(plan.name, plan.tags) }, spec: podSpec(plan, image) },
  };
}

export interface DisruptionBudgetSpec extends DisruptionBudget {
  /** Pods that are not ready count as disrupted already: otherwise a service that crashes keeps its node from being drained. */
  unhealthyPodEvictionPolicy: "AlwaysAllow";
  selector: { matchLabels: Record<string, string> };
}

export function disruptionBudgetSpec(plan: WebServicePlan): DisruptionBudgetSpec {
  return { ...plan.disruptionBudget, unhealthyPodEvictionPolicy: "AlwaysAllow", selector: { matchLabels: selectorLabels(plan.name) } };
}

/** The specification of a `ServiceMonitor`, as far as we write it. */
export interface ServiceMonitorSpec {
  selector: { matchLabels: Record<string, string> };
  endpoints: { port: string; path: string; interval: string }[];
}

/** It chooses the Service by its labels, and the port by the name that it has there. */
export function serviceMonitorSpec(plan: WebServicePlan): ServiceMonitorSpec {
  return { selector: { matchLabels: selectorLabels(plan.name) }, endpoints: [{ port: "metrics", path: "/metrics", interval: "15s" }] };
}
