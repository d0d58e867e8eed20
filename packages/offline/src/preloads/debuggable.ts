/** The SDK's module `runtime/debuggable`, through which every promise goes that it makes. */
export interface Debuggable {
  debuggablePromise?: (promise: Promise<unknown>, context: unknown) => Promise<unknown>;
}

/** The SDK keeps `new Error().stack` for each of the four promises that it makes a property. The leak check stays, its strings are not built. False when there is nothing to patch. */
export function withoutStacks(module: Debuggable): boolean {
  const original = module.debuggablePromise;
  if (typeof original !== "function") {
    return false;
  }
  module.debuggablePromise = (promise, context) => {
    const limit = Error.stackTraceLimit;
    Error.stackTraceLimit = 0;
    try {
      return original(promise, context);
    } finally {
      Error.stackTraceLimit = limit;
    }
  };
  return true;
}
