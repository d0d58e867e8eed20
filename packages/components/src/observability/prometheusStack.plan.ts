import type { Input } from "@pulumi/pulumi";
import type { ClaimTemplate, KubePrometheusStackValues } from "../charts/kubePrometheusStackValues";
import { SYSTEM_POOL_TOLERATIONS } from "../charts/tolerations";
import { checkDnsName, checkLabels } from "../platform/labels";
import type { Problems } from "../platform/problems";
import { parseBytes, parseDuration } from "../platform/quantities";
import { checkTags, type PlatformTags } from "../platform/tags";
import { planAlerting, type AlertRouting, type AlertingPlan } from "./alerting.plan";

export interface PrometheusStackInput {
  namespace?: string;
  retention?: string;
  storageSize?: string;
  storageClass?: string;
  alerts?: AlertRouting;
  grafanaAdminSecret?: string;
  tags: PlatformTags;
}

export interface PrometheusStackPlan {
  name: string;
  namespace: string;
  retention: string;
  storageSize: string;
  storageClass?: string;
  /** At which the oldest samples go, whatever their age, in the unit of Prometheus' flag. */
  retentionSize: string;
  alerting: AlertingPlan;
  grafanaAdminSecret?: string;
  environment: string;
}

/** The chart cuts its full name at 26 characters, and two stacks would then share their objects' names. */
const MAX_NAME = 26;

const GIBIBYTE = 2 ** 30;
const SMALLEST_STORAGE = 10 * GIBIBYTE;

/** What is left for the write-ahead log and for compaction. */
const RETAINED_SHARE = 0.8;

export function planPrometheusStack(problems: Problems, name: string, input: PrometheusStackInput): PrometheusStackPlan {
  checkTags(problems, input.tags);
  checkLabels(problems, input.tags);
  checkDnsName(problems, "name", name, MAX_NAME);
  const namespace = input.namespace ?? "monitoring";
  checkDnsName(problems, "namespace", namespace);
  const retention = input.retention ?? "15d";
  problems.require((parseDuration(retention) ?? 0) > 0, "retention", `${JSON.stringify(retention)} is no duration; write it as 15d`);
  const storageSize = input.storageSize ?? "100Gi";
  const bytes = parseBytes(storageSize) ?? 0;
  problems.require(bytes >= SMALLEST_STORAGE, "storageSize", `${JSON.stringify(storageSize)} is not at least 10Gi; write it as 100Gi`);
  if (input.grafanaAdminSecret !== undefined) {
    checkDnsName(problems, "grafanaAdminSecret", input.grafanaAdminSecret);
  }
  return {
    name,
    namespace,
    retention,
    storageSize,
    storageClass: input.storageClass,
    // Prometheus' GB is a power of two, as Kubernetes' Gi is.
    retentionSize: `${Math.floor((RETAINED_SHARE * bytes) / GIBIBYTE)}GB`,
    alerting: planAlerting(problems, input.alerts),
    grafanaAdminSecret: input.grafanaAdminSecret,
    environment: input.tags?.environment,
  };
}

const ZONE = "topology.kubernetes.io/zone";

/** The values for a cluster on EKS, where AWS runs the control plane. */
export function kubePrometheusStackValues(
  plan: PrometheusStackPlan,
  cluster: { name: Input<string>; region: Input<string> },
): KubePrometheusStackValues {
  const absent = { enabled: false };
  return {
    fullnameOverride: plan.name,
    // Helm never upgrades a chart's own definitions: they are a release of their own.
    crds: { enabled: false },
    kubeControllerManager: absent,
    kubeScheduler: absent,
    kubeEtcd: absent,
    kubeProxy: absent,
    defaultRules: {
      rules: { etcd: false, kubeControllerManager: false, kubeProxy: false, kubeSchedulerAlerting: false, kubeSchedulerRecording: false },
    },
    prometheusOperator: { tolerations: SYSTEM_POOL_TOLERATIONS, admissionWebhooks: { patch: { tolerations: SYSTEM_POOL_TOLERATIONS } } },
    "kube-state-metrics": { tolerations: SYSTEM_POOL_TOLERATIONS },
    prometheus: {
      podDisruptionBudget: { enabled: true, minAvailable: 1 },
      prometheusSpec: {
        replicas: 2,
        scrapeInterval: "15s",
        evaluationInterval: "15s",
        retention: plan.retention,
        retentionSize: plan.retentionSize,
        externalLabels: { cluster: cluster.name, region: cluster.region, environment: plan.environment },
        // Otherwise only objects that carry this release's label are seen, and a team's own monitor is silently none.
        serviceMonitorSelectorNilUsesHelmValues: false,
        podMonitorSelectorNilUsesHelmValues: false,
        ruleSelectorNilUsesHelmValues: false,
        probeSelectorNilUsesHelmValues: false,
        scrapeConfigSelectorNilUsesHelmValues: false,
        podAntiAffinity: "hard",
        podAntiAffinityTopologyKey: ZONE,
        resources: { requests: { cpu: "500m", memory: "2Gi" } },
        storageSpec: claim(plan, plan.storageSize),
        tolerations: SYSTEM_POOL_TOLERATIONS,
      },
    },
    alertmanager: {
      podDisruptionBudget: { enabled: true, minAvailable: 2 },
      config: plan.alerting.config,
      alertmanagerSpec: {
        replicas: 3,
        retention: "120h",
        secrets: plan.alerting.secrets,
        alertmanagerConfigMatcherStrategy: { type: "OnNamespaceExceptForAlertmanagerNamespace" },
        // Soft: three replicas in a cluster of two zones still run.
        podAntiAffinity: "soft",
        podAntiAffinityTopologyKey: ZONE,
        storage: claim(plan, "10Gi"),
        tolerations: SYSTEM_POOL_TOLERATIONS,
      },
    },
    grafana:
      plan.grafanaAdminSecret === undefined
        ? { enabled: false }
        : { enabled: true, admin: { existingSecret: plan.grafanaAdminSecret }, tolerations: SYSTEM_POOL_TOLERATIONS },
  };
}

function claim(plan: PrometheusStackPlan, storage: string): ClaimTemplate {
  return {
    volumeClaimTemplate: {
      spec: {
        accessModes: ["ReadWriteOnce"],
        ...(plan.storageClass === undefined ? {} : { storageClassName: plan.storageClass }),
        resources: { requests: { storage } },
      },
    },
  };
}
