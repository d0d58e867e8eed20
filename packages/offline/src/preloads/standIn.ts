/** Stands in for a module that is loaded when something of it is asked for that is not in `known`. */
export function standIn(load: () => object, known: Readonly<Record<string, unknown>> = {}): object {
  let loaded: object | undefined;
  const get = (_: object, name: string | symbol): unknown => {
    // The helpers of compiled imports ask this before there is any use of the module.
    if (name === "__esModule") {
      return true;
    }
    if (typeof name === "string" && Object.hasOwn(known, name)) {
      return known[name];
    }
    loaded ??= load();
    return name === "default" && !Reflect.has(loaded, "default") ? loaded : (Reflect.get(loaded, name) as unknown);
  };
  return new Proxy({}, { get });
}
