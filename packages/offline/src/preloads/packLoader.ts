/** Loaded in a policy pack's process: `run-policy-pack` type-checks TypeScript packs at each start, with no option to turn that off. Here it only transpiles. */
import Module = require("node:module");

type Register = (options: Record<string, unknown>) => unknown;
type Load = (request: string, ...rest: unknown[]) => unknown;
const loader = Module as unknown as { _load: Load };
const original = loader._load;
const wrapped = new WeakMap<object, object>();

loader._load = function (this: unknown, request, ...rest) {
  const loaded = original.call(this, request, ...rest);
  if (!/(^|[\\/])ts-node(@[\d.]+)?$/.test(request) || typeof loaded !== "object" || loaded === null) {
    return loaded;
  }
  const register = (loaded as { register?: Register }).register;
  if (typeof register !== "function") {
    return loaded;
  }
  let transpiling = wrapped.get(loaded);
  if (transpiling === undefined) {
    transpiling = Object.create(loaded, {
      register: { value: (options: Record<string, unknown>) => register({ ...options, typeCheck: false, transpileOnly: true }) },
    }) as object;
    wrapped.set(loaded, transpiling);
  }
  return transpiling;
};
