import type { RuleFixtures } from "../../../test-support/fixtures";
import { type Given, secret } from "../../../test-support/judge";

const bucket = (tags: Record<string, unknown>, type = "aws:s3/bucket:Bucket"): Given[] => [{ type, name: "invoices", properties: { tags } }];

const many = (count: number): Record<string, string> => Object.fromEntries(Array.from({ length: count }, (_, index) => [`tag-${index}`, "x"]));

const allowed = { Environment: ["dev", "staging", "production"], CostCenter: "^cc-[0-9]{4}$" };

export const fixtures: RuleFixtures = {
  fails: [
    {
      title: "values that are not allowed",
      resources: bucket({ Environment: "prod", CostCenter: "1042" }),
      config: { allowed },
      findings: [
        "invoices: tags: Environment is prod, which is none of dev, staging, production\nat tags.Environment\nfix: use one of the allowed values",
        "invoices: tags: CostCenter is 1042, which does not match ^cc-[0-9]{4}$\nat tags.CostCenter\nfix: use one of the allowed values",
      ],
    },
    {
      title: "a value that is allowed in another spelling",
      resources: bucket({ Environment: "Dev", Team: "shop" }),
      config: { allowed },
      findings: [
        "invoices: tags: Environment is Dev, which is none of dev, staging, production\nat tags.Environment\nfix: use one of the allowed values",
      ],
      remedied: bucket({ Environment: "dev", Team: "shop" }),
    },
    {
      title: "a value that may be either of two spellings",
      resources: bucket({ Environment: "DEV" }),
      config: { allowed: { Environment: ["dev", "Dev"] } },
      findings: ["invoices: tags: Environment is DEV, which is none of dev, Dev\nat tags.Environment\nfix: use one of the allowed values"],
      remedied: bucket({ Environment: "DEV" }),
    },
    {
      title: "values that are others, however much they look alike without their points",
      resources: bucket({ Release: "1.10", Team: "\u5927\u962a" }),
      config: { allowed: { Release: ["11.0"], Team: ["\u6771\u4eac"] } },
      findings: [
        "invoices: tags: Release is 1.10, which is none of 11.0\nat tags.Release\nfix: use one of the allowed values",
        "invoices: tags: Team is \u5927\u962a, which is none of \u6771\u4eac\nat tags.Team\nfix: use one of the allowed values",
      ],
      remedied: bucket({ Release: "1.10", Team: "\u5927\u962a" }),
    },
    {
      title: "a secret value, whose mark the provider's check has lost",
      resources: [
        { type: "aws:s3/bucket:Bucket", name: "invoices", properties: { tags: { Environment: secret("qa") }, tagsAll: { Environment: "qa" } } },
      ],
      config: { allowed },
      findings: [
        "invoices: tags: Environment is [secret], which is none of dev, staging, production\nat tagsAll.Environment\nfix: use one of the allowed values",
      ],
    },
    {
      title: "one key in two spellings",
      resources: bucket({ CostCenter: "cc-1042", "cost-center": "cc-1042" }),
      findings: [
        "invoices: tags: cost-center stands beside CostCenter, which are two keys to a cost report\nat tags.cost-center\nfix: remove cost-center",
      ],
    },
    {
      title: "a key of one's own in two spellings",
      resources: bucket({ product: "shop", Product: "shop" }),
      config: { keys: ["Product"] },
      findings: ["invoices: tags: product stands beside Product, which are two keys to a cost report\nat tags.product\nfix: remove product"],
    },
    {
      title: "more tags than AWS takes",
      resources: bucket(many(52)),
      findings: ["invoices: tags: there are 52, AWS takes 50\nat tags\nfix: leave 2 of them out"],
    },
    {
      title: "more tags than an S3 object takes",
      resources: bucket(many(11), "aws:s3/bucketObject:BucketObject"),
      findings: ["invoices: tags: there are 11, AWS takes 10\nat tags\nfix: leave 1 of them out"],
    },
    {
      title: "keys and values that AWS does not take",
      resources: bucket({ "aws:owner": "me", ["k".repeat(129)]: "x", Note: "x".repeat(257) }),
      findings: [
        'invoices: tags: aws:owner begins with aws:, which AWS keeps for its own tags\nat tags["aws:owner"]\nfix: choose another key',
        `invoices: tags: the key ${"k".repeat(20)}… has 129 characters, AWS takes 128\nat tags.${"k".repeat(129)}\nfix: shorten the key`,
        "invoices: tags: the value of Note has 257 characters, AWS takes 256\nat tags.Note\nfix: shorten the value",
      ],
    },
    {
      title: "a value in the list of an Auto Scaling group",
      resources: [
        {
          type: "aws:autoscaling/group:Group",
          name: "batch",
          properties: { tags: [{ key: "Environment", value: "qa", propagateAtLaunch: true }] },
        },
      ],
      config: { allowed },
      findings: ["batch: tags: Environment is qa, which is none of dev, staging, production\nat tags[0].value\nfix: use one of the allowed values"],
    },
  ],
  passes: [
    { title: "allowed values", resources: bucket({ Environment: "production", CostCenter: "cc-1042" }), config: { allowed } },
    { title: "as much as AWS takes", resources: bucket({ ...many(48), ["k".repeat(128)]: "x", Note: "x".repeat(256) }) },
    { title: "any value where none are given", resources: bucket({ Environment: "qa" }) },
    { title: "an empty value, which is another rule's business", resources: bucket({ Environment: "" }), config: { allowed } },
    { title: "keys that only look alike", resources: bucket({ Name: "invoices", name: "invoices", Team: "shop", teams: "shop" }) },
    { title: "a type without tags", resources: [{ type: "aws:iam/rolePolicyAttachment:RolePolicyAttachment", properties: {} }] },
  ],
};
