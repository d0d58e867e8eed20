import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { Service } from "./service";

const usual = { Owner: "platform@example.com" };

// The old way: in the SDK, for everything of this stack.
pulumi.runtime.registerStackTransformation(({ type, props, opts }) => {
  if (type.startsWith("aws:") && type !== "aws:ecs/cluster:Cluster") {
    return { props: { ...props, tags: { ...props.tags, ...usual } }, opts };
  }
  return undefined;
});
// The new way: called by the engine, and sees what remote components make as well.
pulumi.runtime.registerResourceTransform((args) => {
  if (args.type === "aws:cloudwatch/logGroup:LogGroup") {
    return { props: { ...args.props, retentionInDays: 14 }, opts: args.opts };
  }
  return undefined;
});

const cluster = new aws.ecs.Cluster("main", {}, { protect: true, aliases: [{ name: "old-main" }, { type: "aws:ecs:Cluster", name: "main" }] });
const elsewhere = new aws.Provider("elsewhere", { region: "us-east-1", defaultTags: { tags: { Site: "second" } } });

const front = new Service("front", { cluster: cluster.arn, image: "nginx:1.29", count: 2 }, { dependsOn: cluster });
new Service(
  "back",
  { cluster: cluster.arn, image: pulumi.interpolate`registry.example.com/back:${front.version}`, count: 1 },
  {
    providers: [elsewhere],
    retainOnDelete: true,
    deletedWith: cluster,
    transformations: [({ type, props, opts }) => (type === "aws:ecs/service:Service" ? { props: { ...props, enableExecuteCommand: true }, opts } : undefined)],
    transforms: [(args) => ({ props: args.props, opts: pulumi.mergeOptions(args.opts, { ignoreChanges: ["tags"] }) })],
  },
);

new aws.s3.Bucket(
  "adopted",
  { bucket: "acme-adopted" },
  {
    import: "acme-adopted",
    replaceOnChanges: ["bucket"],
    deleteBeforeReplace: true,
    additionalSecretOutputs: ["policy"],
    customTimeouts: { create: "5m", delete: "1h30m" },
    dependsOn: [front],
  },
);
