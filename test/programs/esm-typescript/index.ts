import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { Network } from "./network.js";

const zones = await aws.getAvailabilityZones({ state: "available" });
const { accountId } = await aws.getCallerIdentity();

const network = new Network("web", { cidrBlock: "10.20.0.0/16", zones: zones.names.slice(0, 2) });

const image = await aws.ssm.getParameter({ name: "/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-x86_64" });
const server = new aws.ec2.Instance("web", {
  ami: image.value,
  instanceType: aws.ec2.InstanceType.T3_Micro,
  subnetId: network.subnetIds[0],
  userDataReplaceOnChange: true,
  userData: `#!/bin/sh
echo "account ${accountId}" > /etc/motd
`,
});

export const url = pulumi.interpolate`http://${server.publicDns}`;
export const subnetIds = network.subnetIds;
export const stack = pulumi.getStack();
