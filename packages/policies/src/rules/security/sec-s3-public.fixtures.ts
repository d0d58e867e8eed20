import type { RuleFixtures } from "../../../test-support/fixtures";
import type { Given } from "../../../test-support/judge";

const bucket = (properties: object = {}): Given => ({ type: "aws:s3/bucket:Bucket", name: "files", properties });
const of = (type: string, properties: object): Given => ({
  type,
  name: "access",
  properties: { bucket: "files", ...properties },
  dependencies: { bucket: ["files"] },
});
const block = (...on: string[]): Given =>
  of("aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock", Object.fromEntries(on.map((flag) => [flag, true])));
const FLAGS = ["blockPublicAcls", "blockPublicPolicy", "ignorePublicAcls", "restrictPublicBuckets"];

const policy = (statement: object): string =>
  JSON.stringify({ Version: "2012-10-17", Statement: [{ Effect: "Allow", Action: "s3:GetObject", Resource: "arn:aws:s3:::files/*", ...statement }] });
const policyFinding = (name: string, path: string): string =>
  `${name}: the policy allows something to everybody\nat ${path}\nfix: serve public files through CloudFront with an origin access control, and name who else is meant`;
const aclFinding = (name: string, path: string, acl: string): string =>
  `${name}: the ACL ${acl} is for everybody\nat ${path}\nfix: leave the acl out: it is private then`;

const ALL_USERS = "http://acs.amazonaws.com/groups/global/AllUsers";

