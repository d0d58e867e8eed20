import * as fs from "node:fs";
import * as path from "node:path";
import { extractResource, type ResourceSchema, typeOf } from "./resourceSchema";
import type { SdkPackage } from "./sdkPackages";

/** Raised when what is kept in the cache changes its form. */
const CACHE_VERSION = 1;

/** For each type token of a package, its module without extension, relative to the package: `{ "aws:ec2/vpc:Vpc": "ec2/vpc" }`. */
export type TypeModules = Record<string, string>;

/** Reads the resource type in one module of an SDK; undefined when the module is not there or holds no resource. */
export function readModule(sdk: SdkPackage, module: string): { type: string; schema: ResourceSchema } | undefined {
  const javascript = readText(path.join(sdk.directory, `${module}.js`));
  return javascript === undefined ? undefined : extractResource(javascript, readDeclarations(sdk, module));
}

/** The declarations of one module of an SDK; "" when there are none. */
export function readDeclarations(sdk: SdkPackage, module: string): string {
  return readText(path.join(sdk.directory, `${module}.d.ts`)) ?? "";
}

/**
 * The module in which a type is by the generators' convention: `aws:ec2/vpc:Vpc` in `ec2/vpc`, `kubernetes:rbac.authorization.k8s.io/v1:Role` in `rbac/v1/role`,
 * `random:index/randomId:RandomId` in `randomId`. Undefined when no such file exists.
 */
export function conventionalModule(sdk: SdkPackage, type: string): string | undefined {
  const [, moduleName = "", className = ""] = type.split(":");
  const segments = moduleName.split("/").filter((segment) => segment !== "index" && segment !== "");
  if (segments.at(-1)?.toLowerCase() === className.toLowerCase()) {
    segments.pop();
  }
  const group = segments[0]?.split(".")[0];
  const folder = [...(group === undefined ? [] : [group]), ...segments.slice(1)].join("/");
  // The first letters of a class are in lower case, as many as there are capitals: APIService is in apiservice.js.
  const file = `${className.toLowerCase()}.js`;
  const match = readFolder(path.join(sdk.directory, folder)).find((name) => name.toLowerCase() === file);
  return match === undefined ? undefined : path.posix.join(folder, match.slice(0, -".js".length));
}

/** Finds every type of an SDK. A package's files never change, so the answer is kept on disk where there is a place for it. */
export function scanPackage(sdk: SdkPackage, cacheDirectory: string | undefined): TypeModules {
  const cacheFile = cacheDirectory === undefined ? undefined : path.join(cacheDirectory, cacheName(sdk));
  const cached = cacheFile === undefined ? undefined : readCache(cacheFile);
  if (cached !== undefined) {
    return cached;
  }
  const modules: TypeModules = {};
  for (const module of modulesOf(sdk.directory, "")) {
    const type = typeOf(readText(path.join(sdk.directory, `${module}.js`)) ?? "");
    if (type !== undefined) {
      modules[type] = module;
    }
  }
  if (cacheFile !== undefined) {
    writeCache(cacheFile, modules);
  }
  return modules;
}

function* modulesOf(root: string, folder: string): Generator<string> {
  for (const entry of fs.readdirSync(path.join(root, folder), { withFileTypes: true })) {
    const name = path.posix.join(folder, entry.name);
    if (entry.isDirectory()) {
      if (entry.name !== "node_modules" && entry.name !== "types") {
        yield* modulesOf(root, name);
      }
    } else if (name.endsWith(".js")) {
      yield name.slice(0, -".js".length);
    }
  }
}

function cacheName(sdk: SdkPackage): string {
  return `${sdk.name}@${sdk.version}.types-v${CACHE_VERSION}.json`.replace(/[^\w.@-]/g, "_");
}

/** Undefined when there is no cache, or one that something else has damaged: then it is made again. */
function readCache(file: string): TypeModules | undefined {
  try {
    const cached: unknown = JSON.parse(fs.readFileSync(file, "utf8"));
    const sound = cached !== null && typeof cached === "object" && Object.values(cached).every((module) => typeof module === "string");
    return sound ? (cached as TypeModules) : undefined;
  } catch {
    return undefined;
  }
}

/** Previews run side by side: the file appears whole or not at all. A cache that can't be written is no reason to fail. */
function writeCache(file: string, modules: TypeModules): void {
  try {
    fs.mkdirSync(path.dirname(file), { recursive: true });
    const draft = `${file}.${process.pid}`;
    fs.writeFileSync(draft, JSON.stringify(modules));
    fs.renameSync(draft, file);
  } catch {
    // It will be made again.
  }
}

function readFolder(directory: string): string[] {
  try {
    return fs.readdirSync(directory);
  } catch {
    return [];
  }
}

function readText(file: string): string | undefined {
  try {
    return fs.readFileSync(file, "utf8");
  } catch {
    return undefined;
  }
}
