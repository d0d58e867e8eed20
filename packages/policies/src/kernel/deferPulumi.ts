/**
 * `@pulumi/policy` imports the whole of `@pulumi/pulumi`, which takes most of a pack's start (it loads npm's dependency resolver, for serialized
 * functions), and uses two things of it. This stands in for the whole until something else is asked for.
 */
import Module = require("node:module");

const DEEP: Readonly<Record<string, (load: NodeJS.Require) => unknown>> = {
  asset: (load) => load("@pulumi/pulumi/asset"),
  Output: (load) => (load("@pulumi/pulumi/output") as { Output: unknown }).Output,
};

/** @param load resolves `@pulumi/pulumi` as `@pulumi/policy` does. */
export function deferPulumi(load: NodeJS.Require): void {
  const path = load.resolve("@pulumi/pulumi");
  if (load.cache[path] !== undefined) {
    return;
  }
  const whole = (): object => {
    if (load.cache[path] === standIn) {
      delete load.cache[path];
    }
    return load("@pulumi/pulumi") as object;
  };
  const standIn = new Module(path);
  standIn.filename = path;
  standIn.loaded = true;
  standIn.exports = new Proxy(
    {},
    {
      get: (_, name) => (typeof name === "string" && Object.hasOwn(DEEP, name) ? DEEP[name]?.(load) : Reflect.get(whole(), name)),
      has: (_, name) => Reflect.has(whole(), name),
    },
  );
  load.cache[path] = standIn;
}
