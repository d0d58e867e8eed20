// The usual arguments of cases: what one component takes from another, as plain values, in any region.
import { REGION } from "./table.mjs";

export const ACCOUNT = "123456789012";

export const tags = { costCenter: "cc-1042", environment: "production", owner: "shop@example.com", team: "shop", service: "orders" };
export const dev = { ...tags, environment: "dev" };

/** As long as AWS takes them, and with every kind of character: letters of any script, spaces and + - = . _ : / @ */
export const wideTags = { ...tags, costCenter: "プラットフォーム 1 = a_b.c:d@e-f/g + h", owner: "Équipe plateforme", team: "x".repeat(256) };

/** A region of each partition that has EKS. */
export const PARTITIONS = { "eu-west-1": "aws", "cn-north-1": "aws-cn", "us-gov-west-1": "aws-us-gov" };

export function arn(service, resource, region = REGION) {
  const partition = PARTITIONS[region] ?? "aws";
  return `arn:${partition}:${service}:${service === "iam" ? "" : region}:${ACCOUNT}:${resource}`;
}

export const administrator = (region) => arn("iam", "role/platform/Administrator", region);

export const networkIn = (region) => ({
  vpcId: "vpc-0123456789abcdef0",
  vpcCidrBlock: "10.16.0.0/16",
  privateSubnetIds: ["subnet-0123456789abcdef0", "subnet-0123456789abcdef1", "subnet-0123456789abcdef2"],
  intraSubnetIds: ["subnet-0123456789abcdef3", "subnet-0123456789abcdef4", "subnet-0123456789abcdef5"],
  privateAddressCount: 24_561,
  availabilityZones: ["a", "b", "c"],
  region,
});
export const network = networkIn(REGION);

export const clusterIn = (region) => {
  const domain = region.startsWith("cn-") ? "amazonaws.com.cn" : "amazonaws.com";
  const issuer = `oidc.eks.${region}.${domain}/id/0123456789ABCDEF0123456789ABCDEF`;
  return {
    clusterName: "core",
    endpoint: `https://0123456789ABCDEF0123456789ABCDEF.gr7.${region}.eks.${domain}`,
    certificateAuthority: "LS0tLS1CRUdJTi0tLS0t",
    serviceCidr: "172.20.0.0/16",
    kubernetesVersion: "1.34",
    securityGroupId: "sg-0123456789abcdef0",
    encryptionKeyArn: arn("kms", "key/0a1b2c3d-0000-4000-8000-000000000000", region),
    oidcProviderArn: arn("iam", `oidc-provider/${issuer}`, region),
    oidcIssuerUrl: `https://${issuer}`,
    kubeconfig: "apiVersion: v1",
    region,
  };
};
export const cluster = clusterIn(REGION);

export const metrics = { namespace: "monitoring", release: "metrics", retention: "30d" };
