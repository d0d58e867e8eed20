import * as path from "node:path";
import { PreviewError } from "../result/errors";
import { configKey } from "./configKey";
import { type ConfigType, TYPE_NAMES, hasType, typeName } from "./configType";
import type { ConfigValue } from "./configValue";
import { readDocument } from "./document";
import { listed, problemsError, shown } from "./problems";
import type { PackageManager, RuntimeOptions } from "./project";
import { shellWords } from "./shellWords";

/** What Pulumi.yaml says. */
export interface Manifest {
  file: string;
  name: string;
  description?: string;
  main?: string;
  runtime: RuntimeOptions;
  /** Where the stacks' files are, relative to Pulumi.yaml. */
  stackConfigDir: string;
  /** Sorted by key. */
  declarations: Declaration[];
}

/** An entry under `config:` of Pulumi.yaml. */
export interface Declaration {
  /** `namespace:name` */
  key: string;
  type?: ConfigType;
  secret: boolean;
  /** The value for stacks that have none. */
  value?: ConfigValue;
}

type Entries = Record<string, unknown>;

const PACKAGE_MANAGERS: readonly PackageManager[] = ["npm", "pnpm", "yarn", "bun"];

/** Reads and checks Pulumi.yaml, as strictly as the CLI. */
export function readManifest(file: string): Manifest {
  const raw = readDocument(file);
  if (!isEntries(raw)) {
    throw new PreviewError("bad-project", `${file} holds ${raw === null ? "nothing" : "no object"}`, "a project needs at least a name and a runtime");
  }
  const problems: string[] = [];
  const text = (key: string): string | undefined => {
    const value = raw[key] ?? undefined;
    if (value !== undefined && typeof value !== "string") {
      problems.push(`${key}: ${shown(value)} is not text; put it in quotes`);
    }
    return typeof value === "string" && value !== "" ? value : undefined;
  };

  const runtime = readRuntime(raw.runtime, file, problems);
  const name = text("name");
  if (name === undefined && typeof (raw.name ?? "") === "string") {
    problems.push("name: is missing");
  }
  const configIsDirectory = typeof raw.config === "string";
  if (configIsDirectory && raw.stackConfigDir) {
    problems.push("config: is the old name of stackConfigDir; keep only stackConfigDir");
  }
  const manifest = {
    file,
    name: name ?? "",
    description: text("description"),
    main: text("main"),
    runtime,
    stackConfigDir: (configIsDirectory ? (raw.config as string) : text("stackConfigDir")) ?? "",
    declarations: configIsDirectory ? [] : readDeclarations(raw.config ?? {}, name ?? "", problems),
  };
  if (problems.length > 0) {
    throw problemsError("bad-project", file, problems);
  }
  return manifest;
}

function readRuntime(raw: unknown, file: string, problems: string[]): RuntimeOptions {
  const { name, options = {} } = isEntries(raw) ? raw : { name: raw };
  if (name !== "nodejs") {
    throw new PreviewError(
      "not-node",
      `${file}: ${name === undefined || name === null ? "no runtime is named" : `the runtime is ${shown(name)}`}; only nodejs programs can be previewed offline`,
      name === undefined || name === null ? "add the line runtime: nodejs" : "preview this project with the stock CLI: pulumi preview",
    );
  }
  const { typescript = true, tsconfig, nodeargs = "", packagemanager = "auto" } = (isEntries(options) ? options : {}) as Entries;
  const words = typeof nodeargs === "string" ? shellWords(nodeargs) : undefined;
  if (typeof typescript !== "boolean") {
    problems.push(`runtime.options.typescript: ${shown(typescript)} is not true or false`);
  }
  if (tsconfig !== undefined && typeof tsconfig !== "string") {
    problems.push(`runtime.options.tsconfig: ${shown(tsconfig)} is not a path`);
  }
  if (words === undefined) {
    problems.push(`runtime.options.nodeargs: ${shown(nodeargs)} is not a line of arguments`);
  }
  if (packagemanager !== "auto" && !PACKAGE_MANAGERS.includes(packagemanager as PackageManager)) {
    problems.push(`runtime.options.packagemanager: ${shown(packagemanager)} is not auto, npm, pnpm, yarn or bun`);
  }
  return {
    typescript: typescript !== false,
    ...(typeof tsconfig === "string" ? { tsconfig } : {}),
    nodeargs: words ?? [],
    ...(packagemanager === "auto" ? {} : { packagemanager: packagemanager as PackageManager }),
  };
}

