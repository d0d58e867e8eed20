import * as pulumi from "@pulumi/pulumi";
import type { LogGroup } from "@pulumi/aws/cloudwatch/logGroup";
import type { AccessEntry } from "@pulumi/aws/eks/accessEntry";
import type { OpenIdConnectProvider } from "@pulumi/aws/iam/openIdConnectProvider";
import type { Alias } from "@pulumi/aws/kms/alias";
import type { Key } from "@pulumi/aws/kms/key";
import { Provider } from "@pulumi/kubernetes/provider";
import { StorageClass } from "@pulumi/kubernetes/storage/v1/storageClass";
import type { Cluster } from "@pulumi/aws/eks/cluster";
import type { ClusterAttachment, NetworkAttachment } from "../platform/attachments";
import { checkGiven } from "../platform/given";
import { getNodes, setNodes } from "../platform/nodes";
import { regionOf } from "../platform/region";
import { type AwsScope, childName, childOptions } from "../platform/scope";
import type { PlatformTags } from "../platform/tags";
import { administratorAccess } from "./access";
import { clusterAddOns, networkAddOns } from "./addOns";
import { planCluster } from "./cluster.plan";
import { controlPlane, oidcIssuer } from "./controlPlane";
import { kubeconfig } from "./kubeconfig.plan";
import { nodePools } from "./nodePools";
import type { NodePool } from "./pools";

/** What a `MultiAzCluster` is made from. */
export interface MultiAzClusterArgs {
  /** The network that it lies in. */
  network: NetworkAttachment;
  /** The Kubernetes minor version, 1.30 or newer, such as `1.34`: of the control plane, and after it of the nodes. Raise it by one at a time. */
  version: string;
  /**
   * The roles (or users) that may do everything in the cluster, each with a name of your choice: the name identifies the access entry, so that an ARN can
   * be that of a role made in the same program. Who runs Pulumi has to be among them.
   */
  administrators: Record<string, pulumi.Input<string>>;
  /** The managed node pools by name, such as `goldenPools`. */
  pools: Record<string, NodePool>;
  /** The name in EKS: at most 32 lower-case letters, digits and hyphens, so that Cilium takes it as well. Default: `<name>-<stack>`. */
  clusterName?: string;
  /** The IPv4 networks that reach the API server over the internet. Default: none, then Pulumi has to run where it reaches the VPC. */
  publicAccessCidrs?: string[];
  /** The block of service addresses, /12 to /24, outside of every connected network. It can't be changed. Default: `172.20.0.0/16`. */
  serviceCidr?: string;
  /**
   * The role that the kubeconfig assumes: one of the administrators, which is checked where all of them are known. Default: none, who uses the kubeconfig
   * is who asks.
   */
  kubeconfigRoleArn?: pulumi.Input<string>;
  /** Versions of EKS add-ons, by their name in EKS. Default: those that EKS has for the Kubernetes version when the add-on is made. */
  addOnVersions?: Record<string, string>;
  /** The release of the managed nodes' image, such as `1.34.1-20260714`. Default: the newest when a pool is made or its version changes. */
  nodeReleaseVersion?: string;
  /** The AWS region. Default: the network's. */
  region?: pulumi.Input<string>;
  /** Who pays for it and who answers for it; on everything that can carry tags, and on the nodes, disks and interfaces that EKS makes. */
  tags: PlatformTags;
}

/** Every child of a `MultiAzCluster`; pools by their name, administrators in the order given. */
export interface MultiAzClusterNodes {
  cluster: pulumi.CustomResource;
  /** The control plane's role. */
  role: pulumi.CustomResource;
  key: Key;
  keyAlias: Alias;
  logGroup: LogGroup;
  oidcProvider: OpenIdConnectProvider;
  accessEntries: AccessEntry[];
  accessPolicyAssociations: pulumi.CustomResource[];
  addOns: pulumi.CustomResource[];
  /** Roles of add-ons. */
  addOnRoles: pulumi.CustomResource[];
  nodeRole: pulumi.CustomResource;
  launchTemplates: Record<string, pulumi.CustomResource>;
  nodeGroups: Record<string, pulumi.CustomResource>;
  /** What gives the roles their rights. */
  rolePolicies: pulumi.CustomResource[];
  provider: pulumi.ProviderResource;
  defaultStorageClass: pulumi.CustomResource;
}

