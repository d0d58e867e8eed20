import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";

const regions: aws.Region[] = ["us-east-1", "eu-west-1", "cn-north-1"];

const hosts = regions.map((region, index) => {
  const provider = new aws.Provider(`aws-${region}`, { region });
  const opts = { provider, async: true };
  const zones = aws.getAvailabilityZonesOutput({ state: "available" }, opts);
  const partition = aws.getPartitionOutput({}, opts);
  const image = aws.ec2.getAmiOutput({ mostRecent: true, owners: ["amazon"], filters: [{ name: "name", values: ["al2023-ami-*-arm64"] }] }, opts);
  const vpc = new aws.ec2.Vpc(`vpc-${region}`, { cidrBlock: `10.${index}.0.0/16` }, { provider });
  const subnet = new aws.ec2.Subnet(`subnet-${region}`, { vpcId: vpc.id, cidrBlock: `10.${index}.0.0/24`, availabilityZone: zones.names[0] }, { parent: vpc });
  const role = new aws.iam.Role(
    `role-${region}`,
    {
      assumeRolePolicy: aws.iam.getPolicyDocumentOutput(
        { statements: [{ actions: ["sts:AssumeRole"], principals: [{ type: "Service", identifiers: ["ec2.amazonaws.com"] }] }] },
        opts,
      ).json,
      managedPolicyArns: [pulumi.interpolate`arn:${partition.partition}:iam::aws:policy/AmazonSSMManagedInstanceCore`],
    },
    { provider },
  );
  const instance = new aws.ec2.Instance(`host-${region}`, { ami: image.id, instanceType: "t4g.small", subnetId: subnet.id, tags: { Role: role.name } }, { provider });
  return { region, zones: zones.names, address: instance.privateIp };
});

// One resource may also name a region of its own.
export const topic = new aws.sns.Topic("alerts", { region: "ap-south-1" }).arn;
export const all = hosts;
// What a data source says of a resource that is only made now.
export const found = aws.ec2.getVpcOutput({ id: new aws.ec2.Vpc("new", { cidrBlock: "10.9.0.0/16" }).id }).state;
