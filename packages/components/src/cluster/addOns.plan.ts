import { policyDocument } from "../platform/iam.plan";

/** What EKS installs and keeps up to date: the first three before there are nodes, the others on nodes. */
export const AddOn = {
  /** Gives pods their AWS roles. */
  PodIdentityAgent: "eks-pod-identity-agent",
  /** Gives pods addresses of the VPC, and enforces network policies. */
  VpcCni: "vpc-cni",
  KubeProxy: "kube-proxy",
  CoreDns: "coredns",
  EbsCsiDriver: "aws-ebs-csi-driver",
  /** What horizontal pod autoscalers ask for CPU and memory. */
  MetricsServer: "metrics-server",
} as const;
export type AddOn = (typeof AddOn)[keyof typeof AddOn];

/** The settings of an add-on as JSON, where it has any. `tags` go on the network interfaces and the disks that the add-ons make. */
export function addOnSettings(addOn: AddOn, tags: Record<string, string>): string | undefined {
  switch (addOn) {
    case AddOn.VpcCni:
      return JSON.stringify({ enableNetworkPolicy: "true", env: { ADDITIONAL_ENI_TAGS: JSON.stringify(tags) } });
    case AddOn.CoreDns:
      return JSON.stringify({ autoScaling: { enabled: true, minReplicas: 2, maxReplicas: 10 } });
    case AddOn.EbsCsiDriver:
      return JSON.stringify({ controller: { extraVolumeTags: tags } });
    case AddOn.MetricsServer:
      // The only one here that would not go to the system pool by itself.
      return JSON.stringify({ tolerations: [{ key: "CriticalAddonsOnly", operator: "Exists" }] });
    case AddOn.PodIdentityAgent:
    case AddOn.KubeProxy:
      return undefined;
  }
}

/** What the EBS CSI driver may do with the key of the volumes, besides what AWS's own policy lets it do. */
export function volumeEncryption(keyArn: string): string {
  return policyDocument(
    {
      Effect: "Allow",
      Action: ["kms:Decrypt", "kms:DescribeKey", "kms:Encrypt", "kms:GenerateDataKey*", "kms:ReEncrypt*"],
      Resource: keyArn,
    },
    {
      Effect: "Allow",
      Action: ["kms:CreateGrant", "kms:ListGrants", "kms:RevokeGrant"],
      Resource: keyArn,
      Condition: { Bool: { "kms:GrantIsForAWSResource": "true" } },
    },
  );
}
