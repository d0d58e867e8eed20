import { readFileSync } from "node:fs";
import * as path from "node:path";
import { CORE_SCHEMA, type Schema, Type, YAMLException, loadAll } from "js-yaml";
import { PreviewError, type PreviewErrorCode } from "../result/errors";

/** The extensions of Pulumi's own files, in the order in which the CLI looks for them. */
export const EXTENSIONS = [".json", ".yaml", ".yml"] as const;

type Format = "YAML" | "JSON";

/** Reads a file of the format that its name says. An empty one is null. */
export function readDocument(file: string, code: PreviewErrorCode = "bad-project", format = formatOf(file)): unknown {
  let text: string;
  try {
    text = readFileSync(file, "utf8").replace(/^\uFEFF/, "");
  } catch (error) {
    throw new PreviewError(code, `${file} can't be read: ${(error as Error).message}`);
  }
  return parseDocument(text, file, code, format);
}

export function parseDocument(text: string, file: string, code: PreviewErrorCode = "bad-project", format = formatOf(file)): unknown {
  if (text.trim() === "") {
    return null;
  }
  try {
    return format === "JSON" ? (JSON.parse(text) as unknown) : (loadAll(text, null, { schema: GO_YAML })[0] ?? null);
  } catch (error) {
    throw new PreviewError(code, `${file} is not valid ${format}: ${syntaxProblem(error as Error)}`);
  }
}

function formatOf(file: string): Format {
  return path.extname(file) === ".json" ? "JSON" : "YAML";
}

/** Without the text around it, which both parsers quote: it may hold values that are nobody's to print. */
function syntaxProblem(error: Error): string {
  if (error instanceof YAMLException) {
    const mark = (error as { mark?: { line: number; column: number } }).mark;
    return `${error.reason}${mark === undefined ? "" : ` (line ${mark.line + 1}, column ${mark.column + 1})`}`;
  }
  return error.message.replace(/, (\.\.\.)?".*is not valid JSON$/s, "");
}

const INTEGER = /^[-+]?(0b[01]+|0o?[0-7]+|0x[0-9a-fA-F]+|0|[1-9][0-9]*)$/;
const FLOAT = /^[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?$/;
const TIME =
  /^(\d{4})-(\d{1,2})-(\d{1,2})(?:(?:[Tt](?=.*(?:Z|[-+]\d{2}:\d{2})$)| (?=[\d:.]*$))(\d{1,2}):(\d{1,2}):(\d{1,2})(\.\d+)?(Z|[-+]\d{2}:\d{2})?)?$/;

/** YAML's plain scalars as the CLI's parser reads them: where it and js-yaml differ (`0123`, large integers, dates), a program must see the CLI's value. */
const GO_YAML: Schema = CORE_SCHEMA.extend({
  implicit: [
    new Type("tag:yaml.org,2002:int", {
      kind: "scalar",
      resolve: (text) => isScalar(text) && INTEGER.test(digits(text)),
      construct: (text: string) => integer(digits(text)),
    }),
    new Type("tag:yaml.org,2002:float", {
      kind: "scalar",
      resolve: (text) => isScalar(text) && FLOAT.test(digits(text)),
      construct: (text: string) => Number(digits(text)),
    }),
    new Type("tag:yaml.org,2002:timestamp", { kind: "scalar", resolve: (text) => isScalar(text) && isTime(text), construct: goTime }),
    new Type("tag:yaml.org,2002:merge", { kind: "scalar", resolve: (text) => text === "<<" || text === null }),
  ],
});

/** Only what begins like a number can be one, or a date. */
function isScalar(text: unknown): text is string {
  return typeof text === "string" && /^[-+.\d]/.test(text);
}

function digits(text: string): string {
  return text.replaceAll("_", "");
}

/** A number where it is exact, else a bigint, else (beyond 64 bits) the nearest number. */
function integer(text: string): number | bigint {
  const negative = text.startsWith("-");
  const magnitude = BigInt(text.replace(/^[-+]/, "").replace(/^0(?=[0-7])/, "0o"));
  const value = negative ? -magnitude : magnitude;
  if (Number.isSafeInteger(Number(value))) {
    return Number(value);
  }
  return value >= -(2n ** 63n) && value < 2n ** 64n ? value : Number(value);
}

function isTime(text: string): boolean {
  const [, year, month, day, hour = "0", minute = "0", second = "0"] = TIME.exec(text) ?? [];
  const lastDay = new Date(Date.UTC(Number(year), Number(month), 0)).getUTCDate();
  return (
    Number(month) >= 1 &&
    Number(month) <= 12 &&
    Number(day) >= 1 &&
    Number(day) <= lastDay &&
    Number(hour) < 24 &&
    Number(minute) < 60 &&
    Number(second) < 60
  );
}

/** The CLI turns an unquoted date into its language's notation of a time, which is then the configuration value. */
function goTime(text: string): string {
  const [, year, month = "", day = "", hour = "0", minute = "0", second = "0", fraction = "", zone = "Z"] = TIME.exec(text) ?? [];
  const two = (part: string): string => part.padStart(2, "0");
  const offset = zone === "Z" ? "+0000" : zone.replace(":", "");
  const decimals = fraction.replace(/\.?0+$/, "");
  return `${year}-${two(month)}-${two(day)} ${two(hour)}:${two(minute)}:${two(second)}${decimals} ${offset} ${zone === "Z" ? "UTC" : offset}`;
}
