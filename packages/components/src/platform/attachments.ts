import type { Input } from "@pulumi/pulumi";

/** What other components need of a network. A `MultiAzNetwork` is one; from elsewhere, pass the values as an object. */
export interface NetworkAttachment {
  vpcId: Input<string>;
  /** The VPC's IPv4 block, such as `10.16.0.0/16`. */
  vpcCidrBlock: Input<string>;
  /** One subnet for each availability zone, with a default route through NAT: nodes and pods. */
  privateSubnetIds: Input<Input<string>[]>;
  /** One subnet for each availability zone, with no default route: the control plane's interfaces. */
  intraSubnetIds: Input<Input<string>[]>;
  /** The availability zones of the private subnets, by letter or by name, in the same order. Plain, since it decides how much is created. */
  availabilityZones: string[];
  /** The addresses of all private subnets together, to warn before the pods run out of them. Default: not checked. */
  privateAddressCount?: number;
  /** The AWS region of the network. Default: the provider's. */
  region?: Input<string>;
}

/** What other components need of an EKS cluster. A `MultiAzCluster` is one; from elsewhere, pass the values as an object. */
export interface ClusterAttachment {
  /** The cluster's name in EKS. */
  clusterName: Input<string>;
  /** The URL of the API server. */
  endpoint: Input<string>;
  /** The API server's certificate authority, base64. */
  certificateAuthority: Input<string>;
  /** The block of service addresses, such as `172.20.0.0/16`. */
  serviceCidr: Input<string>;
  /** The Kubernetes minor version, such as `1.34`. */
  kubernetesVersion: Input<string>;
  /** The security group that nodes and the control plane share. */
  securityGroupId: Input<string>;
  /** The ARN of the cluster's OIDC provider, for roles of service accounts. */
  oidcProviderArn: Input<string>;
  /** The issuer of the cluster's service account tokens, with `https://`. */
  oidcIssuerUrl: Input<string>;
  /** A kubeconfig that reaches the API server; it resolves once the cluster can run workloads. */
  kubeconfig: Input<string>;
  /** The AWS region of the cluster. */
  region: Input<string>;
  /** The ARN of the KMS key for the nodes' disks; Auto Scaling must be allowed to use it. Default: the account's `aws/ebs` key. */
  encryptionKeyArn?: Input<string>;
}
