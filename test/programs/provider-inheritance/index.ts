import * as aws from "@pulumi/aws";
import * as k8s from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";

const common = { region: "eu-central-1", allowedAccountIds: ["123456789012"] } satisfies aws.ProviderArgs;
const main = new aws.Provider("main", { ...common, defaultTags: { tags: { Stage: "test", Owner: "platform" } }, ignoreTags: { keyPrefixes: ["cost:"] } }, { aliases: [{ name: "default" }] });
const audit = new aws.Provider("audit", { region: "us-east-1", assumeRoles: [{ roleArn: "arn:aws:iam::210987654321:role/audit", externalId: pulumi.secret("external-id-77") }] }, { aliases: [{ name: "log-archive" }, { name: "audit", parent: main }] });
const later = new aws.Provider("later", { region: new aws.ssm.Parameter("region", { type: "String", value: "eu-north-1" }, { provider: main }).value });

class Bucket extends pulumi.ComponentResource {
  readonly bucket: aws.s3.Bucket;

  constructor(name: string, opts?: pulumi.ComponentResourceOptions) {
    super("acme:storage:Bucket", name, {}, opts);
    this.bucket = new aws.s3.Bucket(name, { tags: { Owner: name } }, { parent: this });
    new aws.s3.BucketVersioning(name, { bucket: this.bucket.bucket, versioningConfiguration: { status: "Enabled" } }, { parent: this.bucket });
    this.registerOutputs({ bucket: this.bucket });
  }
}

class Site extends pulumi.ComponentResource {
  constructor(name: string, opts?: pulumi.ComponentResourceOptions) {
    super("acme:web:Site", name, {}, opts);
    const files = new Bucket(`${name}-files`, { parent: this });
    // Its logs are elsewhere, whatever the others' provider is.
    const logs = new Bucket(`${name}-logs`, { parent: this, provider: audit });
    new aws.s3.BucketLogging(name, { bucket: files.bucket.bucket, targetBucket: logs.bucket.bucket, targetPrefix: name }, { parent: this });
    new k8s.core.v1.ConfigMap(name, { data: { bucket: files.bucket.id, region: files.bucket.region } }, { parent: this });
    this.registerOutputs();
  }
}

const cluster = new k8s.Provider("cluster", { context: "test", namespace: "web" }, { parent: main, deletedWith: main });

new Site("none");
new Site("list", { providers: [main, cluster] });
new Site("map", { providers: { aws: main, kubernetes: cluster } });
new Site("one", { provider: main });
new Site("both", { provider: cluster, providers: [main] });
new Site("late", { providers: [later] });
// A parent's provider is its child's, if it is for the child's package.
const zone = new aws.route53.Zone("internal", { name: "internal.example.com" }, { provider: main });
new aws.route53.Record("a", { zoneId: zone.zoneId, name: "a", type: "A", ttl: 60, records: ["192.0.2.1"] }, { parent: zone });
new k8s.core.v1.ConfigMap("below-a-zone", { data: { zone: zone.zoneId } }, { parent: zone });
new aws.s3.Bucket("below-a-provider", {}, { parent: audit });

// Other versions of a package have default providers of their own.
new aws.sqs.Queue("older", {}, { version: "7.40.0" });
new aws.sqs.Queue("mirrored", {}, { version: "7.40.0", pluginDownloadURL: "https://plugins.example.com/aws" });
