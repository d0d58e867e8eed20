/**
 * Loaded before `@pulumi/pulumi` in a program's process. The SDK reads the line that makes a resource from a stack trace, with a pattern that passes over
 * frames without a function's name: an arrow function handed to `map`, the top level of an ES module.
 */
import Module = require("node:module");

type Load = (request: string, ...rest: unknown[]) => unknown;
const loader = Module as unknown as { _load: Load };
const original = loader._load;

const FRAME = /^\s*at (?:async )?(?:.* \()?(?:file:\/\/)?(?<file>[^()]+):(?<line>[0-9]+):(?<column>[0-9]+)\)?$/;

loader._load = function (this: unknown, request, ...rest) {
  const loaded = original.call(this, request, ...rest);
  if (/(^|[\\/])resource$/.test(request) && typeof loaded === "object" && loaded !== null) {
    const { Resource } = loaded as { Resource?: { framePositionRegExp?: unknown } };
    if (Resource?.framePositionRegExp instanceof RegExp) {
      Resource.framePositionRegExp = FRAME;
    }
  }
  return loaded;
};
