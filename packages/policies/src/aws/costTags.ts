import taggable from "../data/taggable-aws.json";
import type { Resource } from "../kernel/resource";
import { AUTO_SCALING_GROUP } from "../kernel/tags";
import { type TypeFamily, family, parseType } from "../kernel/types";

/** The tags that cost is reported by, unless configured otherwise. */
export const COST_TAGS: readonly string[] = ["CostCenter", "Environment", "Owner", "Team", "Service"];

const taggableTypes: ReadonlySet<string> = new Set([...taggable.types, AUTO_SCALING_GROUP]);

/** Whether one does take tags may only show by its properties: see `takesTags`. */
export const taggableResources: TypeFamily = family(
  "taggable AWS resources",
  (type) => taggableTypes.has(type) || ["aws", "aws-native"].includes(parseType(type).package),
  // That its tags are looked at says nothing of the rest of it.
  () => false,
);

/** A type that the list does not have, since it is of another version of the provider or of another provider, shows by its properties whether it does. */
export function takesTags({ type, properties }: Resource): boolean {
  return (
    taggableTypes.has(type) || !properties.at("tagsAll").isAbsent || (parseType(type).package === "aws-native" && !properties.at("tags").isAbsent)
  );
}

/** `cost-center`, `costcenter` and `CostCenter` are spellings of one key to a reader, and three keys to a cost report. */
export function isOtherSpelling(key: string, of: string): boolean {
  return key !== of && letters(key) === letters(of);
}

function letters(key: string): string {
  return key.toLowerCase().replace(/[^a-z0-9]/g, "");
}
