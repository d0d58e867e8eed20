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

// Network, cluster, nodes, and what components share.
export { MultiAzNetwork, type MultiAzNetworkArgs, type MultiAzNetworkNodes } from "./network/network";
export { NatStrategy } from "./network/network.plan";
export { MultiAzCluster, type MultiAzClusterArgs, type MultiAzClusterNodes } from "./cluster/cluster";
export { goldenPools, type NodePool } from "./cluster/pools";
export { SpotMixedNodeGroup, type SpotMixedNodeGroupArgs, type SpotMixedNodeGroupNodes } from "./nodes/spotMixedNodeGroup";
export { HealthCheckType, SpotAllocationStrategy } from "./nodes/spotMixedNodeGroup.plan";
export { type NodeTaint, TaintEffect } from "./nodes/scheduling.plan";
export type { ClusterAttachment, NetworkAttachment } from "./platform/attachments";
export type { PlatformTags } from "./platform/tags";
