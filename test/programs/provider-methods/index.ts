import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";

/** As the SDK of a component in a plugin has it: a method that the plugin answers. */
class Cluster extends pulumi.ComponentResource {
  declare readonly endpoint: pulumi.Output<string>;

  constructor(name: string, args: { nodes: pulumi.Input<number>; token?: pulumi.Input<string> }, opts?: pulumi.ComponentResourceOptions) {
    super("acme:index:Cluster", name, { endpoint: undefined, ...args }, pulumi.mergeOptions({ version: "1.4.0" }, opts), true);
  }

  address(args: { port: pulumi.Input<number>; via?: pulumi.Input<string> }): pulumi.Output<{ address: string }> {
    return pulumi.runtime.call("acme:index:Cluster/address", { __self__: this, ...args }, this);
  }
}

const region = new aws.Provider("region", { region: "eu-west-1" });
const bucket = new aws.s3.Bucket("data", {}, { provider: region });

const cluster = new Cluster("main", { nodes: 3, token: pulumi.secret("token-of-the-cluster") }, { dependsOn: bucket, protect: true });
const known = cluster.address({ port: 443 });
const unknown = cluster.address({ port: 443, via: bucket.arn });
const configuration = region.terraformConfig();

new aws.s3.BucketObject("address", { bucket: bucket.bucket, content: known.address, key: "address" }, { provider: region, parent: cluster });
new aws.s3.BucketObject("unknown", { bucket: bucket.bucket, content: unknown.address, key: "unknown" }, { provider: region });

export const endpoint = cluster.endpoint;
export const address = known.address;
export const settings = configuration.apply(({ result }) => Object.keys(result).length);
