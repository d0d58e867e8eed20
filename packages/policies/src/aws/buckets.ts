import type { Property } from "../kernel/property";
import type { StackResource, StackView } from "../kernel/resource";
import { anyOf, awsResources } from "../kernel/types";
import { classicLoadBalancers, loadBalancers } from "./loadBalancers";
import { referrers } from "./references";
import { flagOf } from "./values";

export const buckets = awsResources("s3", "Bucket");

const versioningOf = referrers(awsResources("s3", "BucketVersioning"), "bucket");
const lifecyclesOf = referrers(awsResources("s3", "BucketLifecycleConfiguration"), "bucket");

/** What writes logs into a bucket, by the property that names the bucket. */
const loggersInto = [
  referrers(awsResources("s3", "BucketLogging"), "targetBucket"),
  referrers(awsResources("cloudtrail", "Trail"), "s3BucketName"),
  referrers(awsResources("ec2", "FlowLog"), "logDestination"),
  referrers(anyOf("load balancers", loadBalancers, classicLoadBalancers), "accessLogs"),
  referrers(awsResources("cloudfront", "Distribution"), "loggingConfig"),
];

/** Whether a bucket keeps what is overwritten and deleted: by itself, or by a resource of its own. */
export function isVersioned(bucket: StackResource, stack: StackView): boolean {
  return (
    flagOf(bucket.properties.at("versioning", "enabled")) === true ||
    versioningOf(bucket, stack).some(({ properties }) => properties.at("versioningConfiguration", "status").string() === "Enabled")
  );
}

/** Whether what is in a bucket goes away by itself (a rule lets its objects expire), or is logs, which nobody overwrites. */
export function isPassing(bucket: StackResource, stack: StackView): boolean {
  const inline = bucket.properties.at("lifecycleRules").items();
  return (
    inline.some((rule) => flagOf(rule.at("enabled")) === true && expires(rule)) ||
    lifecyclesOf(bucket, stack).some(({ properties }) =>
      properties
        .at("rules")
        .items()
        .some((rule) => rule.at("status").string() === "Enabled" && expires(rule)),
    ) ||
    loggersInto.some((loggers) => loggers(bucket, stack).length > 0)
  );
}

function expires(rule: Property): boolean {
  return ["days", "date"].some((key) => !rule.at("expiration", key).isAbsent);
}
