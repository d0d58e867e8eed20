export {};

// Workloads, objectives, observability, secrets.
export { WebService, type WebServiceArgs, type WebServiceNodes } from "./workload/webService";
export { ServiceSize } from "./workload/serviceSize.plan";
export type { WorkloadResources } from "./workload/webService.plan";
export type { AddressPeer, CalledPeer, CallerPeer } from "./workload/network.plan";
export type { KeyReference } from "./workload/environment.plan";
export { ServiceLevelObjective, type ServiceLevelObjectiveArgs, type ServiceLevelObjectiveNodes } from "./slo/serviceLevelObjective";
export type { ServiceLevelTargets } from "./slo/slo.plan";
export type { LatencyTargets, RequestMetrics, SliQueries } from "./slo/indicators.plan";
export { PrometheusStack, type PrometheusStackArgs, type PrometheusStackNodes } from "./observability/prometheusStack";
export type { AlertRouting, DeadMansSwitchRoute, PagerDutyRoute, SlackRoute } from "./observability/alerting.plan";
export type { MetricsAttachment } from "./observability/metricsAttachment";
export { Vault, type VaultArgs, type VaultNodes } from "./vault/vault";
