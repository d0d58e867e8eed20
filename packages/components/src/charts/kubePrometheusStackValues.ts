import type { Input } from "@pulumi/pulumi";
import type { Toleration } from "./tolerations";

/** The values of kube-prometheus-stack that we set. Names are the chart's own; a test checks each against the chart's facts. */
export interface KubePrometheusStackValues {
  fullnameOverride: string;
  crds: { enabled: boolean };
  defaultRules: { rules: Record<ManagedPlaneRules, boolean> };
  kubeControllerManager: { enabled: boolean };
  kubeScheduler: { enabled: boolean };
  kubeEtcd: { enabled: boolean };
  kubeProxy: { enabled: boolean };
  prometheusOperator: { tolerations: Toleration[]; admissionWebhooks: { patch: { tolerations: Toleration[] } } };
  "kube-state-metrics": { tolerations: Toleration[] };
  prometheus: { podDisruptionBudget: DisruptionBudget; prometheusSpec: PrometheusSpec };
  alertmanager: { podDisruptionBudget: DisruptionBudget; config: AlertmanagerConfig; alertmanagerSpec: AlertmanagerSpec };
  grafana: { enabled: boolean; admin?: { existingSecret: string }; tolerations?: Toleration[] };
}

/** Alerts about what AWS runs for us and nobody can scrape. */
export type ManagedPlaneRules = "etcd" | "kubeControllerManager" | "kubeProxy" | "kubeSchedulerAlerting" | "kubeSchedulerRecording";

interface DisruptionBudget {
  enabled: boolean;
  minAvailable: number;
}

interface PrometheusSpec {
  replicas: number;
  scrapeInterval: string;
  evaluationInterval: string;
  retention: string;
  retentionSize: string;
  externalLabels: Record<string, Input<string>>;
  serviceMonitorSelectorNilUsesHelmValues: boolean;
  podMonitorSelectorNilUsesHelmValues: boolean;
  ruleSelectorNilUsesHelmValues: boolean;
  probeSelectorNilUsesHelmValues: boolean;
  scrapeConfigSelectorNilUsesHelmValues: boolean;
  podAntiAffinity: "hard";
  podAntiAffinityTopologyKey: string;
  resources: { requests: { cpu: string; memory: string } };
  storageSpec: ClaimTemplate;
  tolerations: Toleration[];
}

interface AlertmanagerSpec {
  replicas: number;
  retention: string;
  /** Secrets that the operator mounts at `/etc/alertmanager/secrets/<name>`. */
  secrets: string[];
  alertmanagerConfigMatcherStrategy: { type: "OnNamespaceExceptForAlertmanagerNamespace" };
  podAntiAffinity: "soft";
  podAntiAffinityTopologyKey: string;
  storage: ClaimTemplate;
  tolerations: Toleration[];
}

export interface ClaimTemplate {
  volumeClaimTemplate: {
    spec: { accessModes: ["ReadWriteOnce"]; storageClassName?: string; resources: { requests: { storage: string } } };
  };
}

/** Alertmanager's own configuration file. */
export interface AlertmanagerConfig {
  route: AlertRoute;
  receivers: AlertReceiver[];
  inhibit_rules: { source_matchers: string[]; target_matchers: string[]; equal: string[] }[];
}

export interface AlertRoute {
  receiver?: string;
  matchers?: string[];
  continue?: boolean;
  group_by?: string[];
  group_wait?: string;
  group_interval?: string;
  repeat_interval?: string;
  routes?: AlertRoute[];
}

export interface AlertReceiver {
  name: string;
  slack_configs?: { api_url_file: string; channel: string; send_resolved: boolean; title: string; text: string }[];
  pagerduty_configs?: { routing_key_file: string; send_resolved: boolean; description: string; details: Record<string, string> }[];
  webhook_configs?: { url_file: string; send_resolved: boolean }[];
}
