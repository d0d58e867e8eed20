import * as aws from "@pulumi/aws";
import * as k8s from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import * as random from "@pulumi/random";

const token = pulumi.secret("token-for-the-shop");
const password = new random.RandomPassword("database", { length: 30 }).result;
const bucket = new aws.s3.Bucket("plain", { tags: { Owner: "shop", Token: token } });

interface DatabaseArgs {
  user: pulumi.Input<string>;
  password: pulumi.Input<string>;
  settings?: pulumi.Input<Record<string, pulumi.Input<string>>>;
}

class Database extends pulumi.ComponentResource {
  readonly url: pulumi.Output<string>;
  readonly host: pulumi.Output<string>;

  constructor(name: string, args: DatabaseArgs, opts?: pulumi.ComponentResourceOptions) {
    super("acme:data:Database", name, args, opts);
    const instance = new aws.rds.Instance(
      name,
      { engine: "postgres", instanceClass: "db.t4g.micro", allocatedStorage: 20, username: args.user, password: args.password, skipFinalSnapshot: true },
      { parent: this, additionalSecretOutputs: ["endpoint"] },
    );
    this.host = pulumi.secret(instance.address);
    this.url = pulumi.interpolate`postgres://${args.user}:${args.password}@${instance.endpoint}/${name}`;
    this.registerOutputs({ url: this.url, host: this.host, settings: args.settings });
  }
}

const database = new Database("shop", { user: "shop", password, settings: pulumi.secret({ sslmode: "require", timeout: "5s" }) });
const combined = pulumi.all([token, bucket.id, "known"]).apply(([first, second, third]) => `${first}/${second}/${third}`);
const object = pulumi.output({ token, plain: "plain", nested: { deep: pulumi.secret(["a-deep-secret", "another"]) } });
const json = pulumi.jsonStringify({ token, list: [1, pulumi.secret("in-a-list"), null], bucket: "known" });

new k8s.core.v1.Secret("shop", { stringData: { url: database.url, token, json, known: "as plain as can be" }, data: { encoded: token.apply((text) => Buffer.from(text).toString("base64")) } });
new k8s.core.v1.ConfigMap("shop", {
  metadata: { annotations: { hint: pulumi.concat("starts with ", token.apply((text) => text.slice(0, 2))) } },
  data: { combined, list: object.nested.deep.apply((items) => items.join()), parsed: pulumi.jsonParse(json).apply(({ token: inside }) => inside as string), opened: pulumi.unsecret(token.apply((text) => String(text.length))) },
});
new aws.ssm.Parameter("all", { type: "String", value: json, tags: object.apply(({ plain }) => ({ Plain: plain })), description: pulumi.all([bucket.arn]).apply(([arn]) => arn) });
new aws.lambda.Function("worker", { role: "arn:aws:iam::123456789012:role/worker", runtime: "nodejs22.x", handler: "index.handler", code: new pulumi.asset.AssetArchive({ "index.js": new pulumi.asset.StringAsset("exports.handler = () => {};\n") }), environment: { variables: pulumi.secret({ LEVEL: "info" }) } });
new aws.ecs.TaskDefinition("worker", { family: "worker", containerDefinitions: pulumi.jsonStringify([{ name: "worker", image: "nginx", environment: [{ name: "TOKEN", value: token }] }]) });
new aws.s3.Bucket("nested", { lifecycleRules: pulumi.secret([{ enabled: true, expiration: { days: 30 } }]), tags: { known: "a", hidden: pulumi.secret("b"), later: bucket.arn, empty: pulumi.secret("") } });
new aws.s3.BucketObject("twice", { bucket, key: pulumi.secret(pulumi.secret("a/secret/key")), content: pulumi.output(Promise.resolve(token)) });

export const url = database.url;
export const host = database.host;
export const parts = { combined, json, plain: [token, "plain", { deeper: object }] };
export const opened = pulumi.unsecret(token).apply((text) => text.length);
export const marks = Promise.all([pulumi.isSecret(combined), pulumi.isSecret(database.host), pulumi.isSecret(bucket.id)]);