function readDeclarations(raw: unknown, project: string, problems: string[]): Declaration[] {
  if (!isEntries(raw)) {
    problems.push(`config: ${shown(raw)} is not a table of configuration values`);
    return [];
  }
  const declarations = Object.entries(raw).flatMap(([written, value]) => {
    const problem = (text: string): void => void problems.push(`config.${written}${text}`);
    const key = configKey(written, project);
    if (key === undefined) {
      problem(": is not a configuration key, which is of the form key or namespace:key");
      return [];
    }
    return [readDeclaration(key, value, key.startsWith(`${project}:`), problem)];
  });
  return declarations.sort((a, b) => (a.key < b.key ? -1 : 1));
}

function readDeclaration(key: string, raw: unknown, own: boolean, problem: (text: string) => void): Declaration {
  if (typeof raw === "string" || typeof raw === "boolean" || Number.isInteger(raw) || typeof raw === "bigint" || Array.isArray(raw)) {
    return { key, secret: false, value: raw as ConfigValue };
  }
  if (!isEntries(raw)) {
    problem(`: ${shown(raw)} is neither text, an integer, a boolean, a list nor a declaration`);
    return { key, secret: false };
  }
  const { type, items, description: _, secret = false, default: byDefault, value, ...unknown } = raw;
  for (const attribute of Object.keys(unknown).sort()) {
    problem(`.${attribute}: is not an attribute of a declaration, which are type, items, description, secret, default and value`);
  }
  if (typeof secret !== "boolean") {
    problem(`.secret: ${shown(secret)} is not true or false`);
  }
  const set = byDefault ?? value ?? undefined;
  const declared = type === undefined ? undefined : readType(type, items, problem);
  if (byDefault != null && value != null) {
    problem(": has both a default and a value; keep one of them");
  }
  if (!own) {
    checkForeign({ type, byDefault, value }, problem);
  } else if (declared !== undefined && byDefault != null && !hasType(byDefault as ConfigValue, declared)) {
    problem(`.default: ${shown(byDefault)} is not of the declared type ${typeName(declared)}`);
  }
  return {
    key,
    secret: secret === true,
    ...(declared === undefined ? {} : { type: declared }),
    ...(set === undefined ? {} : { value: set as ConfigValue }),
  };
}

/** A key of another namespace, such as `aws:region`, has a value here and nothing else: its type is its owner's to declare. */
function checkForeign({ type, byDefault, value }: { type: unknown; byDefault: unknown; value: unknown }, problem: (text: string) => void): void {
  if (type !== undefined) {
    problem(".type: can only be declared for the project's own keys");
  }
  if (byDefault != null) {
    problem(".default: can only be declared for the project's own keys; call it value");
  } else if (value == null) {
    problem(": needs a value, since it is not one of the project's own keys");
  }
}

function readType(type: unknown, items: unknown, problem: (text: string) => void, at = ""): ConfigType | undefined {
  if (!TYPE_NAMES.includes(type as ConfigType["type"])) {
    problem(`${at}.type: ${shown(type)} is not ${listed(TYPE_NAMES).replace(" and ", " or ")}`);
    return undefined;
  }
  if (type !== "array") {
    return { type: type as ConfigType["type"] };
  }
  if (!isEntries(items)) {
    problem(`${at}.items: is missing; an array needs the type of its items`);
    return undefined;
  }
  const itemType = readType(items.type, items.items, problem, `${at}.items`);
  return itemType && { type: "array", items: itemType };
}

export function isEntries(value: unknown): value is Entries {
  return value !== null && typeof value === "object" && !Array.isArray(value);
}

/** The directory of the stacks' files. */
export function stackDirectory(manifest: Manifest): string {
  return path.join(path.dirname(manifest.file), manifest.stackConfigDir);
}
