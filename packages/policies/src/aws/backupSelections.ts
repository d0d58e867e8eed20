import { type StackResource, type StackView, onceForStack } from "../kernel/resource";
import { tagsOf } from "../kernel/tags";
import { awsResources } from "../kernel/types";
import { referrers } from "./references";

const selections = awsResources("backup", "Selection");
const selectionsOf = onceForStack((stack) => stack.resources.filter(({ type }) => selections.matches(type)));
const naming = referrers(selections, "resources");

/**
 * Whether AWS Backup backs a resource up, by a selection in the stack: one that names it, that is about every resource, or that is about a tag which the
 * resource has. Conditions that exclude, and patterns of ARNs, are not looked into.
 * @throws Undetermined when that depends on an unknown value.
 */
export function isSelectedForBackup(resource: StackResource, stack: StackView): boolean {
  return selectionsOf(stack).some((selection) => isAboutAll(selection) || isAboutTagOf(selection, resource)) || naming(resource, stack).length > 0;
}

function isAboutAll({ properties }: StackResource): boolean {
  const resources = properties.at("resources");
  // What is unknown was made from resources, which `*` is not.
  const all = !resources.isUnknown && resources.items().some((one) => !one.isUnknown && one.string() === "*");
  return all && conditionsOf(properties.at("conditions")).length === 0;
}

function isAboutTagOf({ properties }: StackResource, resource: StackResource): boolean {
  const anyOf = properties
    .at("selectionTags")
    .items()
    .map((tag) => ({ key: tag.at("key").string(), value: tag.at("value").string() }));
  const allOf = conditionsOf(properties.at("conditions"));
  return anyOf.some((tag) => hasTag(resource, tag)) || (allOf.length > 0 && allOf.every((tag) => hasTag(resource, tag)));
}

interface Tag {
  key?: string;
  value?: string;
}

/** Keys are written `aws:ResourceTag/Backup`. */
function conditionsOf(conditions: StackResource["properties"]): Tag[] {
  return conditions.items().flatMap((condition) =>
    condition
      .at("stringEquals")
      .items()
      .map((test) => ({
        key: test
          .at("key")
          .string()
          ?.replace(/^aws:ResourceTag\//, ""),
        value: test.at("value").string(),
      })),
  );
}

function hasTag(resource: StackResource, { key = "", value }: Tag): boolean {
  const tags = tagsOf(resource);
  if (tags.values.has(key)) {
    const actual = tags.values.get(key);
    if (actual === undefined) {
      throw resource.properties.at("tags", key).undetermined();
    }
    return actual === value;
  }
  if (tags.unknown !== undefined) {
    throw tags.unknown.undetermined();
  }
  return false;
}
