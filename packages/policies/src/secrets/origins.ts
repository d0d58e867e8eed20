import type { RunFacts, StackResource } from "../kernel/resource";
import type { Property } from "../kernel/property";
import { base64In, leavesOf } from "./leaves";
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
  private readonly environment: ReadonlySet<string>;

  constructor(run: RunFacts) {
    for (const [key, value] of [...run.config].sort()) {
      const parts = partsOf(value);
      if (run.secretKeys.has(key)) {
        this.secretValues.push(...parts);
      } else {
        this.plainValues.push(...parts.map((part): [string, string] => [key, part]));
      }
    }
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

/** The value itself, and the texts in it where it is structured. */
function partsOf(value: string): string[] {
  let parsed: unknown;
  try {
    parsed = JSON.parse(value);
  } catch {
    return [value];
  }
  return typeof parsed === "object" && parsed !== null ? [value, ...textsIn(parsed)] : [value];
}

function textsIn(value: unknown): string[] {
  if (typeof value === "string") {
    return [value];
  }
  return typeof value === "object" && value !== null ? Object.values(value).flatMap(textsIn) : [];
}
