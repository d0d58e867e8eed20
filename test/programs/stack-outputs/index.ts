import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";

pulumi.log.info("three of these lines are for the reader");
pulumi.log.warn("of the preview");
console.log("and this one is the program's own");

const bucket = new aws.s3.Bucket("data");
void pulumi.log.info("about the bucket", bucket);

export const nothing = undefined;
export const empty = null;
export const number = 4.5;
export const text = "line one\nline two";
export const list = [1, [2, [bucket.arn]]];
export const promise = Promise.resolve({ inside: Promise.resolve(bucket.id) });
export const date = new Date(Date.UTC(2024, 1, 29)).toISOString();
export const resource = bucket;
export const archive = new pulumi.asset.AssetArchive({ a: new pulumi.asset.StringAsset("a") });
export const unicode = { "ключ": "Grüße, 世界 🌍" };
export const reference = pulumi.output({ deep: { deeper: bucket.tags } }).apply((value) => value.deep);
