import type { Input } from "@pulumi/pulumi";
import { SYSTEM_POOL_TOLERATIONS } from "../charts/tolerations";
import type { VaultValues } from "../charts/vaultValues";
import { policyDocument } from "../platform/iam.plan";
import { checkDnsName, checkLabels } from "../platform/labels";
import type { Problems } from "../platform/problems";
import { checkTags, type PlatformTags } from "../platform/tags";

export interface VaultInput {
  namespace?: string;
  replicas?: number;
  tlsSecretName?: string;
  storageSize?: string;
  auditStorageSize?: string;
  storageClass?: string;
  tags: PlatformTags;
}

export interface VaultPlan {
  /** The name of the release, of the StatefulSet and of the service account. */
  name: string;
  namespace: string;
  replicas: number;
  tlsSecretName: string;
  storageSize: string;
  auditStorageSize: string;
  storageClass?: string;
}

/** With it the longest name that the chart makes, `<name>-agent-injector-certs`, is still a DNS label, and the role's name fits IAM's 64 characters. */
const MAX_NAME = 40;

/** What raft can still agree on is slow beyond it. */
const MOST_REPLICAS = 7;

export const TLS_DIRECTORY = "/vault/tls";

export function planVault(problems: Problems, name: string, input: VaultInput): VaultPlan {
  checkTags(problems, input.tags);
  checkLabels(problems, input.tags);
  checkDnsName(problems, "name", name, MAX_NAME);
  const namespace = input.namespace ?? "vault";
  checkDnsName(problems, "namespace", namespace);
  const replicas = input.replicas ?? 3;
  problems.require(
    Number.isInteger(replicas) && replicas % 2 === 1 && replicas >= 3 && replicas <= MOST_REPLICAS,
    "replicas",
    `Vault raft needs an odd number of replicas, got ${replicas}; use 3, which outlives the loss of one, or 5, which outlives that of two`,
  );
  const tlsSecretName = input.tlsSecretName ?? `${name}-tls`;
  checkDnsName(problems, "tlsSecretName", tlsSecretName);
  const storageSize = checkSize(problems, "storageSize", input.storageSize ?? "10Gi");
  const auditStorageSize = checkSize(problems, "auditStorageSize", input.auditStorageSize ?? "10Gi");
  return { name, namespace, replicas, tlsSecretName, storageSize, auditStorageSize, storageClass: input.storageClass };
}

function checkSize(problems: Problems, path: string, size: string): string {
  problems.require(/^[1-9]\d*[GT]i$/.test(size), path, `${JSON.stringify(size)} is no size; write it as 10Gi`);
  return size;
}

/** Who may take the role that unseals: this one service account, with a token that was made for AWS. */
export function unsealTrust(plan: VaultPlan, oidc: { providerArn: string; issuerUrl: string }): string {
  const issuer = oidc.issuerUrl.replace(/^https:\/\//, "");
  return policyDocument({
    Effect: "Allow",
    Principal: { Federated: oidc.providerArn },
    Action: "sts:AssumeRoleWithWebIdentity",
    Condition: {
      StringEquals: { [`${issuer}:sub`]: `system:serviceaccount:${plan.namespace}:${plan.name}`, [`${issuer}:aud`]: "sts.amazonaws.com" },
    },
  });
}

/** What unsealing needs: to wrap and unwrap the root key, and to see that the key is there. */
export function unsealPolicy(keyArn: string): string {
  return policyDocument({ Effect: "Allow", Action: ["kms:Decrypt", "kms:DescribeKey", "kms:Encrypt"], Resource: keyArn });
}

/** The labels that the chart gives to the server pods. */
export function serverLabels(plan: VaultPlan): Record<string, string> {
  return { "app.kubernetes.io/name": "vault", "app.kubernetes.io/instance": plan.name, component: "server" };
}

export interface VaultValuesInput {
  configuration: Input<string>;
  roleArn: Input<string>;
  /** The release of the Prometheus that scrapes it. Default: it is not scraped. */
  metricsRelease?: Input<string>;
}

/** What Pod Security "restricted" asks for. The user and groups are those of the chart's images. */
const RESTRICTED: VaultValues["injector"]["securityContext"] = {
  pod: { runAsNonRoot: true, runAsUser: 100, runAsGroup: 1000, fsGroup: 1000, seccompProfile: { type: "RuntimeDefault" } },
  container: { allowPrivilegeEscalation: false, capabilities: { drop: ["ALL"] } },
};

export function vaultValues(plan: VaultPlan, input: VaultValuesInput): VaultValues {
  const storage = (size: string) => ({ enabled: true, size, ...(plan.storageClass === undefined ? {} : { storageClass: plan.storageClass }) });
  const resources = { requests: { cpu: "250m", memory: "256Mi" } };
  return {
    fullnameOverride: plan.name,
    global: { tlsDisable: false },
    injector: {
      replicas: 2,
      // "Fail" would keep every pod of the cluster from starting while the injector is down.
      webhook: { failurePolicy: "Ignore" },
      podDisruptionBudget: { maxUnavailable: 1 },
      securityContext: RESTRICTED,
      resources,
      tolerations: SYSTEM_POOL_TOLERATIONS,
    },
    server: {
      resources,
      // For the `vault` command inside a pod.
      extraEnvironmentVars: { VAULT_CACERT: `${TLS_DIRECTORY}/ca.crt` },
      volumes: [{ name: "tls", secret: { secretName: plan.tlsSecretName, defaultMode: 0o440 } }],
      volumeMounts: [{ name: "tls", mountPath: TLS_DIRECTORY, readOnly: true }],
      topologySpreadConstraints: [
        {
          maxSkew: 1,
          topologyKey: "topology.kubernetes.io/zone",
          whenUnsatisfiable: "DoNotSchedule",
          nodeTaintsPolicy: "Honor",
          labelSelector: { matchLabels: serverLabels(plan) },
        },
      ],
      tolerations: SYSTEM_POOL_TOLERATIONS,
      terminationGracePeriodSeconds: 30,
      // The chart never restarts a pod by itself: the annotation shows which ones still run an older configuration.
      includeConfigAnnotation: true,
      dataStorage: storage(plan.storageSize),
      auditStorage: storage(plan.auditStorageSize),
      serviceAccount: { name: plan.name, annotations: { "eks.amazonaws.com/role-arn": input.roleArn } },
      statefulSet: { securityContext: RESTRICTED },
      ha: {
        enabled: true,
        replicas: plan.replicas,
        // By default a pod advertises its address, for which no certificate is valid. This variable is set before the chart uses it.
        apiAddr: `https://$(VAULT_K8S_POD_NAME).${plan.name}-internal:8200`,
        raft: { enabled: true, setNodeId: true, config: input.configuration },
      },
    },
    ...(input.metricsRelease === undefined
      ? {}
      : {
          serverTelemetry: {
            serviceMonitor: {
              enabled: true,
              selectors: { release: input.metricsRelease },
              tlsConfig: { ca: { secret: { name: plan.tlsSecretName, key: "ca.crt" } }, serverName: plan.name },
            },
          },
        }),
  };
}
