import * as aws from "@pulumi/aws";
import * as k8s from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";

const vpc = aws.ec2.Vpc.get("shared", "vpc-0123456789abcdef0");
const cluster = aws.ecs.Cluster.get("shared", "shared", { arn: "arn:aws:ecs:us-east-1:123456789012:cluster/shared" });
const logs = aws.s3.Bucket.get("logs", pulumi.interpolate`logs-${vpc.id}`, undefined, { dependsOn: cluster });
const config = k8s.core.v1.ConfigMap.get("dns", "kube-system/coredns");

const exported = aws.cloudformation.getExportOutput({ name: "shared-key-arn" });

new aws.ec2.Subnet("extra", { vpcId: vpc.id, cidrBlock: vpc.cidrBlock.apply((cidr) => cidr.replace("0.0/16", "9.0/24")) });
new aws.s3.BucketServerSideEncryptionConfiguration("logs", {
  bucket: logs.bucket,
  rules: [{ applyServerSideEncryptionByDefault: { sseAlgorithm: "aws:kms", kmsMasterKeyId: exported.value } }],
});
// Taken over from where somebody made it by hand.
new aws.ec2.Eip("gateway", { domain: "vpc" }, { import: "eipalloc-0abc", protect: true });

export const clusterArn = cluster.arn;
export const dns = config.data;
