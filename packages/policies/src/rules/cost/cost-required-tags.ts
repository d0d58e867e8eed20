import { COST_TAGS, isOtherSpelling, takesTags, taggableResources } from "../../aws/costTags";
import { texts } from "../../kernel/options";
import { resourceRule } from "../../kernel/rule";
import { tagsOf } from "../../kernel/tags";

/**
 * Every AWS resource that takes tags carries the keys that its cost is reported by, with a value. The provider's default tags count, since the provider
 * merges them; not on an Auto Scaling group, which does not get them. A key whose value is not known yet is there. Resources of AWS Cloud Control
 * (`aws-native`) are looked at where they have tags at all, since nothing lists which of its types take them.
 */
export const costRequiredTags = resourceRule({
  id: "cost-required-tags",
  title: "Required cost tags",
  severity: "high",
  must: "carry every required cost tag",
  because: "cost without an owner is nobody's to reduce",
  fix: "add the tag to the resource, or to the defaultTags of its provider",
  appliesTo: taggableResources,
  config: {
    required: texts("Tag keys that every taggable resource must carry.", COST_TAGS),
    exemptTypes: texts("Types that need no cost tags, such as aws:kms/key:Key."),
  },
  check: ({ resource, config, report }) => {
    if (!takesTags(resource) || config.exemptTypes.includes(resource.type)) {
      return;
    }
    const tags = tagsOf(resource);
    const missing = config.required.filter((key) => !tags.values.has(key));
    for (const key of config.required) {
      if (tags.values.get(key)?.trim() === "") {
        report(`tags: ${key} is empty`, { path: "tags", fix: `give ${key} a value` });
      }
    }
    if (tags.unknown !== undefined && missing.length > 0) {
      throw tags.unknown.undetermined();
    }
    for (const key of missing) {
      const other = [...tags.values.keys()].find((one) => isOtherSpelling(one, key));
      if (other === undefined) {
        report(`tags: ${key} is missing`, { path: "tags", fix: `add ${key} to the tags of the resource, or to the defaultTags of its provider` });
      } else {
        report(`tags: ${key} is missing; ${other} is another key to a cost report`, { path: "tags", fix: `rename ${other} to ${key}` });
      }
    }
  },
});
