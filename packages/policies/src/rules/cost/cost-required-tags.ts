import { COST_TAGS, isOtherSpelling, takesTags, taggableResources } from "../../aws/costTags";
import { texts, textsByKey } from "../../kernel/options";
import type { Detail } from "../../kernel/report";
import { resourceRule } from "../../kernel/rule";
import { tagged, tagsOf } from "../../kernel/tags";
import { awsResources } from "../../kernel/types";

const objects = awsResources("s3", "BucketObject", "BucketObjectv2", "ObjectCopy");

/**
 * Every AWS resource that takes tags carries the keys that its cost is reported by, with a value. The provider's default tags count, since the provider
 * merges them; not on an Auto Scaling group, which does not get them. A key whose value is not known yet is there. Resources of AWS Cloud Control
 * (`aws-native`) are looked at where they have tags at all, since nothing lists which of its types take them. Objects of S3 need none: what they cost is
 * their bucket's, by its tags.
 */
export const costRequiredTags = resourceRule({
  id: "cost-required-tags",
  title: "Required cost tags",
  severity: "high",
  must: "carry every required cost tag",
  because: "cost without an owner is nobody's to reduce",
  fix: "add the tag to the resource, or to the defaultTags of its provider",
  remedy: "gives a missing or empty key the value that `values` has for it, where its key is not there in another spelling",
  compliance: { wellArchitected: ["COST03-BP02", "OPS02-BP01"] },
  appliesTo: taggableResources,
  config: {
    required: texts("Tag keys that every taggable resource must carry.", COST_TAGS),
    values: textsByKey("By tag key, the value that the rule adds at the level `remediate`."),
    exemptTypes: texts("Types that need no cost tags, such as aws:kms/key:Key."),
  },
  check: ({ resource, config, report }) => {
    if (!takesTags(resource) || objects.matches(resource.type) || config.exemptTypes.includes(resource.type)) {
      return;
    }
    const tags = tagsOf(resource);
    const missing = config.required.filter((key) => !tags.values.has(key));
    const remedyOf = (key: string): Detail => {
      const value = Object.hasOwn(config.values, key) ? config.values[key] : undefined;
      return value === undefined ? {} : { remedy: tagged(resource, key, value) };
    };
    for (const key of config.required) {
      if (tags.values.get(key)?.trim() === "") {
        report(`tags: ${key} is empty`, { path: "tags", fix: `give ${key} a value`, ...remedyOf(key) });
      }
    }
    if (tags.unknown !== undefined && missing.length > 0) {
      throw tags.unknown.undetermined();
    }
    for (const key of missing) {
      const other = [...tags.values.keys()].find((one) => isOtherSpelling(one, key));
      if (other === undefined) {
        report(`tags: ${key} is missing`, {
          path: "tags",
          fix: `add ${key} to the tags of the resource, or to the defaultTags of its provider`,
          ...remedyOf(key),
        });
      } else {
        report(`tags: ${key} is missing; ${other} is another key to a cost report`, {
          path: "tags",
          fix: `rename ${other} to ${key}`,
        });
      }
    }
  },
});
