import { dump } from "js-yaml";
import { containsSecret, isObject, isSecret, mapValues, type PropertyMap, type PropertyValue } from "../wire/values";

/** What a call that nobody can answer looks like. */
export interface UnansweredCall {
  section: "invokes" | "calls";
  token: string;
  args: PropertyMap;
  /** The fields of the answer, as far as the SDK says. */
  results?: string[];
  /** Why there is no answer of ours, where that is worth saying. */
  reason?: string;
}

/** A data source or a method was called that is not known offline. The message prints the lines that make it known. */
export class MissingFixtureError extends Error {
  override readonly name = "MissingFixtureError";
  readonly token: string;

  constructor(call: UnansweredCall, fixturesFile: string) {
    super(describe(call, fixturesFile));
    this.token = call.token;
  }
}

function describe(call: UnansweredCall, fixturesFile: string): string {
  const what = call.section === "invokes" ? "the data source" : "the method";
  const reason = call.reason === undefined ? "" : `: ${call.reason}`;
  return [
    `${what} ${call.token}(${inline(masked(call.args))}) is not known offline${reason}.`,
    `Add its answer to ${fixturesFile}:`,
    "",
    fixtureLines(call),
  ].join("\n");
}

/** The lines to add to a fixtures file, complete but for the values of the result. */
export function fixtureLines(call: UnansweredCall): string {
  // A secret must not be written down: a call is recognized by its other arguments.
  const args = Object.fromEntries(Object.entries(call.args).filter(([, value]) => value !== null && !containsSecret(value)));
  const fields = (call.results ?? []).filter((field) => call.args[field] === undefined);
  const result = fields.length === 0 ? "{}" : `{} # ${fields.slice(0, 8).join(", ")}${fields.length > 8 ? ", …" : ""}`;
  const answer = Object.keys(args).length === 0 ? [] : indent(dump({ args }, { lineWidth: -1, noRefs: true }).trimEnd(), 6).split("\n");
  const lines = [...answer, `      result: ${result}`];
  lines[0] = `    - ${(lines[0] as string).trimStart()}`;
  return [`${call.section}:`, `  ${key(call.token)}:`, ...lines].join("\n");
}

/** A token as a YAML key; only colons before a space need quotes. */
function key(token: string): string {
  return dump({ [token]: 0 }).replace(/: 0\n$/, "");
}

function indent(text: string, columns: number): string {
  return text.replace(/^/gm, " ".repeat(columns));
}

function inline(args: PropertyMap): string {
  return Object.entries(args)
    .filter(([, value]) => value !== null)
    .map(([name, value]) => `${name}: ${JSON.stringify(value)}`)
    .join(", ");
}

function masked(args: PropertyMap): PropertyMap {
  const mask = (value: PropertyValue): PropertyValue =>
    isSecret(value) ? "[secret]" : Array.isArray(value) ? value.map(mask) : isObject(value) ? mapValues(value, mask) : value;
  return mapValues(args, mask);
}
