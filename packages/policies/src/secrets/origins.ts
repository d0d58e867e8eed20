import type { RunFacts, StackResource } from "../kernel/resource";
import type { Property } from "../kernel/property";
import { base64In, leavesOf } from "./leaves";
import { sensitivityOf } from "./names";
import { isReference } from "./references";

/** Where a text in a resource's properties comes from, as far as a policy can tell. */
export type Origin =
  /** It names where a secret is. */
  | { kind: "reference" }
  /** It was made from an output of another resource. */
  | { kind: "derived" }
  | { kind: "secret-config" }
  | { kind: "plain-config"; key: string }
  | { kind: "environment" }
  /** None of those: the program's text, or a data source, which leaves no trace that a policy could see. */
  | { kind: "literal" };

/** Shorter texts are found in other texts by chance. */
const SHORTEST_PART = 6;

/** Tells origins apart, by the configuration and the environment of one run. */
export class Origins {
  private readonly secretValues: string[] = [];
  private readonly plainValues: [key: string, value: string][] = [];
  /** Secret configuration values whose appearance elsewhere says something. */
  private readonly leakable: [key: string, value: string][];
  private readonly environment: ReadonlySet<string>;

  constructor(run: RunFacts) {
    const leakable: [key: string, value: string][] = [];
    for (const [key, value] of [...run.config].sort()) {
      const parts = partsOf(value);
      if (run.secretKeys.has(key)) {
        this.secretValues.push(...parts.map(({ text }) => text));
        const telling = parts.filter(({ text, name }) => text.trim() !== "" && (name === undefined || sensitivityOf(name) !== undefined));
        leakable.push(...telling.map(({ text }): [string, string] => [key, text]));
      } else {
        this.plainValues.push(...parts.map(({ text }): [string, string] => [key, text]));
      }
    }
    const plain = new Set(this.plainValues.map(([, value]) => value));
    this.leakable = leakable.filter(([, value]) => !plain.has(value));
    this.environment = new Set([...run.environment.values()].filter((value) => value.length >= SHORTEST_PART));
  }

  /**
   * @param text The secret, or what is taken for one.
   * @param place Where it stands.
   * @param isWhole It is all that stands there, and not a part of a longer text.
   */
  of(text: string, place: Property, resource: StackResource, isWhole: boolean): Origin {
    const plain = base64In(text, 4);
    const texts = plain === undefined ? [text] : [text, plain];
    if (texts.some(isReference)) {
      return { kind: "reference" };
    }
    if (texts.some((one) => this.secretValues.some((value) => isMadeOf(one, value)))) {
      return { kind: "secret-config" };
    }
    if (isDerived(texts, place, resource, isWhole)) {
      return { kind: "derived" };
    }
    const plainValue = this.plainValues.find(([, value]) =>
      texts.some((one) => one === value || (one.length >= SHORTEST_PART && value.includes(one))),
    );
    if (plainValue !== undefined) {
      return { kind: "plain-config", key: plainValue[0] };
    }
    return { kind: texts.some((one) => this.environment.has(one)) ? "environment" : "literal" };
  }

  /**
   * The secret configuration values that a text is or contains, one for each key. Not what is plain configuration as well, nor what stands there as a part
   * of a longer word; of a structured value, only what would be taken for a secret by itself.
   * @param shortest Shorter values are not looked for.
   */
  secretsIn(text: string, shortest: number): { key: string; value: string }[] {
    if (this.leakable.length === 0) {
      return [];
    }
    const plain = base64In(text, 4);
    const texts = plain === undefined ? [text] : [text, plain];
    const found = new Map<string, string>();
    for (const [key, value] of this.leakable) {
      const stands = (one: string): boolean => one === value || (value.length >= SHORTEST_PART && containsWord(one, value));
      if (!found.has(key) && value.length >= shortest && texts.some(stands)) {
        found.set(key, value);
      }
    }
    return [...found].map(([key, value]) => ({ key, value }));
  }
}

/**
 * An engine names the resources that went into a property, but only into a whole one: `spec`, not `spec.template…env[0]`. So inside a property the text
 * must also be found in what those resources have.
 */
function isDerived(texts: readonly string[], place: Property, resource: StackResource, isWhole: boolean): boolean {
  const sources = resource.dependenciesOf(topLevelOf(place));
  if (sources.length === 0) {
    return false;
  }
  const isTopLevel = place.container?.container === undefined;
  return (isWhole && isTopLevel) || sources.some((source) => textsOf(source).some((value) => texts.some((one) => overlaps(one, value))));
}

/** The top-level property that a place is in. */
export function topLevelOf(place: Property): string {
  let top = place;
  while (top.container?.container !== undefined) {
    top = top.container;
  }
  return String(top.key ?? "");
}

const known = new WeakMap<StackResource, string[]>();

function textsOf(resource: StackResource): string[] {
  let texts = known.get(resource);
  if (texts === undefined) {
    texts = [...leavesOf(resource.outputs), ...leavesOf(resource.properties)].map((leaf) => leaf.text);
    known.set(resource, texts);
  }
  return texts;
}

/** A text is the secret, has it in it, or is a part of it by itself: a password in a connection string, but not the beginning of a longer word. */
function isMadeOf(text: string, secret: string): boolean {
  if (text === secret || (secret.length >= SHORTEST_PART && text.includes(secret))) {
    return true;
  }
  const at = text.length < SHORTEST_PART ? -1 : secret.indexOf(text);
  return at >= 0 && !/\w/.test(secret.charAt(at - 1)) && !/\w/.test(secret.charAt(at + text.length));
}

function overlaps(a: string, b: string): boolean {
  return a === b || (b.length >= SHORTEST_PART && a.includes(b)) || (a.length >= SHORTEST_PART && b.includes(a));
}

/** The value stands there and is not a part of a longer word. */
function containsWord(text: string, value: string): boolean {
  for (let at = text.indexOf(value); at >= 0; at = text.indexOf(value, at + 1)) {
    if (!/\w/.test(text.charAt(at - 1)) && !/\w/.test(text.charAt(at + value.length))) {
      return true;
    }
  }
  return false;
}

interface Part {
  text: string;
  /** The key that it has in a structured value. */
  name?: string;
}

/** The value itself, and the texts in it where it is structured. */
function partsOf(value: string): Part[] {
  let parsed: unknown;
  try {
    parsed = JSON.parse(value);
  } catch {
    return [{ text: value }];
  }
  return typeof parsed === "object" && parsed !== null ? [{ text: value }, ...textsIn(parsed)] : [{ text: value }];
}

function textsIn(value: unknown, name?: string): Part[] {
  if (typeof value === "string") {
    return [{ text: value, name }];
  }
  return typeof value === "object" && value !== null
    ? Object.entries(value).flatMap(([key, one]) => textsIn(one, Array.isArray(value) ? name : key))
    : [];
}