export const fixtures: RuleFixtures = {
  fails: [
    {
      title: "a bucket policy for everybody",
      resources: [bucket(), of("aws:s3/bucketPolicy:BucketPolicy", { policy: policy({ Principal: "*" }) })],
      findings: [policyFinding("access", "policy<json>.Statement[0].Principal")],
    },
    {
      title: "a policy for everybody on the bucket, and on an access point of it",
      resources: [
        bucket({ policy: policy({ Principal: { AWS: ["*"] } }) }),
        of("aws:s3/accessPoint:AccessPoint", { policy: policy({ Principal: "*", Condition: { Bool: { "aws:SecureTransport": "true" } } }) }),
      ],
      findings: [
        policyFinding("access", "policy<json>.Statement[0].Principal"),
        policyFinding("files", "policy<json>.Statement[0].Principal.AWS[0]"),
      ],
    },
    {
      title: "a policy for everybody on an access point in several regions",
      resources: [of("aws:s3control/multiRegionAccessPointPolicy:MultiRegionAccessPointPolicy", { details: { policy: policy({ Principal: "*" }) } })],
      findings: [policyFinding("access", "details.policy<json>.Statement[0].Principal")],
    },
    {
      title: "ACLs for everybody, on the bucket and on an object",
      resources: [
        bucket({ acl: "public-read" }),
        { ...of("aws:s3/bucketObjectv2:BucketObjectv2", { acl: "public-read-write" }), name: "index" },
        { ...of("aws:s3/bucketAclV2:BucketAclV2", { acl: "authenticated-read" }), name: "acl" },
      ],
      findings: [
        aclFinding("files", "acl", "public-read"),
        aclFinding("acl", "acl", "authenticated-read"),
        aclFinding("index", "acl", "public-read-write"),
      ],
    },
    {
      title: "grants to everybody and to every AWS account",
      resources: [
        bucket({
          grants: [
            { type: "CanonicalUser", id: "1" },
            { type: "Group", uri: ALL_USERS, permissions: ["READ"] },
          ],
        }),
        of("aws:s3/bucketAcl:BucketAcl", {
          accessControlPolicy: {
            grants: [{ permission: "READ", grantee: { type: "Group", uri: ALL_USERS.replace("AllUsers", "AuthenticatedUsers") } }],
          },
        }),
      ],
      findings: [
        "files: the ACL grants something to everybody\nat grants[1].uri\nfix: remove the grant",
        "access: the ACL grants something to every AWS account\nat accessControlPolicy.grants[0].grantee.uri\nfix: remove the grant",
      ],
    },
    {
      title: "a public access block that leaves flags out, which are off then",
      resources: [bucket(), block("blockPublicAcls", "ignorePublicAcls")],
      findings: [
        "access: blockPublicPolicy is not set, which turns it off\nat blockPublicPolicy\nfix: set blockPublicPolicy: true",
        "access: restrictPublicBuckets is not set, which turns it off\nat restrictPublicBuckets\nfix: set restrictPublicBuckets: true",
      ],
    },
    {
      title: "the block of the account, or of an access point, with a flag that is off",
      resources: [
        {
          type: "aws:s3/accountPublicAccessBlock:AccountPublicAccessBlock",
          name: "account",
          properties: { ...Object.fromEntries(FLAGS.map((flag) => [flag, true])), blockPublicAcls: false },
        },
        of("aws:s3/accessPoint:AccessPoint", { publicAccessBlockConfiguration: { blockPublicPolicy: false } }),
      ],
      findings: [
        "access: blockPublicPolicy is off\nat publicAccessBlockConfiguration.blockPublicPolicy\nfix: set blockPublicPolicy: true",
        "account: blockPublicAcls is off\nat blockPublicAcls\nfix: set blockPublicAcls: true",
      ],
    },
    {
      title: "a bucket without a block, where each needs one",
      resources: [
        bucket(),
        {
          ...block(...FLAGS),
          dependencies: { bucket: ["other"] },
          properties: { ...Object.fromEntries(FLAGS.map((flag) => [flag, true])), bucket: "other" },
        },
      ],
      config: { requireBlock: true },
      findings: ["files: the bucket has no public access block of its own\nfix: add a BucketPublicAccessBlock with all four flags set"],
    },
  ],
  passes: [
    { title: "a bucket that says nothing, to which S3 blocks public access", resources: [bucket()] },
    { title: "a bucket with a block of its own", resources: [bucket(), block(...FLAGS)], config: { requireBlock: true } },
    {
      title: "a bucket whose block names it",
      resources: [
        bucket({ bucket: "acme-files" }),
        { ...block(...FLAGS), properties: { ...Object.fromEntries(FLAGS.map((flag) => [flag, true])), bucket: "acme-files" }, dependencies: {} },
      ],
      config: { requireBlock: true },
    },
    {
      title: "files behind CloudFront",
      resources: [
        of("aws:s3/bucketPolicy:BucketPolicy", {
          policy: policy({
            Principal: { Service: "cloudfront.amazonaws.com" },
            Condition: { StringEquals: { "aws:SourceArn": "arn:aws:cloudfront::123456789012:distribution/E1" } },
          }),
        }),
      ],
    },
    {
      title: "a policy for everybody in the organization, one that denies to everybody, and one that is an object",
      resources: [
        of("aws:s3/bucketPolicy:BucketPolicy", { policy: policy({ Principal: "*", Condition: { StringEquals: { "aws:PrincipalOrgID": "o-1" } } }) }),
        { ...of("aws:s3/bucketPolicy:BucketPolicy", { policy: policy({ Effect: "Deny", Principal: "*" }) }), name: "deny" },
        {
          ...of("aws:s3/bucketPolicy:BucketPolicy", { policy: { Statement: { Effect: "Allow", Principal: { AWS: "arn:aws:iam::1:root" } } } }),
          name: "object",
        },
      ],
    },
    {
      title: "ACLs and grants that are not for everybody",
      resources: [
        bucket({ acl: "private" }),
        of("aws:s3/bucketAcl:BucketAcl", {
          accessControlPolicy: { grants: [{ grantee: { type: "Group", uri: "http://acs.amazonaws.com/groups/s3/LogDelivery" } }] },
        }),
      ],
    },
    {
      title: "an access point whose block is on",
      resources: [of("aws:s3/accessPoint:AccessPoint", { publicAccessBlockConfiguration: { blockPublicAcls: true } })],
    },
  ],
};
