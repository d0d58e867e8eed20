/** Loaded before `@pulumi/pulumi` in a program's or a pack's process: the properties in every request and response stay bytes until they are asked for. */
import Module = require("node:module");
import { type StructClass, keepBytes } from "../wire/lazyStruct";

type Load = (request: string, ...rest: unknown[]) => unknown;
const loader = Module as unknown as { _load: Load };
const original = loader._load;
const patched = new WeakSet<object>();

loader._load = function (this: unknown, request, ...rest) {
  const loaded = original.call(this, request, ...rest);
  if (/[\\/]protobuf[\\/]struct_pb(\.js)?$/.test(request)) {
    const { Struct } = loaded as { Struct?: StructClass };
    if (typeof Struct?.fromJavaScript === "function" && !patched.has(Struct)) {
      patched.add(Struct);
      keepBytes(Struct);
    }
  }
  return loaded;
};
