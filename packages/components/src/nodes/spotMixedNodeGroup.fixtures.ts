import { preview, type ResourceResult, type TestStack } from "@firmament/offline/testing";
import type { ClusterAttachment, NetworkAttachment } from "../platform/attachments";
import { SpotMixedNodeGroup, type SpotMixedNodeGroupArgs } from "./spotMixedNodeGroup";

export const tags = { costCenter: "cc-1042", environment: "dev", owner: "platform@example.com", team: "platform", service: "batch" };
export const network: NetworkAttachment = {
  vpcId: "vpc-1",
  vpcCidrBlock: "10.16.0.0/16",
  privateSubnetIds: ["subnet-a", "subnet-b", "subnet-c"],
  intraSubnetIds: [],
  availabilityZones: ["a", "b", "c"],
};
export const cluster: ClusterAttachment = {
  clusterName: "core-test",
  endpoint: "https://example.eks.amazonaws.com",
  certificateAuthority: "LS0tLS1CRUdJTg==",
  serviceCidr: "172.20.0.0/16",
  kubernetesVersion: "1.34",
  securityGroupId: "sg-1",
  oidcProviderArn: "arn:aws:iam::123456789012:oidc-provider/example",
  oidcIssuerUrl: "https://example",
  kubeconfig: "{}",
  region: "eu-west-1",
};
export const args: SpotMixedNodeGroupArgs = { cluster, network, instanceTypes: { "t3.medium": 1, "t3.large": 2 }, min: 0, max: 30, tags };
export const euWest1 = { config: { "aws:region": "eu-west-1" } };
export const group = (change: Partial<SpotMixedNodeGroupArgs> = {}) =>
  preview(() => void new SpotMixedNodeGroup("batch", { ...args, ...change }), euWest1);

export const asg = (stack: TestStack): ResourceResult => stack.resource("batch", "aws:autoscaling/group:Group");
export const json = (text: unknown): unknown => JSON.parse(text as string);
