import * as pulumi from "@pulumi/pulumi";
import { Role } from "@pulumi/aws/iam/role";
import { RolePolicy } from "@pulumi/aws/iam/rolePolicy";
import { Namespace } from "@pulumi/kubernetes/core/v1/namespace";
import { NetworkPolicy } from "@pulumi/kubernetes/networking/v1/networkPolicy";
import { CHARTS } from "../charts/charts";
import { chartRelease } from "../charts/release";
import { metricsInputs, type MetricsAttachment } from "../observability/metricsAttachment";
import type { ClusterAttachment } from "../platform/attachments";
import { encryptionKey } from "../platform/encryptionKey";
import { checkGiven } from "../platform/given";
import { after, inCluster, kubernetesProvider } from "../platform/kubernetesProvider";
import { OWNER_ANNOTATION, platformLabels, podSecurityLabels } from "../platform/labels";
import { getNodes, setNodes } from "../platform/nodes";
import { accountOf } from "../platform/partition.plan";
import { Problems } from "../platform/problems";
import { type AwsScope, childName, childOptions, childTags } from "../platform/scope";
import type { PlatformTags } from "../platform/tags";
import { certificateNames, vaultConfiguration } from "./configuration.plan";
import { TLS_DIRECTORY, planVault, serverLabels, unsealPolicy, unsealTrust, vaultValues, type VaultPlan } from "./vault.plan";

export interface VaultArgs {
  /** The cluster to run in. Its OIDC provider lets the servers use the key. */
  cluster: ClusterAttachment;
  /** The namespace of everything here. Default: `vault`. */
  namespace?: string;
  /** Whether the namespace is created. Default: true. */
  createNamespace?: boolean;
  /** The number of servers: 3, 5 or 7. Each needs a node of its own. Default: 3. */
  replicas?: number;
  /**
   * The Secret in the namespace with the servers' certificate, under the keys `tls.crt`, `tls.key` and `ca.crt` as cert-manager writes them. It must be valid
   * for `certificateDnsNames` and `certificateIpAddresses`. Until it is there, the pods wait for it. Default: `<name>-tls`.
   */
  tlsSecretName?: string;
  /** The disk of each server. Default: `10Gi`. */
  storageSize?: string;
  /** The disk of each server's audit log. Default: `10Gi`. */
  auditStorageSize?: string;
  /** The storage class of all disks. Default: the cluster's default class. */
  storageClass?: string;
  /** The Prometheus that scrapes the active server. Default: none. */
  metrics?: MetricsAttachment;
  /** Who pays and who answers for it. */
  tags: PlatformTags;
}

export interface VaultNodes {
  /** The key that unseals. */
  key: pulumi.CustomResource;
  keyAlias: pulumi.CustomResource;
  /** The role of the servers' service account. */
  role: pulumi.CustomResource;
  rolePolicy: pulumi.CustomResource;
  /** Absent when the namespace is not created here. */
  namespace?: pulumi.CustomResource;
  networkPolicy: pulumi.CustomResource;
  /** The chart. */
  release: pulumi.CustomResource;
}

/**
 * HashiCorp Vault with integrated storage, which unseals itself.
 *
 * It creates a KMS key and a role that may use it, which only the servers' service account can take; a namespace that admits restricted pods only; a
 * network policy that leaves the servers' own port to them; and a release of the Vault chart: three servers on different nodes, spread over the zones, with
 * TLS, a disk each for data and for the audit log, and two injectors.
 *
 * ```ts
 * const vault = new Vault("vault", { cluster, metrics, tags });
 * ```
 *
 * Three steps are left to a person, since their results are secrets that must not pass through Pulumi: put the certificate into the Secret
 * `tlsSecretName` (the pods wait for it); run `vault operator init` in one pod and store the recovery keys; run
 * `vault audit enable file file_path=/vault/audit/audit.log`. For the same reason the deployment doesn't wait until the servers are ready. A change of
 * configuration or version reaches a server when its pod is deleted: the standbys first, then the active one.
 *
 * The key cannot be deleted by accident: Pulumi refuses to, and AWS keeps a deleted key for 30 days. Without it, what Vault stores is lost.
 * Its cost is that of the key (about a dollar a month) and of the disks.
 *
 * @throws `pulumi.InputPropertiesError` with every argument that is wrong.
 */
export class Vault extends pulumi.ComponentResource {
  /** The type of the component in Pulumi. */
  static readonly __pulumiType = "firmament:index:Vault";

  /** The namespace of everything here. */
  readonly namespace: pulumi.Output<string>;
  /** The URL of Vault inside the cluster. */
  readonly address: pulumi.Output<string>;
  /** The ARN of the key that unseals. */
  readonly kmsKeyArn: pulumi.Output<string>;
  /** The ARN of the servers' role. */
  readonly roleArn: pulumi.Output<string>;
  /** The DNS names that the servers' certificate must be valid for. */
  readonly certificateDnsNames: string[];
  /** The IP addresses that the servers' certificate must be valid for. */
  readonly certificateIpAddresses: string[];

