import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";

const network = new pulumi.StackReference("network", { name: `acme/network/${pulumi.getStack()}` });
const missing = new pulumi.StackReference("acme/dns/dev");

const subnets = new aws.rds.SubnetGroup("main", { subnetIds: network.requireOutput("privateSubnetIds") });
const database = new aws.rds.Instance("main", {
  engine: "postgres",
  instanceClass: "db.t4g.micro",
  allocatedStorage: 20,
  dbSubnetGroupName: subnets.name,
  username: "shop",
  password: network.requireOutput("databasePassword"),
});

new aws.route53.Record("database", {
  zoneId: missing.getOutput("zoneId"),
  name: "database",
  type: "CNAME",
  ttl: 60,
  records: [database.address],
});

export const vpcId = network.getOutput("vpcId");
export const kind = network.getOutputDetails("databasePassword").then((details) => (details.secretValue === undefined ? "plain" : "secret"));
export const absent = network.getOutput("nothing");
