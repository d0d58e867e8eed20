/**
 * Loaded before `@pulumi/pulumi` in a program's process, so that the SDK sends what it knows and would drop, or gets wrong. The program sees no difference.
 */
import Module = require("node:module");
import { fileURLToPath } from "node:url";

type Load = (request: string, ...rest: unknown[]) => unknown;
const loader = Module as unknown as { _load: Load };
const original = loader._load;

interface Resources {
  Resource?: { framePositionRegExp?: unknown };
}

interface SourceMapSupport {
  install?(options: { retrieveSourceMap(source: string): { url: string; map: object } | null }): void;
}

interface Rpc {
  unwrapSecretValues?: (value: unknown) => [unknown, boolean];
}

const patched = new WeakSet<object>();

loader._load = function (this: unknown, request, ...rest) {
  const loaded = original.call(this, request, ...rest);
  if (typeof loaded === "object" && loaded !== null && !patched.has(loaded)) {
    if (/(^|[\\/])resource$/.test(request)) {
      withUnnamedFrames(loaded);
    } else if (/(^|[\\/])rpc$/.test(request)) {
      withSecretArguments(loaded);
    } else if (/(^|[\\/])source-map-support[\\/]register$/.test(request)) {
      patched.add(loaded);
      withMapsOfModules(original.call(this, "source-map-support", ...rest) as SourceMapSupport);
    }
  }
  return loaded;
};

const FRAME = /^\s*at (?:async )?(?:.* \()?(?:file:\/\/)?(?<file>[^()]+):(?<line>[0-9]+):(?<column>[0-9]+)\)?$/;

/**
 * The SDK reads the line that makes a resource from a stack trace, with a pattern that passes over frames without a function's name: an arrow function
 * handed to `map`, the top level of an ES module.
 */
function withUnnamedFrames(module: Resources): void {
  const { Resource } = module;
  if (Resource?.framePositionRegExp instanceof RegExp) {
    patched.add(module);
    Resource.framePositionRegExp = FRAME;
  }
}

/** The SDK maps stack traces back to TypeScript with a library that does not know what was made of ES modules. Node does, when source maps are enabled. */
function withMapsOfModules({ install }: SourceMapSupport): void {
  install?.({
    retrieveSourceMap(source) {
      const map = source.startsWith("file://") ? Module.findSourceMap(source) : undefined;
      // The library joins paths, not addresses.
      const toPath = (file: string): string => (file.startsWith("file://") ? fileURLToPath(file) : file);
      return map === undefined ? null : { url: toPath(source), map: { ...map.payload, sources: map.payload.sources.map(toPath) } };
    },
  });
}

/** The SDK sends a data source its arguments without saying which are secret, and only remembers that some were. The engine then could not mask them. */
function withSecretArguments(module: Rpc): void {
  const unwrap = module.unwrapSecretValues;
  if (typeof unwrap === "function") {
    patched.add(module);
    module.unwrapSecretValues = (value) => [value, unwrap(value)[1]];
  }
}
