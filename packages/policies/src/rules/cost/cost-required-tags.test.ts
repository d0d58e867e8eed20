import { describeRule } from "../../../test-support/contract";
import { UNKNOWN, judgeResource, secret } from "../../../test-support/judge";
import { costRequiredTags } from "./cost-required-tags";
import { fixtures } from "./cost-required-tags.fixtures";

describeRule(costRequiredTags, fixtures);

const BUCKET = "aws:s3/bucket:Bucket";
const all = { CostCenter: "cc-1042", Environment: "dev", Owner: "platform@example.com", Team: "platform", Service: "shop" };
const { CostCenter: _, ...withoutCostCenter } = all;

const judge = (properties: unknown, more: { type?: string; provider?: Record<string, unknown>; config?: Record<string, unknown> } = {}) =>
  judgeResource(costRequiredTags, { type: more.type ?? BUCKET, properties, provider: more.provider }, { config: more.config });

const missing = (key: string) => ({
  kind: "violation",
  name: "subject",
  message: `tags: ${key} is missing\nat tags\nfix: add ${key} to the tags of the resource, or to the defaultTags of its provider`,
});

describe("cost-required-tags", () => {
  it("passes a resource that carries every key", () => {
    expect(judge({ tags: all })).toEqual([]);
    expect(judge({ tagsAll: all })).toEqual([]);
  });

  it("TAG-05: reports each key that is missing, in the order of the configuration", () => {
    expect(judge({ tags: { CostCenter: "cc-1042", Owner: "x" } })).toEqual([missing("Environment"), missing("Team"), missing("Service")]);
  });

  it.each([
    ["empty properties", {}],
    ["tags that are a text", { tags: "CostCenter" }],
    ["tags that are null", { tags: null }],
    ["an empty list of tags", { tags: [] }],
  ])("reports every key of %s", (_name, properties) => {
    expect(judge(properties)).toEqual(["CostCenter", "Environment", "Owner", "Team", "Service"].map(missing));
  });

  it("reports a key without a value", () => {
    expect(judge({ tags: { ...all, Owner: " " } })).toEqual([
      { kind: "violation", name: "subject", message: "tags: Owner is empty\nat tags\nfix: give Owner a value" },
    ]);
  });

  it("counts a tag whose value is not known yet, or is secret", () => {
    expect(judge({ tags: { ...all, Owner: UNKNOWN, Team: secret("platform") } })).toEqual([]);
    expect(judge({ tags: secret(all) })).toEqual([]);
  });

  it("counts the default tags of the provider, also when an unknown value hides the merged ones", () => {
    const provider = { defaultTags: JSON.stringify({ tags: { CostCenter: "cc-1042" } }) };
    expect(judge({ tags: withoutCostCenter }, { provider })).toEqual([]);
    expect(judge({ tags: withoutCostCenter, tagsAll: UNKNOWN }, { provider })).toEqual([]);
    expect(judge({ tags: withoutCostCenter, tagsAll: UNKNOWN })).toEqual([missing("CostCenter")]);
  });

  it("needs no provider", () => {
    expect(judgeResource(costRequiredTags, { type: BUCKET, properties: { tags: withoutCostCenter }, provider: null })).toEqual([
      missing("CostCenter"),
    ]);
  });

  it("believes the merged tags when they are known", () => {
    expect(judge({ tags: all, tagsAll: withoutCostCenter })).toEqual([missing("CostCenter")]);
  });

  it("is undetermined about keys that unknown tags may hold, and still reports an empty one", () => {
    const provider = { defaultTags: JSON.stringify({ tags: { ...withoutCostCenter, Team: "" } }) };
    expect(judge({ tags: UNKNOWN, tagsAll: UNKNOWN }, { provider })).toEqual([
      { kind: "violation", name: "subject", message: "tags: Team is empty\nat tags\nfix: give Team a value" },
      { kind: "undetermined", name: "subject", message: "string value at .tags can't be known during preview" },
    ]);
    expect(judge({ tags: UNKNOWN }, { provider: { defaultTags: JSON.stringify({ tags: all }) } })).toEqual([]);
  });

  it("is undetermined when the provider's default tags are unknown and a key is not among the resource's own", () => {
    expect(judge({ tags: withoutCostCenter }, { provider: { defaultTags: UNKNOWN } })).toEqual([
      { kind: "undetermined", name: "subject", message: "string value at .defaultTags can't be known during preview" },
    ]);
    expect(judge({ tags: all }, { provider: { defaultTags: UNKNOWN } })).toEqual([]);
  });

  describe("on an Auto Scaling group", () => {
    const type = "aws:autoscaling/group:Group";
    const list = (tags: Record<string, unknown>, propagateAtLaunch: unknown = true) =>
      Object.entries(tags).map(([key, value]) => ({ key, value, propagateAtLaunch }));

    it("passes its list of tags, whether they reach the instances or not", () => {
      expect(judge({ tags: list(all) }, { type })).toEqual([]);
      expect(judge({ tags: list(all, false) }, { type })).toEqual([]);
    });

    it("reports a missing key, and does not count default tags, which the provider does not give to a group", () => {
      const provider = { defaultTags: JSON.stringify({ tags: all }) };
      expect(judge({ tags: list(withoutCostCenter) }, { type, provider })).toEqual([missing("CostCenter")]);
      expect(judge({}, { type, provider })).toHaveLength(5);
    });

    it("is undetermined when a tag's key is unknown", () => {
      expect(judge({ tags: [...list(withoutCostCenter), { key: UNKNOWN, value: "x", propagateAtLaunch: true }] }, { type })).toEqual([
        { kind: "undetermined", name: "subject", message: "string value at .tags[4].key can't be known during preview" },
      ]);
    });
  });

  it.each([
    ["a type without tags", "aws:iam/rolePolicyAttachment:RolePolicyAttachment"],
    ["a type whose tags select resources", "aws:inspector/resourceGroup:ResourceGroup"],
    ["a Kubernetes object", "kubernetes:core/v1:ConfigMap"],
    ["a component", "shop:index:Store"],
  ])("does not apply to %s", (_name, type) => {
    expect(judge({}, { type })).toEqual([]);
  });

  it("applies to a type that the list does not have when the provider's check merged its tags", () => {
    expect(judge({ tagsAll: withoutCostCenter }, { type: "aws:future/thing:Thing" })).toEqual([missing("CostCenter")]);
  });

  it("reads the tag lists of AWS Cloud Control", () => {
    const tags = Object.entries(withoutCostCenter).map(([key, value]) => ({ key, value }));
    expect(judge({ tags }, { type: "aws-native:s3:Bucket" })).toEqual([missing("CostCenter")]);
  });

  it("takes the required keys and the types to leave out from its configuration", () => {
    expect(judge({ tags: { Owner: "x" } }, { config: { required: ["Owner"] } })).toEqual([]);
    expect(judge({}, { config: { exemptTypes: [BUCKET] } })).toEqual([]);
  });
});
