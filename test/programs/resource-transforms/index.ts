import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";

const seen: string[] = [];
const elsewhere = new aws.Provider("elsewhere", { region: "eu-west-3" });
const key = new aws.kms.Key("shared", {});

// For everything of this stack: one that changes inputs, one that changes options, one that only looks, one that takes its time.
pulumi.runtime.registerResourceTransform(({ type, props, opts }) =>
  type.startsWith("aws:s3/") ? { props: { ...props, tags: { ...props.tags, By: "stack" } }, opts } : undefined,
);
pulumi.runtime.registerStackTransform(async ({ type, name, props, opts }) => {
  await new Promise((resolve) => setTimeout(resolve, 5));
  return type === "aws:s3/bucket:Bucket" && name.endsWith("-abroad") ? { props, opts: pulumi.mergeOptions(opts, { provider: elsewhere, protect: true }) } : undefined;
});
pulumi.runtime.registerResourceTransform(({ custom, type, name }) => {
  seen.push(`${custom ? "resource" : "component"} ${type} ${name}`);
  return undefined;
});
pulumi.runtime.registerInvokeTransform(({ token, args, opts }) => (token === "aws:index/getAvailabilityZones:getAvailabilityZones" ? { args: { ...args, state: "available" }, opts: { ...opts, provider: elsewhere } } : undefined));
pulumi.runtime.registerInvokeTransform(async ({ token, args, opts }) => {
  await Promise.resolve();
  return token.startsWith("aws:ec2/getAmi") ? { args: { ...args, owners: ["amazon"], mostRecent: true }, opts } : undefined;
});

class Pair extends pulumi.ComponentResource {
  constructor(name: string, args: { size: pulumi.Input<number> }, opts?: pulumi.ComponentResourceOptions) {
    super("acme:index:Pair", name, args, opts);
    const left = new aws.s3.Bucket(`${name}-home`, { tags: { Size: pulumi.output(args.size).apply(String) } }, { parent: this });
    new aws.s3.Bucket(`${name}-abroad`, { tags: { Left: left.arn } }, { parent: this, transforms: [({ props, opts }) => ({ props: { ...props, tags: { ...props.tags, Own: "yes" } }, opts: pulumi.mergeOptions(opts, { dependsOn: [key] }) })] });
    this.registerOutputs({ left: left.id });
  }
}

new Pair("plain", { size: 1 });
new Pair(
  "transformed",
  { size: pulumi.secret(2) },
  {
    transforms: [
      ({ type, props, opts }) => (type === "acme:index:Pair" ? { props: { ...props, added: key.arn }, opts } : undefined),
      ({ type, props, opts }) => (type === "aws:s3/bucket:Bucket" ? { props: { ...props, tags: { ...props.tags, By: "component", Key: key.keyId }, bucketPrefix: pulumi.secret("hidden-") }, opts: { ...opts, ignoreChanges: ["bucketPrefix"], retainOnDelete: true } } : undefined),
    ],
  },
);
new aws.sqs.Queue(
  "options",
  { name: "options", tags: { Zone: aws.getAvailabilityZonesOutput().names[0]! } },
  {
    transforms: [({ props, opts }) => ({ props: { ...props, delaySeconds: 5 }, opts: { ...opts, aliases: [{ name: "former" }], customTimeouts: { create: "3m" }, deleteBeforeReplace: true, replaceOnChanges: ["name"], additionalSecretOutputs: ["url"], version: "7.47.0" } })],
    dependsOn: [key],
  },
);
new aws.ec2.Instance("host", { ami: aws.ec2.getAmiOutput({ nameRegex: "al2023" }).id, instanceType: "t3.micro", rootBlockDevice: { volumeSize: 20, encrypted: true, kmsKeyId: key.arn } }, { transforms: [({ props, opts }) => ({ props: { ...props, rootBlockDevice: { ...props.rootBlockDevice, volumeType: "gp3" } }, opts })] });

export const counted = pulumi.output(key.urn).apply(() => seen.length > 0);
