import { UNKNOWN } from "../../test-support/judge";
import { Undetermined } from "../kernel/property";
import { type StackResource, type StackResourceData, StackView } from "../kernel/resource";
import { isPassing, isVersioned } from "./buckets";

function judge(
  question: typeof isVersioned,
  inputs: Record<string, unknown>,
  type?: string,
  properties: Record<string, unknown> = {},
  by = "bucket",
): boolean {
  const bucket: StackResourceData = { urn: "bucket", type: "aws:s3/bucketV2:BucketV2", name: "bucket", properties: inputs };
  const other = { urn: "other", type: type ?? "none", name: "other", properties, propertyDependencies: { [by]: ["bucket"] } };
  const stack = new StackView([bucket, other]);
  return question(stack.find("bucket") as StackResource, stack);
}

it.each([
  ["by itself", { versioning: { enabled: true } }, undefined, {}],
  ["by a resource of its own", {}, "aws:s3/bucketVersioningV2:BucketVersioningV2", { versioningConfiguration: { status: "Enabled" } }],
])("a bucket is versioned %s", (_, inputs, type, properties) => {
  expect(judge(isVersioned, inputs, type, properties)).toBe(true);
});

it.each([
  ["when it says nothing", {}, undefined, {}],
  ["when it says not", { versioning: { enabled: false } }, undefined, {}],
  ["while that is suspended", {}, "aws:s3/bucketVersioning:BucketVersioning", { versioningConfiguration: { status: "Suspended" } }],
])("a bucket is not versioned %s", (_, inputs, type, properties) => {
  expect(judge(isVersioned, inputs, type, properties)).toBe(false);
});

it("whether a bucket is versioned may be unknown", () => {
  const type = "aws:s3/bucketVersioning:BucketVersioning";
  expect(() => judge(isVersioned, {}, type, { versioningConfiguration: { status: UNKNOWN } })).toThrow(Undetermined);
});

const expiring = { status: "Enabled", expiration: { days: 30 } };

it.each([
  ["its rule expires it", { lifecycleRules: [{ enabled: true, expiration: { days: 30 } }] }, undefined, {}, "bucket"],
  ["a rule of its own expires it", {}, "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration", { rules: [expiring] }, "bucket"],
  ["buckets log into it", {}, "aws:s3/bucketLogging:BucketLogging", {}, "targetBucket"],
  ["load balancers log into it", {}, "aws:lb/loadBalancer:LoadBalancer", {}, "accessLogs"],
  ["networks log into it", {}, "aws:ec2/flowLog:FlowLog", {}, "logDestination"],
  ["CloudTrail logs into it", {}, "aws:cloudtrail/trail:Trail", {}, "s3BucketName"],
  ["CloudFront logs into it", {}, "aws:cloudfront/distribution:Distribution", {}, "loggingConfig"],
])("what is in a bucket passes when %s", (_, inputs, type, properties, by) => {
  expect(judge(isPassing, inputs, type, properties, by)).toBe(true);
});

it.each([
  ["it has no rule", {}, undefined, {}],
  ["the rule is off", { lifecycleRules: [{ enabled: false, expiration: { days: 30 } }] }, undefined, {}],
  [
    "the rule of its own is off",
    {},
    "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration",
    { rules: [{ ...expiring, status: "Disabled" }] },
  ],
  [
    "only old versions expire",
    {},
    "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration",
    { rules: [{ status: "Enabled", noncurrentVersionExpiration: { noncurrentDays: 30 } }] },
  ],
  ["only markers expire", { lifecycleRules: [{ enabled: true, expiration: { expiredObjectDeleteMarker: true } }] }, undefined, {}],
])("what is in a bucket stays when %s", (_, inputs, type, properties) => {
  expect(judge(isPassing, inputs, type, properties)).toBe(false);
});
