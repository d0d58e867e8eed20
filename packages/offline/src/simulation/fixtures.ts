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

/** Where a part of the fixtures is, for errors. */
type Locate = (value: unknown) => string;

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
  return checkFixtures(document ?? {}, (value) => (lines.has(value) ? `${name}:${lines.get(value)}` : name));
}

/** Checks fixtures that were given as an object. */
export function checkFixtures(value: unknown, locate: Locate = () => "fixtures"): Fixtures {
  const fixtures = record(value, "the file", value, locate);
  onlyKeys(fixtures, sections, "", locate);
  for (const section of ["invokes", "calls"] as const) {
    for (const [token, answers] of entries(fixtures[section], section, fixtures, locate)) {
      const at = `${section}.${token}`;
      if (!Array.isArray(answers)) {
        fail(locate(fixtures[section]), `${at}: is ${kindOf(answers)}, not a list of answers`, "write `- result: …` below it");
      }
      answers.forEach((answer, index) => checkAnswer(answer, `${at}[${index}]`, answers, locate));
    }
  }
  for (const [type, states] of entries(fixtures.reads, "reads", fixtures, locate)) {
    for (const [id, state] of entries(states, `reads.${type}`, fixtures.reads, locate)) {
      record(state, `reads.${type}.${id}`, states, locate);
    }
  }
  for (const section of ["stackReferences", "outputs"] as const) {
    for (const [key, values] of entries(fixtures[section], section, fixtures, locate)) {
      record(values, `${section}.${key}`, fixtures[section], locate);
    }
  }
  return fixtures as Fixtures;
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

function checkAnswer(value: unknown, at: string, parent: unknown, locate: Locate): void {
  const answer = record(value, at, parent, locate);
  onlyKeys(answer, ["args", "result"], at, locate);
  if (answer.args !== undefined) {
    record(answer.args, `${at}.args`, answer, locate);
  }
  if (answer.result === undefined) {
    fail(locate(answer), `${at}: has no result`, "say what the provider would return: `result: { … }`");
  }
  record(answer.result, `${at}.result`, answer, locate);
}

function entries(value: unknown, at: string, parent: unknown, locate: Locate): [string, unknown][] {
  return value === undefined || value === null ? [] : Object.entries(record(value, at, parent, locate));
}

function record(value: unknown, at: string, parent: unknown, locate: Locate): Record<string, unknown> {
  if (value === null || typeof value !== "object" || Array.isArray(value)) {
    fail(locate(parent), `${at}: is ${kindOf(value)}, not a mapping`, "see docs/fixtures.md for the form of the file");
  }
  return value as Record<string, unknown>;
}

function onlyKeys(value: Record<string, unknown>, known: readonly string[], at: string, locate: Locate): void {
  for (const key of Object.keys(value)) {
    if (!known.includes(key)) {
      fail(locate(value), `${at === "" ? "" : `${at}: `}unknown key "${key}"`, `the keys are ${known.join(", ")}`);
    }
  }
}

function kindOf(value: unknown): string {
  return value === null || value === undefined ? "empty" : Array.isArray(value) ? "a list" : `a ${typeof value}`;
}

function fail(where: string, problem: string, hint: string): never {
  throw new PreviewError("bad-fixtures", `${where}: ${problem}`, hint);
}
