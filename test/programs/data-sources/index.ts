import * as aws from "@pulumi/aws";
import * as k8s from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";

const vpc = new aws.ec2.Vpc("main", { cidrBlock: "10.0.0.0/16" });
const peer = new aws.Provider("peer", { region: "eu-west-1" });

// Plain, with arguments that are outputs, after another resource, through a provider, through a parent, one after the other.
const here = aws.getRegion({});
const zones = aws.getAvailabilityZonesOutput({ state: "available" });
const after = aws.ec2.getVpcOutput({ default: true }, { dependsOn: [vpc] });
const there = aws.getRegionOutput({}, { provider: peer });
const inherited = aws.getRegionOutput({}, { parent: peer });
const account = aws.getCallerIdentityOutput();
const ofUnknown = aws.ec2.getSubnetsOutput({ filters: [{ name: "vpc-id", values: [vpc.id] }] });
const image = aws.ec2.getAmiOutput({ owners: [account.accountId, "amazon"], mostRecent: true, filters: [{ name: "architecture", values: ["arm64"] }] });
const document = aws.iam.getPolicyDocumentOutput({
  statements: [
    { actions: ["s3:GetObject"], resources: [pulumi.interpolate`arn:aws:s3:::logs-${account.accountId}/*`], conditions: [{ test: "StringEquals", variable: "aws:SourceVpc", values: [vpc.id] }] },
  ],
});
const known = aws.iam.getPolicyDocumentOutput({ statements: [{ actions: ["sts:AssumeRole"], principals: [{ type: "Service", identifiers: ["ec2.amazonaws.com"] }] }] });
const secret = aws.iam.getPolicyDocumentOutput({ statements: [{ sid: "S", actions: ["s3:*"], resources: [pulumi.secret("arn:aws:s3:::hidden-bucket")] }] });
const chained = aws.kms.getKeyOutput({ keyId: aws.kms.getAliasOutput({ name: "alias/aws/s3" }).targetKeyId });
const decoded = pulumi.runtime.invoke("kubernetes:yaml:decode", { text: "apiVersion: v1\nkind: ConfigMap\nmetadata: { name: a }\n" }, { provider: new k8s.Provider("cluster", { kubeconfig: vpc.arn }), async: true });
const single = pulumi.runtime.invokeOutput<{ names: string[] }>("aws:index/getAvailabilityZones:getAvailabilityZones", {}, { provider: peer });

const subnets = [0, 1, 2].map((index) => new aws.ec2.Subnet(`subnet-${index}`, { vpcId: vpc.id, cidrBlock: `10.0.${index}.0/24`, availabilityZone: zones.names[index]! }));
const role = new aws.iam.Role("host", { assumeRolePolicy: known.json, inlinePolicies: [{ name: "read", policy: document.json }, { name: "hidden", policy: secret.json }] });
new aws.ec2.Instance("host", { ami: image.id, instanceType: "t4g.micro", subnetId: subnets[0]!.id, tags: { Role: role.name, Region: here.then(({ name }) => name!), Peer: there.name, Vpc: after.id } });
zones.names.apply((names) => names.slice(0, 2).forEach((name) => new aws.ebs.Volume(`volume-${name}`, { availabilityZone: name, size: 10, kmsKeyId: chained.arn })));

export const regions = [here.then(({ name }) => name), there.name, inherited.name];
export const subnetIds = ofUnknown.ids;
export const nothing = decoded;
export const first = single.names[0];
