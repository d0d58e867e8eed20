import { allowStatements, openPrincipal } from "../../aws/policyDocument";
import { referrers } from "../../aws/references";
import { flagOf } from "../../aws/values";
import { flag } from "../../kernel/options";
import type { Property } from "../../kernel/property";
import type { StackResource } from "../../kernel/resource";
import { type StackCheck, stackRule } from "../../kernel/rule";
import { anyOf, awsResources, parseType } from "../../kernel/types";

const buckets = awsResources("s3", "Bucket");
const bucketBlocks = awsResources("s3", "BucketPublicAccessBlock");
const blocksOf = referrers(bucketBlocks, "bucket");
const accountBlocks = awsResources("s3", "AccountPublicAccessBlock");

const config = {
  requireBlock: flag("Whether each bucket needs a BucketPublicAccessBlock of its own, as those that were made before April 2023 do.", false),
};

/**
 * No bucket can be read or written by everybody: no policy gives everybody (`*`) something without a condition that says who is meant, no ACL grants
 * something to all users or all AWS accounts, and no public access block is left open; a flag that such a block does not set is off. Policies and ACLs are
 * looked at wherever they are: on the bucket, in a resource of their own, on an access point or an object. A bucket that has no block passes, since S3
 * blocks public access to every bucket made since April 2023 by itself; `requireBlock` asks for one all the same.
 */
export const secS3Public = stackRule({
  id: "sec-s3-public",
  title: "No public buckets",
  severity: "critical",
  must: "give nothing to everybody",
  because: "what is in a public bucket is found and copied, and nobody notices",
  fix: "serve public files through CloudFront with an origin access control, and name who else is meant",
  compliance: { fsbp: ["S3.8", "S3.1", "S3.2", "S3.3", "S3.19"], cwe: ["CWE-732"], wellArchitected: ["SEC03-BP07"] },
  appliesTo: anyOf(
    "S3 buckets, their policies, ACLs and public access blocks",
    buckets,
    bucketBlocks,
    accountBlocks,
    awsResources("s3", "AccessPoint", "BucketAcl", "BucketObject", "BucketObjectv2", "BucketPolicy", "ObjectCopy"),
    awsResources("s3control", "AccessPointPolicy", "BucketPolicy", "MultiRegionAccessPointPolicy"),
  ),
  config,
  check: (context) => {
    const { stack, resources, config: options, report, attempt } = context;
    for (const resource of resources) {
      if (bucketBlocks.matches(resource.type) || accountBlocks.matches(resource.type)) {
        checkBlock(resource, resource.properties, false, context);
      } else {
        attempt(() => checkPolicy(resource, context));
        attempt(() => checkAcl(resource, context));
        attempt(() => checkAccessPoint(resource, context));
      }
      if (options.requireBlock && buckets.matches(resource.type)) {
        attempt(() => {
          if (blocksOf(resource, stack).length === 0) {
            report(resource, "the bucket has no public access block of its own", { fix: "add a BucketPublicAccessBlock with all four flags set" });
          }
        });
      }
    }
  },
});

type Context = StackCheck<typeof config>;

const FLAGS = ["blockPublicAcls", "blockPublicPolicy", "ignorePublicAcls", "restrictPublicBuckets"];

/** The block of an access point is on where it does not say otherwise. */
function checkAccessPoint(resource: StackResource, context: Context): void {
  const block = resource.properties.at("publicAccessBlockConfiguration");
  if (!block.isAbsent) {
    checkBlock(resource, block, true, context);
  }
}

function checkBlock(resource: StackResource, block: Property, byDefault: boolean, { report, attempt }: Context): void {
  for (const name of FLAGS) {
    attempt(() => {
      const place = block.at(name);
      if (!(flagOf(place) ?? byDefault)) {
        report(resource, `${name} is ${place.isAbsent ? "not set, which turns it off" : "off"}`, { path: place.path, fix: `set ${name}: true` });
      }
    });
  }
}

function checkPolicy(resource: StackResource, { report, attempt }: Context): void {
  const document = resource.properties.at(...(parseType(resource.type).name === "MultiRegionAccessPointPolicy" ? ["details", "policy"] : ["policy"]));
  for (const statement of allowStatements(document)) {
    attempt(() => {
      const open = openPrincipal(statement);
      if (open !== undefined) {
        report(resource, "the policy allows something to everybody", { path: open.path });
      }
    });
  }
}

const PUBLIC_ACLS = ["public-read", "public-read-write", "authenticated-read"];
const EVERYBODY = /\/groups\/global\/(AllUsers|AuthenticatedUsers)$/;

function checkAcl(resource: StackResource, { report, attempt }: Context): void {
  const { properties } = resource;
  attempt(() => {
    const acl = properties.at("acl");
    if (PUBLIC_ACLS.includes(acl.string() ?? "")) {
      report(resource, `the ACL ${acl.shown()} is for everybody`, { path: acl.path, fix: "leave the acl out: it is private then" });
    }
  });
  const grants = [
    ...properties.at("grants").items(),
    ...properties
      .at("accessControlPolicy", "grants")
      .items()
      .map((grant) => grant.at("grantee")),
  ];
  for (const grantee of grants) {
    attempt(() => {
      const uri = grantee.at("uri");
      const [, group] = EVERYBODY.exec(uri.string() ?? "") ?? [];
      if (group !== undefined) {
        report(resource, `the ACL grants something to ${group === "AllUsers" ? "everybody" : "every AWS account"}`, {
          path: uri.path,
          fix: "remove the grant",
        });
      }
    });
  }
}
