import { preview, type ResourceResult, type TestStack } from "@firmament/offline/testing";
import type { NetworkAttachment } from "../platform/attachments";
import { MultiAzCluster, type MultiAzClusterArgs } from "./cluster";
import { goldenPools } from "./pools";

export const tags = { costCenter: "cc-1042", environment: "production", owner: "platform@example.com", team: "platform", service: "cluster" };
export const network: NetworkAttachment = {
  vpcId: "vpc-1",
  vpcCidrBlock: "10.16.0.0/16",
  privateSubnetIds: ["subnet-private-a", "subnet-private-b", "subnet-private-c"],
  intraSubnetIds: ["subnet-intra-a", "subnet-intra-b", "subnet-intra-c"],
  availabilityZones: ["a", "b", "c"],
};
export const admin = "arn:aws:iam::123456789012:role/platform/Admin";
export const args: MultiAzClusterArgs = { network, version: "1.34", administrators: { platform: admin }, pools: goldenPools, tags };
export const euWest1 = { config: { "aws:region": "eu-west-1" } };
export const cluster = (change: Partial<MultiAzClusterArgs> = {}) => preview(() => void new MultiAzCluster("core", { ...args, ...change }), euWest1);

export const CLUSTER = "aws:eks/cluster:Cluster";
export const ADD_ON = "aws:eks/addon:Addon";
export const NODE_GROUP = "aws:eks/nodeGroup:NodeGroup";
export const json = (text: unknown): unknown => JSON.parse(text as string);
export const eks = (stack: TestStack): ResourceResult => stack.resource("core-cluster", CLUSTER);
export const addOn = (stack: TestStack, name: string): ResourceResult => stack.resource(`core-${name}`, ADD_ON);
