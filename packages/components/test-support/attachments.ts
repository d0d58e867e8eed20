import type { ClusterAttachment } from "../src/platform/attachments";
import type { MetricsAttachment } from "../src/observability/metricsAttachment";
import type { PlatformTags } from "../src/platform/tags";

/** A cluster as plain values, as a program has it that makes none itself. */
export const cluster: ClusterAttachment = {
  clusterName: "core",
  endpoint: "https://0A1B2C.gr7.eu-west-1.eks.amazonaws.com",
  certificateAuthority: "LS0tLS1CRUdJTi0tLS0t",
  serviceCidr: "172.20.0.0/16",
  kubernetesVersion: "1.34",
  securityGroupId: "sg-0123456789abcdef0",
  oidcProviderArn: "arn:aws:iam::123456789012:oidc-provider/oidc.eks.eu-west-1.amazonaws.com/id/0A1B2C",
  oidcIssuerUrl: "https://oidc.eks.eu-west-1.amazonaws.com/id/0A1B2C",
  kubeconfig: "apiVersion: v1",
  region: "eu-west-1",
};

export const metrics: MetricsAttachment = { namespace: "monitoring", release: "metrics", retention: "15d" };

export const tags: PlatformTags = { costCenter: "cc-1042", environment: "production", owner: "shop@example.com", team: "shop", service: "orders" };
