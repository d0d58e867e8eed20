import * as fs from "node:fs";
import * as path from "node:path";
import { CORE_SCHEMA, load, YAMLException } from "js-yaml";
import { PreviewError } from "../result/errors";
import { isObject, mapValues, type PropertyMap, type PropertyValue, secret } from "../wire/values";
import type { FixtureValue } from "./simulator";

/**
 * What the user says that a cloud, a cluster or another stack would answer. Written in `firmament.fixtures.yaml` beside `Pulumi.yaml`, or given to the
 * preview as an object. A value that is secret is written `{ secret: value }`.
 */
export interface Fixtures {
  /** Answers of data sources, by token. The first whose `args` fit the call is taken. */
  invokes?: Record<string, CallFixture[]>;
  /** Answers of methods, by token. */
  calls?: Record<string, CallFixture[]>;
  /** The state of existing resources (`Resource.get`), by type and id. */
  reads?: Record<string, Record<string, Record<string, FixtureValue>>>;
  /** The outputs of other stacks, by the name that the program asks for. */
  stackReferences?: Record<string, Record<string, FixtureValue>>;
  /** Outputs of resources, by type or URN; `id` is the physical id. They go before what is simulated. */
  outputs?: Record<string, Record<string, FixtureValue>>;
}

/** One answer of a data source or a method. */
export interface CallFixture {
  /** The arguments that a call must have for this answer, compared deeply; a call may have more. Default: any call. */
  args?: Record<string, FixtureValue>;
  /** What the provider would return. */
  result: Record<string, FixtureValue>;
}

/** Where a mapping of the fixtures is, or one of its keys, for errors. */
type Locate = (mapping: unknown, key?: string) => string;

const FORM = "see docs/fixtures.md for the form of the file";

const sections = ["invokes", "calls", "reads", "stackReferences", "outputs"] as const;

/** Reads a fixtures file; a file that does not exist holds none. */
export function readFixtures(file: string): Fixtures {
  let text: string;
  try {
    text = fs.readFileSync(file, "utf8");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") {
      return {};
    }
    throw new PreviewError("bad-fixtures", `${path.basename(file)} can't be read: ${(error as Error).message}`);
  }
  return parseFixtures(text, path.basename(file));
}

/** Parses and checks the text of a fixtures file. `name` is what errors call it. */
export function parseFixtures(text: string, name: string): Fixtures {
  const lines = new Map<unknown, number>();
  const opened: number[] = [];
  let document: unknown;
  try {
    document = load(text, {
      // Without it, unquoted dates would become objects.
      schema: CORE_SCHEMA,
      listener: (event, state) => {
        if (event === "open") {
          opened.push(state.line + 1);
        } else {
          const line = opened.pop() as number;
          if (state.result !== null && typeof state.result === "object") {
            lines.set(state.result, line);
          }
        }
      },
    });
  } catch (error) {
    if (error instanceof YAMLException) {
      throw new PreviewError("bad-fixtures", `${name}:${(error.mark?.line ?? 0) + 1}: ${error.reason}`);
    }
    throw error;
  }
  return checkFixtures(document ?? {}, (mapping, key) => `${name}:${lineOf(text, lines.get(mapping) ?? 1, key)}`);
}

/** The line of a key in a mapping that begins at a line. */
function lineOf(text: string, from: number, key: string | undefined): number {
  if (key === undefined) {
    return from;
  }
  const begins = (line: string): boolean => {
    const content = line.replace(/^[\s\-"'{]+/, "");
    return content.startsWith(key) && /^["']?\s*:/.test(content.slice(key.length));
  };
  const offset = text
    .split("\n")
    .slice(from - 1)
    .findIndex(begins);
  return offset < 0 ? from : from + offset;
}

/** Checks fixtures that were given as an object. */
export function checkFixtures(value: unknown, locate: Locate = () => "fixtures"): Fixtures {
  if (!isMapping(value)) {
    fail(locate(value), `the file is ${kindOf(value)}, not a mapping`, FORM);
  }
  onlyKeys(value, sections, "", locate);
  for (const section of ["invokes", "calls"] as const) {
    const byToken = mapping(value, section, section, locate);
    for (const [token, answers] of Object.entries(byToken)) {
      const at = `${section}.${token}`;
      if (!Array.isArray(answers)) {
        fail(locate(byToken, token), `${at} is ${kindOf(answers)}, not a list of answers`, "write `- result: …` below it");
      }
      answers.forEach((answer, index) => checkAnswer(answer, `${at}[${index}]`, locate(byToken, token), locate));
    }
  }
  const reads = mapping(value, "reads", "reads", locate);
  for (const type of Object.keys(reads)) {
    const states = mapping(reads, type, `reads.${type}`, locate);
    Object.keys(states).forEach((id) => mapping(states, id, `reads.${type}.${id}`, locate, true));
  }
  for (const section of ["stackReferences", "outputs"] as const) {
    const byKey = mapping(value, section, section, locate);
    Object.keys(byKey).forEach((key) => mapping(byKey, key, `${section}.${key}`, locate, true));
  }
  return value as Fixtures;
}

/** A fixture's values in wire form: `{ secret: value }` becomes a secret. */
export function fixtureValues(values: Record<string, FixtureValue>): PropertyMap {
  return mapValues(values, toWire);
}

function toWire(value: FixtureValue): PropertyValue {
  if (Array.isArray(value)) {
    return value.map(toWire);
  }
  if (!isObject(value)) {
    return value;
  }
  const keys = Object.keys(value);
  return keys.length === 1 && keys[0] === "secret" ? secret(toWire(value.secret as FixtureValue)) : mapValues(value, toWire);
}

function checkAnswer(answer: unknown, at: string, where: string, locate: Locate): void {
  if (!isMapping(answer)) {
    fail(where, `${at} is ${kindOf(answer)}, not a mapping`, FORM);
  }
  onlyKeys(answer, ["args", "result"], `${at}: `, locate);
  mapping(answer, "args", `${at}.args`, locate);
  if (answer.result === undefined) {
    fail(locate(answer), `${at} has no result`, "say what the provider would return: `result: { … }`");
  }
  mapping(answer, "result", `${at}.result`, locate, true);
}

/** The mapping under a key. Nothing is an empty one, unless there must be something. */
function mapping(parent: Record<string, unknown>, key: string, at: string, locate: Locate, required = false): Record<string, unknown> {
  const value = parent[key] ?? (required ? undefined : {});
  if (!isMapping(value)) {
    fail(locate(parent, key), `${at} is ${kindOf(value)}, not a mapping`, FORM);
  }
  return value;
}

function onlyKeys(value: Record<string, unknown>, known: readonly string[], prefix: string, locate: Locate): void {
  const unknown = Object.keys(value).find((key) => !known.includes(key));
  if (unknown !== undefined) {
    fail(locate(value, unknown), `${prefix}unknown key "${unknown}"`, `the keys are ${known.join(", ")}`);
  }
}

function isMapping(value: unknown): value is Record<string, unknown> {
  return value !== null && typeof value === "object" && !Array.isArray(value);
}

function kindOf(value: unknown): string {
  return value === null || value === undefined ? "empty" : Array.isArray(value) ? "a list" : isMapping(value) ? "a mapping" : `a ${typeof value}`;
}

function fail(where: string, problem: string, hint: string): never {
  throw new PreviewError("bad-fixtures", `${where}: ${problem}`, hint);
}
