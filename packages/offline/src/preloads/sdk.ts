/**
 * Loaded before `@pulumi/pulumi` in a program's or a pack's process. Nothing that the program can see changes; a future SDK that renames what is
 * patched here is simply not made faster.
 */
import Module = require("node:module");
import util = require("node:util");

type Load = (request: string, ...rest: unknown[]) => unknown;
const loader = Module as unknown as { _load: Load };

interface Debuggable {
  debuggablePromise?: (promise: Promise<unknown>, context: unknown) => Promise<unknown>;
}

interface Log {
  debug?: (...args: unknown[]) => Promise<void>;
  hasErrors?: () => boolean;
}

const patched = new WeakSet<object>();

if (!process.env.PULUMI_DEBUG_PROMISE_LEAKS) {
  const original = loader._load;
  loader._load = function (this: unknown, request, ...rest) {
    const loaded = original.call(this, request, ...rest);
    if (typeof loaded === "object" && loaded !== null && !patched.has(loaded)) {
      if (/(^|[\\/])debuggable$/.test(request)) {
        withoutStacks(loaded);
      } else if (/(^|[\\/])log$/.test(request)) {
        withoutDebugCalls(loaded);
      }
    }
    return loaded;
  };
}

/** The SDK keeps `new Error().stack` for each of the four promises that it makes a property. The leak check stays, its strings are not built. */
function withoutStacks(module: Debuggable): void {
  const original = module.debuggablePromise;
  if (typeof original !== "function") {
    return;
  }
  patched.add(module);
  module.debuggablePromise = (promise, context) => {
    const limit = Error.stackTraceLimit;
    Error.stackTraceLimit = 0;
    try {
      return original(promise, context);
    } finally {
      Error.stackTraceLimit = limit;
    }
  };
}

/** Each `log.debug` is one call to the engine, sent strictly one after another, three a resource. */
function withoutDebugCalls(module: Log): void {
  if (typeof module.debug !== "function" || typeof module.hasErrors !== "function") {
    return;
  }
  patched.add(module);
  const done = Promise.resolve();
  module.debug = () => done;
}

/**
 * Node 20.20: `util.inspect(error, { colors: true })` never ends when a stack line names a file right under `node_modules/`, as the SDK's source maps do.
 * The SDK's runner does just that for every program that fails.
 */
const inspect = util.inspect;
const guarded = function (this: unknown, value: unknown, options: unknown, ...rest: unknown[]): string {
  const colourless = value instanceof Error && typeof options === "object" && options !== null && (options as { colors?: boolean }).colors;
  return (inspect as unknown as (...args: unknown[]) => string).call(this, value, colourless ? { ...options, colors: false } : options, ...rest);
};
Object.defineProperties(guarded, Object.getOwnPropertyDescriptors(inspect));
(util as { inspect: unknown }).inspect = guarded;
