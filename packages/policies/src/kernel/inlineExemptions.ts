import { EXPIRY_MUST, type Exemption, REASON_MUST, isDay, isReason } from "./exemptions";
import type { Property } from "./property";
import type { Resource } from "./resource";
import { parseType } from "./types";

/** The annotation or tag that holds exemptions; further ones continue its name, as `firmament.dev/exempt.cost` does. */
const KEY = "firmament.dev/exempt";
const FORM = `write <rule>: <reason> until=2027-03-31 by=<team>`;

/** An exemption that stands in the resource that it is about. */
export interface InlineExemption extends Exemption {
  rule: string;
}

/** One that can't be read, and so does not hold. */
export interface UnreadableExemption {
  /** The rule, as far as it can be told. */
  rule?: string;
  what: string;
  path: string;
  fix: string;
}

export interface InlineExemptions {
  readonly exemptions: readonly InlineExemption[];
  readonly unreadable: readonly UnreadableExemption[];
}

/**
 * Reads the exemptions in the annotations of a Kubernetes object, or in the tags of any other resource. One is a line `<rule>: <reason> until=<day>
 * by=<owner>`, with `ticket=<id>` if there is one, and with a semicolon before each field wherever one may stand: the values of AWS tags have none.
 * A text that is not known yet exempts from nothing.
 */
export function inlineExemptionsOf(resource: Resource): InlineExemptions {
  const exemptions: InlineExemption[] = [];
  const unreadable: UnreadableExemption[] = [];
  for (const property of textsOf(resource)) {
    if (property.isUnknown) {
      continue;
    }
    const lines = (property.string() ?? "").split(/[\r\n]+/).filter((line) => line.trim() !== "");
    for (const line of lines.length === 0 ? [""] : lines) {
      const read = readLine(line, resource.urn, property.path);
      if ("problems" in read) {
        const of = read.rule === undefined ? `"${property.isSecret ? "[secret]" : shortened(line)}"` : read.rule;
        unreadable.push({ rule: read.rule, what: `${of} does not hold: ${read.problems.join("; ")}`, path: property.path, fix: FORM });
      } else {
        exemptions.push(read);
      }
    }
  }
  return exemptions.length + unreadable.length === 0 ? NONE : { exemptions, unreadable };
}

const NONE: InlineExemptions = { exemptions: [], unreadable: [] };

function textsOf(resource: Resource): Property[] {
  const isKubernetes = parseType(resource.type).package === "kubernetes";
  const holder = isKubernetes ? resource.properties.at("metadata", "annotations") : resource.properties.at("tags");
  if (holder.isUnknown) {
    return [];
  }
  const inMap = holder.entries().flatMap(([key, value]) => (isKey(key) ? [value] : []));
  // Auto Scaling groups, and most types of aws-native.
  const inList = holder.items().flatMap((tag) => {
    const key = tag.isUnknown ? tag : tag.at("key");
    return !key.isUnknown && isKey(key.string()) ? [tag.at("value")] : [];
  });
  return [...inMap, ...inList];
}

function isKey(key: string | undefined): boolean {
  return key === KEY || key?.startsWith(`${KEY}.`) === true;
}

function readLine(line: string, urn: string, path: string): InlineExemption | { rule?: string; problems: string[] } {
  const [, rule, text = ""] = /^\s*([a-z][a-z0-9-]*)\s*:(.*)$/.exec(line) ?? [];
  if (rule === undefined) {
    return { problems: ["it does not begin with the name of a rule and a colon"] };
  }
  const fields = new Map<string, string>();
  const problems: string[] = [];
  const rest = text.replace(/(?:^|[\s;])(until|by|ticket)=([^\s;]*)/g, (_, name: string, value: string) => {
    if (fields.has(name)) {
      problems.push(`${name}= is given twice`);
    }
    fields.set(name, value);
    return " ";
  });
  const reason = rest.replace(/\s+/g, " ").replace(/^[ ;]+|[ ;]+$/g, "");
  if (!isReason(reason)) {
    problems.push(`the reason ${REASON_MUST}`);
  }
  const expires = fields.get("until");
  if (!isDay(expires)) {
    problems.push(`until= ${EXPIRY_MUST}`);
  }
  const owner = fields.get("by") ?? "";
  if (owner === "") {
    problems.push("by= is missing; name who answers for it");
  }
  if (problems.length > 0) {
    return { rule, problems };
  }
  const ticket = fields.get("ticket");
  return {
    rule,
    match: urn,
    reason,
    owner,
    expires: expires ?? "",
    ...(ticket === undefined || ticket === "" ? {} : { ticket }),
    where: path,
    origin: "resource",
  };
}

function shortened(text: string): string {
  return text.length > 60 ? `${text.slice(0, 57)}...` : text;
}
