import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";

const seen: string[] = [];

const before = new pulumi.ResourceHook("before", async ({ name, newInputs }) => void seen.push(`before ${name}: ${JSON.stringify(newInputs?.tags ?? {})}`), { onDryRun: true });
const after = new pulumi.ResourceHook("after", ({ urn, newOutputs }) => void seen.push(`after ${urn.split("::").pop()}: ${typeof newOutputs?.arn}`), { onDryRun: true });
const notInPreview = new pulumi.ResourceHook("deploy", () => {
  throw new Error("this is no deployment");
});
const complains = new pulumi.ResourceHook("complains", () => Promise.reject(new Error("only a warning")), { onDryRun: true, ignoreErrors: true });

// Data sources have transforms too.
pulumi.runtime.registerInvokeTransform(({ token, args, opts }) => (token.includes("getAmi") ? { args: { ...args, owners: ["self"] }, opts } : undefined));

const image = aws.ec2.getAmiOutput({ owners: ["amazon"], mostRecent: true });

const topic = new aws.sns.Topic("alerts", { tags: { Owner: "ops" } }, { hooks: { beforeCreate: [before, notInPreview], afterCreate: [after], afterDelete: [notInPreview] } });
const queue = new aws.sqs.Queue("alerts", {}, { hooks: { beforeCreate: [before], afterCreate: [complains] }, dependsOn: topic });
const server = new aws.ec2.Instance("monitor", { ami: image.imageId, instanceType: "t3.micro" });

export const owners = image.owners;
export const log = pulumi.all([topic.urn, queue.urn, server.urn]).apply(() => seen);
