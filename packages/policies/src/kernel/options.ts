import { isObject } from "./wire";

/** JSON schema, as far as an option needs it. */
export interface OptionSchema {
  type: "string" | "boolean" | "integer" | "array" | "object";
  description: string;
  default?: unknown;
  enum?: string[];
  items?: { type: "string" | "object"; enum?: string[] };
  minimum?: number;
  maximum?: number;
}

/** One option of a rule: its default, how an engine's schema describes it, and how a value from a user is read. */
export interface Option<T> {
  readonly default: T;
  readonly schema: OptionSchema;
  /** What the value must be, for messages: `must be …`. */
  readonly mustBe: string;
  /** The value; undefined when it is not one. */
  read(value: unknown): T | undefined;
  /** Why a value that can be read can't be had on this machine, as a sentence. The default holds instead. */
  lacks?(value: T): string | undefined;
}

export type Options = Readonly<Record<string, Option<unknown>>>;

/** The values of a rule's options. */
export type Values<O extends Options> = { readonly [K in keyof O]: O[K] extends Option<infer T> ? T : never };

/** A list of texts without empty ones. */
export function texts(description: string, defaults: readonly string[] = []): Option<readonly string[]> {
  return {
    default: defaults,
    schema: { type: "array", items: { type: "string" }, description, default: [...defaults] },
    mustBe: "a list of texts",
    read: (value) =>
      Array.isArray(value) && value.every((one): one is string => typeof one === "string" && one.trim() !== "") ? [...new Set(value)] : undefined,
  };
}

/** A list of values out of a given set. */
export function choices<T extends string>(description: string, allowed: readonly T[], defaults: readonly T[] = allowed): Option<readonly T[]> {
  return {
    default: defaults,
    schema: { type: "array", items: { type: "string", enum: [...allowed] }, description, default: [...defaults] },
    mustBe: `a list of ${allowed.join(", ")}`,
    read: (value) => (Array.isArray(value) && value.every((one): one is T => allowed.includes(one as T)) ? [...new Set(value)] : undefined),
  };
}

/** A text for each of some keys, of a form that is `called` so where there is one. */
export function textsByKey(description: string, { form = /\S/, called = "text" } = {}): Option<Readonly<Record<string, string>>> {
  return {
    default: {},
    schema: { type: "object", description, default: {} },
    mustBe: `an object with a ${called} for each key`,
    read: (value) =>
      isObject(value) && Object.values(value).every((one) => typeof one === "string" && form.test(one))
        ? (value as Record<string, string>)
        : undefined,
  };
}

export function text(description: string, defaultValue: string): Option<string> {
  return {
    default: defaultValue,
    schema: { type: "string", description, default: defaultValue },
    mustBe: "a text",
    read: (value) => (typeof value === "string" && value.trim() !== "" ? value : undefined),
  };
}

export function flag(description: string, defaultValue: boolean): Option<boolean> {
  return {
    default: defaultValue,
    schema: { type: "boolean", description, default: defaultValue },
    mustBe: "true or false",
    read: (value) => (typeof value === "boolean" ? value : undefined),
  };
}

/** A whole number within limits. */
export function integer(
  description: string,
  defaultValue: number,
  { minimum = 0, maximum }: { minimum?: number; maximum?: number } = {},
): Option<number> {
  return {
    default: defaultValue,
    schema: { type: "integer", description, default: defaultValue, minimum, ...(maximum === undefined ? {} : { maximum }) },
    mustBe: `a whole number ${maximum === undefined ? `of ${minimum} or more` : `from ${minimum} to ${maximum}`}`,
    read: (value) => (Number.isInteger(value) && Number(value) >= minimum && Number(value) <= (maximum ?? Infinity) ? Number(value) : undefined),
  };
}
