import { allowedValues, objectionTo } from "../../kernel/allowedValues";
import { COST_TAGS, isOtherSpelling, takesTags, taggableResources } from "../../aws/costTags";
import { texts } from "../../kernel/options";
import { resourceRule } from "../../kernel/rule";
import { tagged, tagsOf } from "../../kernel/tags";

const LONGEST_KEY = 128;
const LONGEST_VALUE = 256;
const MOST_TAGS = 50;
const MOST_TAGS_OF_OBJECTS = 10;

/**
 * The tags of AWS resources have the values that the platform allows (`allowed`; nothing is said of values by default), no cost tag stands there in two
 * spellings, and AWS takes them: at most 50 tags (10 on an S3 object), keys of at most 128 characters that do not begin with `aws:`, values of at most
 * 256. Default tags of the provider count. Empty values, and keys in the wrong spelling alone, are the business of `cost-required-tags`.
 */
export const costTagValues = resourceRule({
  id: "cost-tag-values",
  title: "Values of cost tags",
  severity: "medium",
  must: "have tags that AWS takes and that cost reports can group by",
  because: "three spellings of one cost center are three cost centers in the bill",
  fix: "use one of the allowed values",
  remedy: "writes a value as `allowed` lists it, where only capitals, spaces, hyphens and underscores differ",
  compliance: { wellArchitected: ["COST03-BP02"] },
  appliesTo: taggableResources,
  config: {
    allowed: allowedValues('By tag key, the values that it may have: a list, or a regular expression such as "^cc-[0-9]{4}$". Default: any value.'),
    keys: texts("Tag keys that must not stand beside another spelling of themselves.", COST_TAGS),
  },
  check: ({ resource, config, report, attempt }) => {
    if (!takesTags(resource)) {
      return;
    }
    const tags = tagsOf(resource);
    const most = /^aws:s3\/(bucketObject|objectCopy)/.test(resource.type) ? MOST_TAGS_OF_OBJECTS : MOST_TAGS;
    if (tags.values.size > most) {
      report(`tags: there are ${tags.values.size}, AWS takes ${most}`, { path: "tags", fix: `leave ${tags.values.size - most} of them out` });
    }
    for (const [key, place] of tags.places) {
      const detail = { path: place.path };
      if (/^aws:/i.test(key)) {
        report(`tags: ${key} begins with aws:, which AWS keeps for its own tags`, { ...detail, fix: "choose another key" });
      }
      if (key.length > LONGEST_KEY) {
        report(`tags: the key ${key.slice(0, 20)}… has ${key.length} characters, AWS takes ${LONGEST_KEY}`, { ...detail, fix: "shorten the key" });
      }
      const length = tags.values.get(key)?.length ?? 0;
      if (length > LONGEST_VALUE) {
        report(`tags: the value of ${key} has ${length} characters, AWS takes ${LONGEST_VALUE}`, { ...detail, fix: "shorten the value" });
      }
      const right = config.keys.find((one) => isOtherSpelling(key, one) && tags.values.has(one));
      if (right !== undefined) {
        report(`tags: ${key} stands beside ${right}, which are two keys to a cost report`, { ...detail, fix: `remove ${key}` });
      }
      attempt(() => {
        const objection =
          Object.hasOwn(config.allowed, key) && place.string() !== "" ? objectionTo(place.string() ?? "", key, config.allowed) : undefined;
        if (objection !== undefined) {
          const right = listedSpelling(place.string() ?? "", config.allowed[key]);
          report(`tags: ${key} is ${place.shown()}, which ${objection}`, {
            ...detail,
            ...(right === undefined ? {} : { remedy: tagged(resource, key, right) }),
          });
        }
      });
    }
  },
});

function listedSpelling(value: string, allowance: string | readonly string[] | undefined): string | undefined {
  const same = typeof allowance === "string" ? [] : (allowance ?? []).filter((one) => letters(one) === letters(value));
  return same.length === 1 && letters(value) !== "" ? same[0] : undefined;
}

function letters(value: string): string {
  return value.toLowerCase().replace(/[\s_-]/g, "");
}