/**
 * An EKS cluster that can run workloads: the control plane, its key and logs, access for its administrators, the add-ons for network, DNS, disks and
 * metrics, managed node pools, and a default storage class of encrypted gp3 disks.
 *
 * ```ts
 * const cluster = new MultiAzCluster("core", { network, version: "1.34", administrators: { platform: roleArn }, pools: goldenPools, tags });
 * new Namespace("orders", {}, { provider: cluster.provider });
 * ```
 *
 * What is created in the cluster with its `provider` comes after access, nodes and add-ons, and goes before them. The kubeconfig needs the AWS CLI where
 * Pulumi runs.
 *
 * Pods get addresses of the VPC from the VPC CNI, which also enforces network policies. In production the cluster and its key are protected: to delete
 * them, `pulumi state unprotect` both and switch off EKS's deletion protection. While it is deleted, EKS may write a last line and so make the log group
 * again, without retention: delete it by hand.
 *
 * Adding a zone to the network changes nothing here: the control plane and existing pools stay in their zones, and new pools use all of them.
 */
export class MultiAzCluster extends pulumi.ComponentResource implements ClusterAttachment {
  /** The type of the component in Pulumi. */
  static readonly __pulumiType = "firmament:index:MultiAzCluster";

  readonly clusterName: pulumi.Output<string>;
  readonly clusterArn: pulumi.Output<string>;
  /** The URL of the API server. */
  readonly endpoint: pulumi.Output<string>;
  /** Base64. */
  readonly certificateAuthority: pulumi.Output<string>;
  readonly serviceCidr: string;
  readonly kubernetesVersion: pulumi.Output<string>;
  /** The security group that EKS gives the control plane and all nodes; everything in it reaches everything else. */
  readonly securityGroupId: pulumi.Output<string>;
  readonly oidcProviderArn: pulumi.Output<string>;
  readonly oidcIssuerUrl: pulumi.Output<string>;
  /** It resolves once the cluster can run workloads. */
  readonly kubeconfig: pulumi.Output<string>;
  readonly region: pulumi.Output<string>;
  /** The key of secrets, logs and volumes. */
  readonly encryptionKeyArn: pulumi.Output<string>;
  /** The role of the managed nodes. */
  readonly nodeRoleArn: pulumi.Output<string>;