  constructor(name: string, args: VaultArgs, opts: pulumi.ComponentResourceOptions = {}) {
    checkGiven("Vault", name, args, "cluster");
    const { cluster, metrics, ...plain } = args;
    const problems = new Problems();
    const plan = planVault(problems, name, plain);
    problems.throwIfAny("Vault", name);

    super(
      Vault.__pulumiType,
      name,
      { ...plain, cluster: { clusterName: cluster.clusterName }, metrics: metrics === undefined ? undefined : metricsInputs(metrics) },
      opts,
    );
    const scope: AwsScope = { name, parent: this, dependsOn: opts.dependsOn, region: pulumi.output(cluster.region), tags: args.tags };
    const child = inCluster(this, kubernetesProvider(this, name, cluster, opts), opts);

    const account = pulumi.output(cluster.oidcProviderArn).apply(accountOf);
    const { key, alias } = encryptionKey(scope, "unseal", { description: `Unseals Vault ${name}`, account, protect: true });
    const { role, policy } = unsealRole(scope, plan, cluster, key.arn);

    const namespace = args.createNamespace === false ? undefined : vaultNamespace(plan, args.tags, child);
    this.namespace = namespace === undefined ? pulumi.output(plan.namespace) : namespace.metadata.name;
    const networkPolicy = serverNetworkPolicy(plan, this.namespace, args.tags, child);

    const release = chartRelease(
      `${name}-release`,
      {
        chart: CHARTS.vault,
        releaseName: name,
        namespace: this.namespace,
        values: vaultValues(plan, {
          configuration: pulumi.all([cluster.region, key.arn]).apply(([region, kmsKeyArn]) =>
            vaultConfiguration({
              fullname: name,
              replicas: plan.replicas,
              tlsDirectory: TLS_DIRECTORY,
              region,
              kmsKeyArn,
              metrics: metrics !== undefined,
            }),
          ),
          roleArn: role.arn,
          metricsRelease: metrics?.release,
        }),
        // Servers are not ready before a person has initialised them.
        await: false,
        timeout: 600,
      },
      after(child, policy, networkPolicy),
    );

    const certificate = certificateNames(name, plan.namespace);
    this.address = pulumi.interpolate`https://${name}.${this.namespace}.svc:8200`;
    this.kmsKeyArn = key.arn;
    this.roleArn = role.arn;
    this.certificateDnsNames = certificate.dnsNames;
    this.certificateIpAddresses = certificate.ipAddresses;
    setNodes<VaultNodes>(this, { key, keyAlias: alias, role, rolePolicy: policy, namespace, networkPolicy, release });
    this.registerOutputs({
      namespace: this.namespace,
      address: this.address,
      kmsKeyArn: this.kmsKeyArn,
      roleArn: this.roleArn,
      certificateDnsNames: this.certificateDnsNames,
      certificateIpAddresses: this.certificateIpAddresses,
    });
  }

  /** Every child, for what is not an argument. */
  get nodes(): VaultNodes {
    return getNodes(this);
  }
}

/** A role of the service account (IRSA) and not a pod identity, which Vault's seal does not use (hashicorp/vault#31860). */
function unsealRole(scope: AwsScope, plan: VaultPlan, cluster: ClusterAttachment, keyArn: pulumi.Output<string>): { role: Role; policy: RolePolicy } {
  const name = childName(scope, "unseal");
  const role = new Role(
    name,
    {
      description: `Lets the servers of Vault ${scope.name} unseal themselves`,
      assumeRolePolicy: pulumi
        .all([cluster.oidcProviderArn, cluster.oidcIssuerUrl])
        .apply(([providerArn, issuerUrl]) => unsealTrust(plan, { providerArn, issuerUrl })),
      tags: childTags(scope, "unseal"),
    },
    childOptions(scope),
  );
  const policy = new RolePolicy(name, { role: role.name, policy: keyArn.apply(unsealPolicy) }, childOptions(scope));
  return { role, policy };
}

function vaultNamespace(plan: VaultPlan, tags: PlatformTags, child: pulumi.CustomResourceOptions): Namespace {
  return new Namespace(
    `${plan.name}-namespace`,
    {
      metadata: {
        name: plan.namespace,
        labels: { ...platformLabels(plan.namespace, tags), ...podSecurityLabels("restricted") },
        annotations: { [OWNER_ANNOTATION]: tags.owner },
      },
    },
    child,
  );
}

/** Everybody in the cluster may ask Vault, which decides by their token; only servers may talk to a server's own port. */
function serverNetworkPolicy(
  plan: VaultPlan,
  namespace: pulumi.Output<string>,
  tags: PlatformTags,
  child: pulumi.CustomResourceOptions,
): NetworkPolicy {
  return new NetworkPolicy(
    `${plan.name}-servers`,
    {
      metadata: {
        name: `${plan.name}-servers`,
        namespace,
        labels: platformLabels(plan.name, tags),
        annotations: { [OWNER_ANNOTATION]: tags.owner },
      },
      spec: {
        podSelector: { matchLabels: serverLabels(plan) },
        policyTypes: ["Ingress"],
        ingress: [
          { from: [{ namespaceSelector: {} }], ports: [{ protocol: "TCP", port: 8200 }] },
          { from: [{ podSelector: { matchLabels: serverLabels(plan) } }], ports: [{ protocol: "TCP", port: 8201 }] },
        ],
      },
    },
    child,
  );
}
