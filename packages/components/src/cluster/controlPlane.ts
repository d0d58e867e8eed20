import * as pulumi from "@pulumi/pulumi";
import { LogGroup } from "@pulumi/aws/cloudwatch/logGroup";
import { Cluster } from "@pulumi/aws/eks/cluster";
import { OpenIdConnectProvider } from "@pulumi/aws/iam/openIdConnectProvider";
import { RolePolicy } from "@pulumi/aws/iam/rolePolicy";
import type { NetworkAttachment } from "../platform/attachments";
import { encryptionKey } from "../platform/encryptionKey";
import { serviceRole } from "../platform/iam";
import { policyDocument } from "../platform/iam.plan";
import { accountOf } from "../platform/partition.plan";
import { Problems } from "../platform/problems";
import { type AwsScope, childName, childOptions, childTags } from "../platform/scope";
import { checkServiceCidr, type ClusterPlan } from "./cluster.plan";

/** Days that the control plane's logs are kept. */
const LOG_RETENTION = 90;

/** The control plane and what it cannot be without: its role, its key and its log group. */
export function controlPlane(scope: AwsScope, plan: Omit<ClusterPlan, "warnings">, network: NetworkAttachment) {
  const options = childOptions(scope);
  const { role, rights } = serviceRole(scope, "cluster", {
    description: `Control plane of the cluster ${plan.clusterName}`,
    service: "eks",
    managedPolicies: ["AmazonEKSClusterPolicy"],
  });
  const logGroupName = `/aws/eks/${plan.clusterName}/cluster`;
  const { key, alias } = encryptionKey(scope, "cluster", {
    description: `Encrypts secrets, logs and volumes of the cluster ${plan.clusterName}`,
    account: role.arn.apply(accountOf),
    logGroup: logGroupName,
    autoScaling: true,
    protect: plan.production,
  });
  const encryption = new RolePolicy(childName(scope, "cluster"), { role: role.name, policy: key.arn.apply(secretsEncryption) }, options);
  const logGroup = new LogGroup(
    childName(scope, "cluster"),
    // EKS would make it by itself, and keep everything for ever.
    { name: logGroupName, retentionInDays: LOG_RETENTION, kmsKeyId: key.arn, region: scope.region, tags: childTags(scope, "cluster") },
    options,
  );
  const cluster = new Cluster(
    childName(scope, "cluster"),
    {
      name: plan.clusterName,
      version: plan.version,
      roleArn: role.arn,
      // Who made the cluster has no rights in it: those are the access entries', where everybody can see them.
      accessConfig: { authenticationMode: "API", bootstrapClusterCreatorAdminPermissions: false },
      bootstrapSelfManagedAddons: false,
      vpcConfig: {
        subnetIds: network.intraSubnetIds,
        endpointPrivateAccess: true,
        endpointPublicAccess: plan.publicAccessCidrs.length > 0,
        publicAccessCidrs: plan.publicAccessCidrs.length > 0 ? plan.publicAccessCidrs : undefined,
      },
      kubernetesNetworkConfig: { ipFamily: "ipv4", serviceIpv4Cidr: outsideOf(scope, network, plan.serviceCidr) },
      encryptionConfig: { resources: ["secrets"], provider: { keyArn: key.arn } },
      enabledClusterLogTypes: ["api", "audit", "authenticator", "controllerManager", "scheduler"],
      upgradePolicy: { supportType: "STANDARD" },
      zonalShiftConfig: { enabled: true },
      deletionProtection: plan.production,
      region: scope.region,
      tags: childTags(scope, "cluster"),
    },
    {
      ...childOptions(scope, ...rights, encryption, logGroup),
      protect: plan.production,
      // The first can be chosen only once. As to the second, EKS takes no subnets in zones that it did not start with: nodes in a new zone reach the API
      // through the others, and the control plane stays where it is.
      ignoreChanges: ["accessConfig.bootstrapClusterCreatorAdminPermissions", "vpcConfig.subnetIds"],
    },
  );
  const oidcProvider = new OpenIdConnectProvider(
    childName(scope, "oidc"),
    // AWS finds the thumbprint by itself.
    { url: oidcIssuer(cluster), clientIdLists: ["sts.amazonaws.com"], tags: childTags(scope, "oidc") },
    options,
  );
  return { cluster, role, rights: [...rights, encryption], key, alias, logGroup, oidcProvider };
}

/** The issuer of the cluster's service account tokens. Its form has changed before, so it is never built. */
export function oidcIssuer(cluster: Cluster): pulumi.Output<string> {
  return cluster.identities.apply((identities) => identities[0]?.oidcs?.[0]?.issuer as string);
}

/** The service block, which resolves once it is known not to overlap the VPC. */
function outsideOf(scope: AwsScope, network: NetworkAttachment, serviceCidr: string): pulumi.Output<string> {
  return pulumi.output(network.vpcCidrBlock).apply((vpcCidrBlock) => {
    const problems = new Problems();
    checkServiceCidr(problems, serviceCidr, vpcCidrBlock);
    problems.throwIfAny("MultiAzCluster", scope.name);
    return serviceCidr;
  });
}

function secretsEncryption(keyArn: string): string {
  return policyDocument({ Effect: "Allow", Action: ["kms:Decrypt", "kms:DescribeKey", "kms:Encrypt", "kms:ListGrants"], Resource: keyArn });
}
