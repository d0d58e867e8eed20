import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";

export = async () => {
  const vpc = await aws.ec2.getVpc({ default: true });
  const subnets = await aws.ec2.getSubnets({ filters: [{ name: "vpc-id", values: [vpc.id] }] });
  await new Promise((resolve) => setTimeout(resolve, 20));

  const group = new aws.ec2.SecurityGroup("web", {
    vpcId: vpc.id,
    ingress: [{ protocol: "tcp", fromPort: 443, toPort: 443, cidrBlocks: [vpc.cidrBlock] }],
  });
  const balancer = new aws.lb.LoadBalancer("web", { subnets: subnets.ids, securityGroups: [group.id], internal: true });

  return {
    hostName: balancer.dnsName,
    vpcId: vpc.id,
    later: Promise.resolve(pulumi.output(subnets.ids.length)),
  };
};
