import { createHash } from "node:crypto";
import * as path from "node:path";
import { compareBytes, goJson, withSortedKeys } from "../goJson";
import { isObject, type PropertyMap, type PropertyValue } from "../../wire/values";
import type { DataSource, DataSources } from "./dataSource";

type Values = PropertyValue[];

function str(args: PropertyMap, name = "input"): string {
  const value = args[name];
  return typeof value === "string" ? value : value === undefined || value === null ? "" : String(value);
}

function num(args: PropertyMap, name = "input"): number {
  return Number(args[name] ?? 0);
}

function list(args: PropertyMap, name = "input"): Values {
  const value = args[name];
  return Array.isArray(value) ? value : [];
}

function map(args: PropertyMap, name = "input"): Record<string, PropertyValue> {
  const value = args[name];
  return isObject(value) ? value : {};
}

function digest(algorithm: string, encoding: "hex" | "base64"): (args: PropertyMap) => string {
  return (args) => createHash(algorithm).update(str(args)).digest(encoding);
}

function sortedKeys(args: PropertyMap, name = "input"): string[] {
  return Object.keys(map(args, name)).sort(compareBytes);
}

/** Go's `strings.Trim`: every character of the set, from the ends. */
function trimmed(text: string, characters: string): string {
  const letters = [...text];
  const isCut = (letter: string | undefined): boolean => letter !== undefined && characters.includes(letter);
  let start = 0;
  let end = letters.length;
  while (start < end && isCut(letters[start])) {
    start++;
  }
  while (end > start && isCut(letters[end - 1])) {
    end--;
  }
  return letters.slice(start, end).join("");
}

function unique(values: Values): Values {
  const seen = new Set<string>();
  return values.filter((value) => {
    const key = JSON.stringify(value);
    return !seen.has(key) && seen.add(key);
  });
}

function flattened(values: Values): Values {
  return values.flatMap((value) => (Array.isArray(value) ? flattened(value) : [value]));
}

function element(args: PropertyMap): PropertyValue {
  const values = list(args);
  if (values.length === 0) {
    throw new Error("input list must not be empty when using the element function");
  }
  const index = num(args, "index") % values.length;
  return values[index < 0 ? index + values.length : index] as PropertyValue;
}

function range(args: PropertyMap): number[] {
  const start = num(args, "start");
  const limit = num(args, "limit");
  const step = args.step === undefined ? (limit < start ? -1 : 1) : num(args, "step");
  const values: number[] = [];
  for (let value = start; step !== 0 && (step > 0 ? value < limit : value > limit); value += step) {
    values.push(value);
  }
  return values;
}

/** Functions of `std` that depend on nothing but their arguments, and whose result is certain. The others need a fixture. */
const functions: Readonly<Record<string, (args: PropertyMap) => PropertyValue>> = {
  abs: (args) => Math.abs(num(args)),
  base64decode: (args) => Buffer.from(str(args), "base64").toString("utf8"),
  base64encode: (args) => Buffer.from(str(args)).toString("base64"),
  base64sha256: digest("sha256", "base64"),
  base64sha512: digest("sha512", "base64"),
  basename: (args) => path.posix.basename(str(args)) || "/",
  ceil: (args) => Math.ceil(num(args)),
  chomp: (args) => str(args).replace(/[\r\n]+$/, ""),
  compact: (args) => list(args).filter((value) => value !== ""),
  concat: (args) => list(args).flatMap((value) => (Array.isArray(value) ? value : [value])),
  contains: (args) => list(args).some((value) => JSON.stringify(value) === JSON.stringify(args.element)),
  dirname: (args) => path.posix.dirname(str(args)),
  distinct: (args) => unique(list(args)),
  element,
  endswith: (args) => str(args).endsWith(str(args, "suffix")),
  flatten: (args) => flattened(list(args)),
  floor: (args) => Math.floor(num(args)),
  join: (args) => list(args).join(str(args, "separator")),
  jsondecode: (args) => JSON.parse(str(args)) as PropertyValue,
  jsonencode: (args) => goJson(withSortedKeys(args.input ?? null)),
  keys: (args) => sortedKeys(args),
  lower: (args) => str(args).toLowerCase(),
  max: (args) => Math.max(...list(args).map(Number)),
  md5: digest("md5", "hex"),
  merge: (args) => Object.assign({}, ...list(args)) as PropertyValue,
  min: (args) => Math.min(...list(args).map(Number)),
  range,
  reverse: (args) => [...list(args)].reverse(),
  sha1: digest("sha1", "hex"),
  sha256: digest("sha256", "hex"),
  sha512: digest("sha512", "hex"),
  sort: (args) => list(args).map(String).sort(compareBytes),
  split: (args) => str(args, "text").split(str(args, "separator")),
  startswith: (args) => str(args).startsWith(str(args, "prefix")),
  strrev: (args) => [...str(args)].reverse().join(""),
  sum: (args) => list(args).reduce<number>((total, value) => total + Number(value), 0),
  toset: (args) => unique(list(args)),
  trim: (args) => trimmed(str(args), str(args, "cutset")),
  trimprefix: (args) => (str(args).startsWith(str(args, "prefix")) ? str(args).slice(str(args, "prefix").length) : str(args)),
  trimspace: (args) => str(args).trim(),
  trimsuffix: (args) =>
    str(args, "suffix") !== "" && str(args).endsWith(str(args, "suffix")) ? str(args).slice(0, -str(args, "suffix").length) : str(args),
  upper: (args) => str(args).toUpperCase(),
  values: (args) => sortedKeys(args).map((key) => map(args)[key] as PropertyValue),
  zipmap: (args) => Object.fromEntries(list(args, "keys").map((key, index) => [String(key), list(args, "values")[index] ?? null])),
};

/** Plain text is searched for as it is; a regular expression is Go's, which differs, so it is left to a fixture. */
const replace: DataSource = (args) => {
  const search = str(args, "search");
  const isExpression = search.length > 1 && search.startsWith("/") && search.endsWith("/");
  return isExpression ? undefined : { result: str(args, "text").split(search).join(str(args, "replace")) };
};

/** The `std` provider, Terraform's functions as data sources. */
export const standardLibrary: DataSources = {
  computed: {
    ...Object.fromEntries(
      Object.entries(functions).map(([name, run]): [string, DataSource] => [`std:index:${name}`, (args) => ({ result: run(args) })]),
    ),
    "std:index:replace": replace,
  },
};
