import * as aws from "@pulumi/aws";
import * as k8s from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";

// Values, names and dependencies of every shape that a program can give.
const numbers = { zero: 0, negative: -7, fraction: 0.1, large: 2 ** 53, exponent: 1e21, small: 5e-324 };
const texts = { empty: "", quotes: `"'\`\\`, lines: "a\r\nb\tc\u0000d", unicode: "Grüße 世界 🌍 \u2028", like: "${not.interpolated} {{ nor.this }} %s", long: "x".repeat(5000), json: '{"a":[1,2]}' };

const map = new k8s.core.v1.ConfigMap("texts", { data: texts, metadata: { labels: {}, annotations: { numbers: JSON.stringify(numbers) } } });
new k8s.apiextensions.CustomResource("numbers", { apiVersion: "example.com/v1", kind: "Numbers", spec: { numbers, flags: [true, false, null], nested: [[], [[]], [{}], { "": { "a.b/c": 1 } }], nothing: undefined, list: [1, undefined, 2] as unknown[] } });
new k8s.apiextensions.CustomResource("promised", { apiVersion: "example.com/v1", kind: "Promised", spec: Promise.resolve({ inside: Promise.resolve([map.metadata.uid, pulumi.output("known")]), late: pulumi.output(Promise.resolve(undefined)) }) });

for (const name of ["with space", "a/b:c", "ünïcode", "$dollar$", "-", "a".repeat(120), "UPPER_lower.1"]) {
  new aws.sqs.Queue(name, { name: `fixed-${name.length}` });
}

class Group extends pulumi.ComponentResource {
  readonly queues: aws.sqs.Queue[];
  constructor(name: string, count: number, opts?: pulumi.ComponentResourceOptions) {
    super("acme:shapes:Group", name, { count, nothing: undefined, nested: { promise: Promise.resolve(count), map } }, opts);
    this.queues = Array.from({ length: count }, (_, index) => new aws.sqs.Queue(`${name}-${index}`, {}, { parent: this }));
    this.registerOutputs({ queues: this.queues, first: this.queues[0] });
  }
}

// One whose type is nobody's, one without children, one that never registers outputs, one inside another.
class Silent extends pulumi.ComponentResource {}
const group = new Group("group", 3);
const empty = new Group("empty", 0, { dependsOn: group });
const silent = new Silent("acme:shapes:Silent", "silent", {}, { parent: group });
new aws.sns.Topic("in-silence", {}, { parent: silent });
const below = new aws.sqs.Queue("below-a-queue", {}, { parent: group.queues[0] });

// Dependencies: on a component, on outputs of lists, on promises, on what is read; through properties and options at once.
new aws.sns.Topic("after-group", {}, { dependsOn: group });
new aws.sns.Topic("after-empty", {}, { dependsOn: [empty, silent] });
new aws.sns.Topic("after-list", {}, { dependsOn: pulumi.output(group.queues) });
new aws.sns.Topic("after-promise", {}, { dependsOn: Promise.resolve([group.queues[1]!, Promise.resolve(below)]) });
new aws.sns.Topic("after-both", { displayName: group.queues[2]!.name, tags: { Below: below.arn, Twice: pulumi.all([below.arn, below.url]).apply(([arn, url]) => arn + url) } }, { dependsOn: [below, below] });
new aws.sns.Topic("by-reference", { displayName: pulumi.output(group).apply((component) => component.queues[0]!.name) });
new aws.cloudwatch.Dashboard("references", { dashboardName: "references", dashboardBody: pulumi.jsonStringify({ queues: group.queues.map(({ arn }) => arn), known: [1, "two"] }) });

// Resources that exist only if something is known in a preview.
map.data.apply((data) => Object.keys(data).slice(0, 2).forEach((key) => new aws.ssm.Parameter(`known-${key}`, { type: "String", value: key })));
below.arn.apply((arn) => new aws.ssm.Parameter("never", { type: "String", value: arn }));
pulumi.all(group.queues.map(({ urn }) => urn)).apply((urns) => urns.forEach((urn, index) => new aws.sns.Topic(`urn-${index}`, { displayName: urn })));

export { numbers, texts };
export const groups = [group, empty];
export const queue = group.queues[0];
export const absent = { undefined, null: null, list: [undefined, null] };
