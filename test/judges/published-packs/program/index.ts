import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";

const api = new aws.apigateway.RestApi("shop", { endpointConfiguration: { types: "REGIONAL" } });
const stage = new aws.apigateway.Stage("live", { restApi: api.id, deployment: "d-1", stageName: "live" });
new aws.apigateway.MethodSettings("orders", {
  restApi: api.id,
  stageName: stage.stageName,
  methodPath: "orders/GET",
  settings: { cachingEnabled: false },
});

new aws.ec2.Instance("shop", { ami: "ami-0123456789abcdef0", instanceType: "t3.micro", associatePublicIpAddress: true });
new aws.ec2.Instance("disks", {
  ami: "ami-0123456789abcdef0",
  instanceType: "t3.micro",
  monitoring: true,
  rootBlockDevice: { encrypted: true, deleteOnTermination: false },
  ebsBlockDevices: [{ deviceName: "/dev/sdb", encrypted: false, deleteOnTermination: false }],
});

const password = new pulumi.Config().getSecret("password") ?? pulumi.secret("between-you-and-me");
new aws.rds.Instance("shop", {
  engine: "postgres",
  instanceClass: "db.t4g.micro",
  allocatedStorage: 20,
  publiclyAccessible: true,
  backupRetentionPeriod: 0,
  username: "shop",
  password,
});
new aws.redshift.Cluster("reports", {
  clusterIdentifier: "reports",
  nodeType: "ra3.large",
  masterUsername: "reports",
  masterPassword: password,
  encrypted: "false",
  publiclyAccessible: true,
});
new aws.dynamodb.Table("carts", { hashKey: "id", attributes: [{ name: "id", type: "S" }], billingMode: "PAY_PER_REQUEST" });
new aws.elasticsearch.Domain("search", { domainName: "search", elasticsearchVersion: "7.10" });
new aws.efs.FileSystem("files");
new aws.s3.Bucket("uploads");
const key = new aws.kms.Key("shop", { enableKeyRotation: false });
new aws.kms.Key("other", { enableKeyRotation: key.enableKeyRotation });

/** Under the name that the provider had for it when the pack was written. */
class Former extends pulumi.CustomResource {}
new Former("aws:elasticloadbalancingv2/loadBalancer:LoadBalancer", "front", { internal: false, enableDeletionProtection: false });
new Former("aws:elasticloadbalancingv2/listener:Listener", "http", {
  port: 80,
  protocol: "HTTP",
  defaultActions: [{ type: "forward", targetGroupArn: "arn:aws:elasticloadbalancing:us-east-1:123456789012:targetgroup/shop/1" }],
});

export const endpoint = stage.invokeUrl;
