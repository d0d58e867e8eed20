import { isDeepStrictEqual } from "node:util";
import { evaluateResource, type Circumstances } from "./evaluate";
import type { Configuration } from "./configuration";
import { type Change, END, type Key } from "./property";
import type { Finding } from "./report";
import { Resource, type ResourceData } from "./resource";
import type { ResourceRule } from "./rule";
import { SIGNATURE, isObject, isSecret, unknownType } from "./wire";

export interface Remediation {
  /** The inputs as they are to be, in Pulumi's wire form. */
  properties: Record<string, unknown>;
  /** The violations that are mended by that. */
  mended: readonly Finding[];
}

/**
 * What a resource is to be so that it keeps the rule: the changes that the rule gives with its violations, and nothing else. Secrets stay marked, unknown
 * values unknown, and what an exemption covers, or has covered until it expired, as it is.
 * @returns undefined when there is nothing to change.
 */
export function remediationOf(
  rule: ResourceRule,
  configuration: Configuration,
  data: ResourceData,
  circumstances: Circumstances,
): Remediation | undefined {
  const findings = evaluateResource(rule, configuration, new Resource(data), circumstances);
  // An exemption that has ended is to be seen: its violation blocks.
  if (findings.some(({ kind }) => kind === "exemption-expired")) {
    return undefined;
  }
  const mended: Finding[] = [];
  let properties: unknown = data.properties;
  for (const finding of findings) {
    const after = finding.kind === "violation" ? remedied(properties, finding.remedy ?? []) : undefined;
    if (after !== undefined) {
      properties = after;
      mended.push(finding);
    }
  }
  return mended.length === 0 ? undefined : { properties: properties as Record<string, unknown>, mended };
}

/** What all changes make of the properties; undefined where one of them can't be made, since half a remedy may be worse than none. */
function remedied(properties: unknown, changes: readonly (Change | undefined)[]): unknown {
  let current = properties;
  for (const change of changes) {
    const after = change === undefined ? current : changed(current, change.keys, change.value);
    if (isDeepStrictEqual(after, current)) {
      return undefined;
    }
    current = after;
  }
  return changes.length === 0 ? undefined : current;
}

/** A copy with another value at a place; what is between is made where it is missing. What can't be known, or is of another form, is left alone. */
function changed(container: unknown, keys: readonly Key[], value: unknown): unknown {
  if (isSecret(container)) {
    return { ...container, value: changed(container.value, keys, value) };
  }
  const [key, ...rest] = keys;
  if (key === undefined) {
    return unknownType(container) === undefined ? value : container;
  }
  if (typeof key === "number") {
    const list = container ?? [];
    if (!Array.isArray(list)) {
      return container;
    }
    return key === END
      ? [...(list as unknown[]), changed(undefined, rest, value)]
      : list.map((item, index) => (index === key ? changed(item, rest, value) : (item as unknown)));
  }
  if (container === undefined || container === null) {
    return { [key]: changed(undefined, rest, value) };
  }
  const isPlain = isObject(container) && !Object.hasOwn(container, SIGNATURE);
  return isPlain ? { ...container, [key]: changed(Object.hasOwn(container, key) ? container[key] : undefined, rest, value) } : container;
}
