import { isObject, type PropertyValue } from "../wire/values";

/**
 * JSON as Go's `encoding/json` writes it, in which providers return documents: characters that mean something in HTML are escaped. Keys stand in the order of the
 * object; Go's maps have them sorted, its structs do not.
 */
export function goJson(value: PropertyValue, indent?: number): string {
  const text = indent === undefined ? JSON.stringify(value) : JSON.stringify(value, null, indent);
  return text.replace(/[<>&\u2028\u2029]/g, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`);
}

/** Copies a value with the keys of every object in the order of Go's maps. */
export function withSortedKeys(value: PropertyValue): PropertyValue {
  if (Array.isArray(value)) {
    return value.map(withSortedKeys);
  }
  if (!isObject(value)) {
    return value;
  }
  const sorted: Record<string, PropertyValue> = {};
  for (const key of Object.keys(value).sort(compareBytes)) {
    sorted[key] = withSortedKeys(value[key] as PropertyValue);
  }
  return sorted;
}

/** Go compares strings by their bytes. */
export function compareBytes(left: string, right: string): number {
  return Buffer.compare(Buffer.from(left), Buffer.from(right));
}
