import type { Option } from "./options";
import { isObject } from "./wire";

/** What the values of keys must be: by key, a list of texts, or a regular expression. */
export type AllowedValues = Readonly<Record<string, readonly string[] | string>>;

/** An option that says what values keys may have; none by default. */
export function allowedValues(description: string): Option<AllowedValues> {
  return {
    default: {},
    schema: { type: "object", description, default: {} },
    mustBe: "an object with a list of texts or a regular expression for each key",
    read: (value) => (isObject(value) && Object.values(value).every(isAllowance) ? (value as AllowedValues) : undefined),
  };
}

function isAllowance(value: unknown): boolean {
  if (Array.isArray(value)) {
    return value.length > 0 && value.every((one) => typeof one === "string");
  }
  try {
    return typeof value === "string" && value !== "" && new RegExp(value, "u") instanceof RegExp;
  } catch {
    return false;
  }
}

/** What is wrong with the value of a key, as the end of a sentence; undefined when nothing is, also where nothing is said of the key. */
export function objectionTo(value: string, key: string, allowed: AllowedValues): string | undefined {
  const allowance = Object.hasOwn(allowed, key) ? allowed[key] : undefined;
  if (allowance === undefined) {
    return undefined;
  }
  if (typeof allowance === "string") {
    return new RegExp(allowance, "u").test(value) ? undefined : `does not match ${allowance}`;
  }
  return allowance.includes(value) ? undefined : `is none of ${allowance.join(", ")}`;
}
