/**
 * Loaded in a policy pack's process. `run-policy-pack` loads the TypeScript compiler for every pack, and has it check the types of what it loads, with no
 * option to turn that off. Here the compiler is loaded when there is a TypeScript file, and only transpiles.
 */
import { readFileSync } from "node:fs";
import Module = require("node:module");
import * as path from "node:path";
import { standIn } from "./standIn";

interface Parent {
  filename?: string;
}

type Load = (request: string, parent: Parent | undefined, ...rest: unknown[]) => unknown;
type Register = (options: Record<string, unknown>) => unknown;
type Extension = (module: NodeJS.Module, file: string) => unknown;

const loader = Module as unknown as {
  _load: Load;
  _resolveFilename(request: string, parent: Parent | undefined): string;
  _extensions: Record<string, Extension>;
};
const original = loader._load;
const wrapped = new WeakMap<object, object>();

loader._load = function (this: unknown, request, parent, ...rest) {
  if (
    /^typescript$|[\\/]typescript@[^\\/]+[\\/]typescript\.js$/.test(request) &&
    /[\\/](tsutils|run-policy-pack[\\/]run)\.js$/.test(parent?.filename ?? "")
  ) {
    // All that the runner itself asks of the compiler is its version.
    const version = versionOf(loader._resolveFilename(request, parent));
    if (version !== undefined) {
      return standIn(() => original.call(this, request, parent, ...rest) as object, { version });
    }
  }
  const loaded = original.call(this, request, parent, ...rest);
  return /(^|[\\/])ts-node(@[\d.]+)?$/.test(request) && typeof loaded === "object" && loaded !== null ? transpiling(loaded) : loaded;
};

function versionOf(compiler: string): string | undefined {
  const [, vendored] = /[\\/]typescript@([\d.]+)[\\/]typescript\.js$/.exec(compiler) ?? [];
  try {
    return vendored ?? (JSON.parse(readFileSync(path.join(path.dirname(compiler), "..", "package.json"), "utf8")) as { version?: string }).version;
  } catch {
    return undefined;
  }
}

function transpiling(tsNode: { register?: Register }): object {
  const { register } = tsNode;
  if (typeof register !== "function") {
    return tsNode;
  }
  let replaced = wrapped.get(tsNode);
  if (replaced === undefined) {
    const value = (options: Record<string, unknown>): void =>
      registerAtFirstFile(() => register({ ...options, typeCheck: false, transpileOnly: true }));
    replaced = Object.create(tsNode, { register: { value } }) as object;
    wrapped.set(tsNode, replaced);
  }
  return replaced;
}

function registerAtFirstFile(register: () => unknown): void {
  const extensions = loader._extensions;
  const names = [".ts", ".tsx"];
  const first: Extension = (module, file) => {
    names.forEach((name) => delete extensions[name]);
    register();
    return extensions[path.extname(file)]?.(module, file);
  };
  names.forEach((name) => (extensions[name] = first));
}
