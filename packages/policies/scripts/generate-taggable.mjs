// Writes the list of AWS types that can carry cost tags: those whose tags the provider merges with its default tags, which are all that take a map of tags.
import { scanSdk, write } from "./scan-sdk.mjs";

const types = new Set();
const version = scanSdk("@pulumi/aws", (type, source) => {
  if (/resourceInputs\["tags"\] = args/.test(source) && /resourceInputs\["tagsAll"\] =/.test(source)) {
    types.add(type);
  }
});
write("taggable-aws.json", { source: `@pulumi/aws ${version}`, types: [...types].sort() });
