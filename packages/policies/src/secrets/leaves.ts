import type { Property } from "../kernel/property";
import { isObject } from "../kernel/wire";

/** A text somewhere in a resource's properties, also inside JSON and base64. */
export interface Leaf {
  /** Where it is; its path says what was decoded on the way. */
  property: Property;
  text: string;
  /** What it is called: its key, that of the list that it is in, or the name that stands beside it (`{ name: DB_PASSWORD, value: … }`). */
  name: string;
  /** The text is a document whose texts are listed on their own as well. */
  isDocument: boolean;
}

const LONGEST_JSON = 1_000_000;
const SHORTEST_BASE64 = 24;
const DEEPEST_DECODING = 4;

/** Every text below a property that is known; what is unknown is made by some resource, and no literal. */
export function* leavesOf(property: Property, name = "", decodings = 0): Generator<Leaf> {
  if (property.isUnknown || property.isAbsent) {
    return;
  }
  const text = property.string();
  if (text !== undefined) {
    const document = decodings < DEEPEST_DECODING ? documentIn(property, text) : undefined;
    yield { property, text, name, isDocument: document !== undefined };
    if (document !== undefined) {
      yield* leavesOf(document, name, decodings + 1);
    }
    return;
  }
  for (const item of property.items()) {
    yield* leavesOf(item, name, decodings);
  }
  const entries = property.entries();
  const label = labelOf(entries);
  for (const [key, value] of entries) {
    yield* leavesOf(value, key === "value" && label !== undefined ? label : key, decodings);
  }
}

/** The name in a pair such as those of environment variables, Helm's `set` and Elastic Beanstalk's settings. */
function labelOf(entries: [string, Property][]): string | undefined {
  const label = entries.find(([key]) => key === "name" || key === "key")?.[1];
  // CodeBuild's values of other types name a parameter or a secret.
  const isReference = entries.some(
    ([key, value]) => key === "type" && !value.isUnknown && ["PARAMETER_STORE", "SECRETS_MANAGER"].includes(value.string() ?? ""),
  );
  return label === undefined || label.isUnknown || isReference ? undefined : label.string();
}

function documentIn(property: Property, text: string): Property | undefined {
  const json = jsonIn(text);
  if (json !== undefined) {
    return property.decoded("json", json);
  }
  const plain = base64In(text, SHORTEST_BASE64);
  return plain === undefined ? undefined : property.decoded("base64", plain);
}

function jsonIn(text: string): unknown {
  if (text.length > LONGEST_JSON || !/^\s*[{[]/.test(text) || !/[}\]]\s*$/.test(text)) {
    return undefined;
  }
  try {
    const value: unknown = JSON.parse(text);
    return isObject(value) || Array.isArray(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

/** The text that is base64 here, if it decodes to a text. */
export function base64In(text: string, shortest: number): string | undefined {
  const compact = text.trim();
  if (compact.length < shortest || compact.length % 4 === 1 || !/^[A-Za-z0-9+/_-]+={0,2}$/.test(compact)) {
    return undefined;
  }
  const plain = Buffer.from(compact, "base64").toString("utf8");
  return /^[\t\n\r\x20-\x7e\u00a0-\ud7ff]+$/.test(plain) ? plain : undefined;
}
