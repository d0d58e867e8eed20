import type { Input } from "@pulumi/pulumi";
import type { Toleration } from "./tolerations";

/** The values of the Vault chart that we set. Names are the chart's own; a test checks each against the chart's facts. */
export interface VaultValues {
  fullnameOverride: string;
  global: { tlsDisable: boolean };
  injector: {
    replicas: number;
    webhook: { failurePolicy: "Ignore" };
    podDisruptionBudget: { maxUnavailable: number };
    securityContext: SecurityContexts;
    resources: Resources;
    tolerations: Toleration[];
  };
  server: {
    resources: Resources;
    extraEnvironmentVars: Record<string, string>;
    volumes: { name: string; secret: { secretName: string; defaultMode: number } }[];
    volumeMounts: { name: string; mountPath: string; readOnly: boolean }[];
    topologySpreadConstraints: {
      maxSkew: number;
      topologyKey: string;
      whenUnsatisfiable: "DoNotSchedule";
      nodeTaintsPolicy: "Honor";
      labelSelector: { matchLabels: Record<string, string> };
    }[];
    tolerations: Toleration[];
    terminationGracePeriodSeconds: number;
    includeConfigAnnotation: boolean;
    dataStorage: Storage;
    auditStorage: Storage;
    serviceAccount: { name: string; annotations: Record<string, Input<string>> };
    statefulSet: { securityContext: SecurityContexts };
    ha: {
      enabled: boolean;
      replicas: number;
      apiAddr: string;
      raft: { enabled: boolean; setNodeId: boolean; config: Input<string> };
    };
  };
  serverTelemetry?: {
    serviceMonitor: {
      enabled: boolean;
      /** Labels of the ServiceMonitor. */
      selectors: Record<string, Input<string>>;
      tlsConfig: { ca: { secret: { name: string; key: string } }; serverName: string };
    };
  };
}

interface Resources {
  requests: { cpu: string; memory: string };
}

interface Storage {
  enabled: boolean;
  size: string;
  storageClass?: string;
}

interface SecurityContexts {
  pod: {
    runAsNonRoot: boolean;
    runAsUser: number;
    runAsGroup: number;
    fsGroup: number;
    seccompProfile: { type: "RuntimeDefault" };
  };
  container: { allowPrivilegeEscalation: boolean; capabilities: { drop: ["ALL"] } };
}