  constructor(name: string, args: MultiAzClusterArgs, opts: pulumi.ComponentResourceOptions = {}) {
    checkGiven("MultiAzCluster", name, args, "network");
    const { network, administrators, kubeconfigRoleArn, region, ...plain } = args;
    const { warnings, ...plan } = planCluster(name, {
      ...plain,
      clusterName: args.clusterName ?? `${name}-${pulumi.getStack()}`,
      administrators: Object.fromEntries(Object.entries(administrators ?? {}).map(([key, arn]) => [key, typeof arn === "string" ? arn : undefined])),
      kubeconfigRoleArn: typeof kubeconfigRoleArn === "string" ? kubeconfigRoleArn : undefined,
      zones: network.availabilityZones?.length ?? 0,
      privateAddressCount: network.privateAddressCount,
      vpcCidrBlock: typeof network.vpcCidrBlock === "string" ? network.vpcCidrBlock : undefined,
    });
    super(MultiAzCluster.__pulumiType, name, { ...plain, ...plan, administrators: Object.keys(administrators) }, opts);
    const scope: AwsScope = { name, parent: this, dependsOn: opts.dependsOn, region: regionOf(this, region ?? network.region), tags: args.tags };
    warnings.forEach((warning) => void pulumi.log.warn(`MultiAzCluster "${name}": ${warning}`, this));

    const control = controlPlane(scope, plan, network);
    const { cluster } = control;
    const access = administratorAccess(scope, cluster, administrators);
    const basics = networkAddOns(scope, plan, cluster);
    const pools = nodePools(scope, {
      cluster,
      pools: plan.pools,
      subnetIds: network.privateSubnetIds,
      encryptionKeyArn: control.key.arn,
      releaseVersion: args.nodeReleaseVersion,
      network: basics.addOns,
    });
    const nodeGroups = Object.values(pools.nodeGroups);
    const services = clusterAddOns(scope, plan, cluster, control.key.arn, nodeGroups);
    const config = createKubeconfig(scope, cluster, kubeconfigRoleArn);
    const ready = [...access.associations, ...basics.addOns, ...nodeGroups, ...services.addOns];
    const provider = createProvider(scope, cluster, config, ready);
    const defaultStorageClass = createStorageClass(scope, cluster, provider, control.key);

    this.clusterName = cluster.name;
    this.clusterArn = cluster.arn;
    this.endpoint = cluster.endpoint;
    this.certificateAuthority = cluster.certificateAuthority.data;
    this.serviceCidr = plan.serviceCidr;
    this.kubernetesVersion = cluster.version;
    this.securityGroupId = cluster.vpcConfig.clusterSecurityGroupId;
    this.oidcProviderArn = control.oidcProvider.arn;
    this.oidcIssuerUrl = oidcIssuer(cluster);
    // The provider waits for all that `ready` names. Its id tells of that and, unlike their outputs, stays known in the preview of an update.
    this.kubeconfig = pulumi.all([config, provider.id]).apply(([text]) => text);
    this.region = scope.region;
    this.encryptionKeyArn = control.key.arn;
    this.nodeRoleArn = pools.role.arn;
    setNodes<MultiAzClusterNodes>(this, {
      cluster,
      role: control.role,
      key: control.key,
      keyAlias: control.alias,
      logGroup: control.logGroup,
      oidcProvider: control.oidcProvider,
      accessEntries: access.entries,
      accessPolicyAssociations: access.associations,
      addOns: [...basics.addOns, ...services.addOns],
      addOnRoles: [...basics.roles, ...services.roles].map(({ role }) => role),
      nodeRole: pools.role,
      launchTemplates: pools.launchTemplates,
      nodeGroups: pools.nodeGroups,
      rolePolicies: [...control.rights, ...pools.rights, ...[...basics.roles, ...services.roles].flatMap(({ rights }) => rights)],
      provider,
      defaultStorageClass,
    });
    this.registerOutputs({
      clusterName: this.clusterName,
      clusterArn: this.clusterArn,
      endpoint: this.endpoint,
      certificateAuthority: this.certificateAuthority,
      serviceCidr: this.serviceCidr,
      kubernetesVersion: this.kubernetesVersion,
      securityGroupId: this.securityGroupId,
      oidcProviderArn: this.oidcProviderArn,
      oidcIssuerUrl: this.oidcIssuerUrl,
      kubeconfig: this.kubeconfig,
      region: this.region,
      encryptionKeyArn: this.encryptionKeyArn,
      nodeRoleArn: this.nodeRoleArn,
    });
  }

  /** The Kubernetes provider of the cluster, to pass as `provider` to what is created in it. */
  get provider(): pulumi.ProviderResource {
    return this.nodes.provider;
  }

  /** Every child, for what the arguments don't offer. */
  get nodes(): MultiAzClusterNodes {
    return getNodes(this);
  }
}

function createKubeconfig(scope: AwsScope, cluster: Cluster, roleArn: pulumi.Input<string> | undefined): pulumi.Output<string> {
  return pulumi
    .all([cluster.name, cluster.endpoint, cluster.certificateAuthority.data, scope.region, roleArn])
    .apply(([clusterName, endpoint, certificateAuthority, region, role]) =>
      kubeconfig({ clusterName, endpoint, certificateAuthority, region, roleArn: role }),
    );
}

function createProvider(scope: AwsScope, cluster: Cluster, config: pulumi.Output<string>, ready: pulumi.Resource[]): Provider {
  return new Provider(
    childName(scope, "kubernetes"),
    // A cluster that is made again has another endpoint, and what was in the old one has to be created anew; nothing else replaces that.
    { kubeconfig: config, clusterIdentifier: cluster.endpoint },
    childOptions(scope, ...ready),
  );
}

/** What claims without a class get: EKS has had no default since 1.30. */
function createStorageClass(scope: AwsScope, cluster: Cluster, provider: Provider, key: Key): StorageClass {
  return new StorageClass(
    childName(scope, "gp3"),
    {
      metadata: { name: "gp3", annotations: { "storageclass.kubernetes.io/is-default-class": "true" } },
      provisioner: "ebs.csi.aws.com",
      parameters: { type: "gp3", encrypted: "true", kmsKeyId: key.arn },
      reclaimPolicy: "Delete",
      // A disk has a zone; made before its pod is placed, it would decide where that may run.
      volumeBindingMode: "WaitForFirstConsumer",
      allowVolumeExpansion: true,
    },
    { ...childOptions(scope), provider, deletedWith: cluster },
  );
}
