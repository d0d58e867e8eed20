import type { RuleFixtures } from "../../../test-support/fixtures";
import { type Given, UNKNOWN } from "../../../test-support/judge";

const bucket = (properties: Record<string, unknown>, more: Partial<Given> = {}): Given[] => [
  { type: "aws:s3/bucket:Bucket", name: "invoices", properties, ...more },
];

const tags = { CostCenter: "cc-1042", Environment: "dev", Owner: "platform@example.com", Team: "platform", Service: "shop" };
const { CostCenter: _, ...withoutCostCenter } = tags;

const addTo = (key: string): string => `at tags\nfix: add ${key} to the tags of the resource, or to the defaultTags of its provider`;

export const fixtures: RuleFixtures = {
  fails: [
    {
      title: "a bucket without a cost center",
      resources: bucket({ tags: withoutCostCenter }),
      findings: [`invoices: tags: CostCenter is missing\n${addTo("CostCenter")}`],
    },
    {
      title: "a key in another spelling",
      resources: bucket({ tags: { ...withoutCostCenter, "cost-center": "cc-1042" } }),
      findings: [
        "invoices: tags: CostCenter is missing; cost-center is another key to a cost report\nat tags\nfix: rename cost-center to CostCenter",
      ],
      config: { values: { CostCenter: "cc-1042" } },
      remedied: bucket({ tags: { ...withoutCostCenter, "cost-center": "cc-1042" } }),
    },
    {
      title: "a key without a value",
      resources: bucket({ tags: { ...tags, Owner: " " } }),
      findings: ["invoices: tags: Owner is empty\nat tags\nfix: give Owner a value"],
    },
    {
      title: "keys that the configuration has values for, beside default tags",
      resources: bucket({ tags: { Service: "" }, tagsAll: { Team: "platform", Service: "" } }),
      config: { required: ["CostCenter", "Service", "Team"], values: { CostCenter: "cc-1042", Service: "shop" } },
      findings: [
        `invoices: tags: Service is empty\nat tags\nfix: give Service a value`,
        `invoices: tags: CostCenter is missing\n${addTo("CostCenter")}`,
      ],
      remedied: bucket({ tags: { Service: "shop", CostCenter: "cc-1042" }, tagsAll: { Team: "platform", Service: "shop", CostCenter: "cc-1042" } }),
    },
    {
      title: "the list of an Auto Scaling group, where a value is configured",
      resources: [
        { type: "aws:autoscaling/group:Group", properties: { tags: [{ key: "Team", value: "", propagateAtLaunch: false }] } },
        { type: "aws:autoscaling/group:Group", name: "bare", properties: {} },
      ],
      config: { required: ["CostCenter", "Team"], values: { CostCenter: "cc-1042", Team: "platform" } },
      findings: [
        "subject: tags: Team is empty\nat tags\nfix: give Team a value",
        `subject: tags: CostCenter is missing\n${addTo("CostCenter")}`,
        `bare: tags: CostCenter is missing\n${addTo("CostCenter")}`,
        `bare: tags: Team is missing\n${addTo("Team")}`,
      ],
      remedied: [
        {
          type: "aws:autoscaling/group:Group",
          properties: {
            tags: [
              { key: "Team", value: "platform", propagateAtLaunch: false },
              { key: "CostCenter", value: "cc-1042", propagateAtLaunch: true },
            ],
          },
        },
        {
          type: "aws:autoscaling/group:Group",
          name: "bare",
          properties: {
            tags: [
              { key: "CostCenter", value: "cc-1042", propagateAtLaunch: true },
              { key: "Team", value: "platform", propagateAtLaunch: true },
            ],
          },
        },
      ],
    },
    {
      title: "an Auto Scaling group, which gets no default tags",
      resources: [
        {
          type: "aws:autoscaling/group:Group",
          name: "batch",
          properties: { tags: [{ key: "CostCenter", value: "cc-1042", propagateAtLaunch: true }] },
          provider: { defaultTags: JSON.stringify({ tags }) },
        },
      ],
      config: { required: ["CostCenter", "Team"] },
      findings: [`batch: tags: Team is missing\n${addTo("Team")}`],
    },
    {
      title: "a type that the list does not have, whose tags the provider has merged",
      resources: [{ type: "aws:future/thing:Thing", properties: { tagsAll: withoutCostCenter } }],
      findings: [`subject: tags: CostCenter is missing\n${addTo("CostCenter")}`],
    },
    {
      title: "what is missing from tags that are not all known only as undetermined",
      resources: bucket({ tags: UNKNOWN }),
      findings: ["invoices: string value at .tags can't be known during preview"],
    },
  ],
  passes: [
    { title: "a bucket with every key", resources: bucket({ tags }) },
    { title: "the provider's default tags", resources: bucket({}, { provider: { defaultTags: JSON.stringify({ tags }) } }) },
    { title: "a type without tags", resources: [{ type: "aws:iam/rolePolicyAttachment:RolePolicyAttachment", properties: {} }] },
    { title: "an object, whose cost is its bucket's", resources: [{ type: "aws:s3/bucketObjectv2:BucketObjectv2", properties: { bucket: "shop" } }] },
    { title: "a type that is left out", resources: bucket({}), config: { exemptTypes: ["aws:s3/bucket:Bucket"] } },
  ],
};
