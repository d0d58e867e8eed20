import taggable from "../../data/taggable-aws.json";
import { texts } from "../../kernel/options";
import type { Resource } from "../../kernel/resource";
import { resourceRule } from "../../kernel/rule";
import { AUTO_SCALING_GROUP, tagsOf } from "../../kernel/tags";
import { family, parseType } from "../../kernel/types";

const taggableTypes: ReadonlySet<string> = new Set([...taggable.types, AUTO_SCALING_GROUP]);

/**
 * Every AWS resource that takes tags carries the keys that its cost is reported by, with a value. The provider's default tags count, since the provider
 * merges them; on an Auto Scaling group, whose own tags cost nothing, a tag counts when its instances get it (`propagateAtLaunch`). A key whose value is
 * not known yet is there. Resources of AWS Cloud Control (`aws-native`) are looked at where they have tags at all, since nothing lists which of its
 * types take them.
 */
export const costRequiredTags = resourceRule({
  id: "cost-required-tags",
  title: "Required cost tags",
  severity: "high",
  must: "carry every required cost tag",
  because: "cost without an owner is nobody's to reduce",
  fix: "add the tag to the resource, or to the defaultTags of its provider",
  appliesTo: family("taggable AWS resources", (type) => taggableTypes.has(type) || ["aws", "aws-native"].includes(parseType(type).package)),
  config: {
    required: texts("Tag keys that every taggable resource must carry.", ["CostCenter", "Environment", "Owner", "Team", "Service"]),
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
      } else if (tags.notPropagated.has(key)) {
        report(`tags: ${key} is not propagated to the instances`, { path: "tags", fix: `set propagateAtLaunch: true on ${key}` });
      }
    }
    if (tags.unknown !== undefined && missing.length > 0) {
      throw tags.unknown.undetermined();
    }
    for (const key of missing) {
      report(`tags: ${key} is missing`, { path: "tags", fix: `add ${key} to the tags of the resource, or to the defaultTags of its provider` });
    }
  },
});

/** A type that the list does not have, since it is of another version of the provider or of another provider, shows by its properties whether it does. */
function takesTags({ type, properties }: Resource): boolean {
  return (
    taggableTypes.has(type) || !properties.at("tagsAll").isAbsent || (parseType(type).package === "aws-native" && !properties.at("tags").isAbsent)
  );
}
