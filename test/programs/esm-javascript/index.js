import { readFile } from "node:fs/promises";
import { Queue } from "@pulumi/aws/sqs/index.js";
import { getPolicyDocumentOutput } from "@pulumi/aws/iam/index.js";
import * as pulumi from "@pulumi/pulumi";

const settings = JSON.parse(await readFile(new URL("./queues.json", import.meta.url), "utf8"));
const names = new pulumi.Config().requireObject("queues");

export const urls = {};
for (const name of names) {
  const dead = new Queue(`${name}-dead`, { messageRetentionSeconds: settings.deadRetentionSeconds });
  const queue = new Queue(name, {
    ...settings.queue,
    redrivePolicy: pulumi.jsonStringify({ deadLetterTargetArn: dead.arn, maxReceiveCount: 5 }),
    policy: getPolicyDocumentOutput({
      statements: [{ actions: ["sqs:SendMessage"], resources: ["*"], principals: [{ type: "Service", identifiers: ["events.amazonaws.com"] }] }],
    }).json,
  });
  urls[name] = queue.url;
}
