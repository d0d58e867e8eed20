/**
 * Property values in Pulumi's JSON wire form: what a `google.protobuf.Struct` becomes in JavaScript. The engine never uses SDK objects for them,
 * so nothing that the wire carries (secrets at their exact place, unknowns, dependencies) is lost on the way through.
 */
export type PropertyValue = null | boolean | number | string | PropertyValue[] | { [key: string]: PropertyValue };

/** A resource's or a call's properties. */
export type PropertyMap = Record<string, PropertyValue>;

/** The key that marks an object as one of the special values below. */
export const SIGNATURE = "4dabf18193072939515e22adb298388d";
export const SECRET = "1b47061264138c4ac30d75fd1eb44270";
export const RESOURCE = "5cf8f73096256a8f31e491e813e4eb8e";
export const OUTPUT = "d0e6a833031e9bbcd3f4e8bde6ca49a4";
export const ASSET = "c44067f5952c0a294b673a41bacd8c17";
export const ARCHIVE = "0def7320c3a5731c473e5ecbe6d01bc7";

/** The sentinel for a value that can't be known during preview (a string; the only one that Node programs send). */
export const UNKNOWN = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

/** Every sentinel: the engine has one for each kind of value, and other language SDKs send them. */
const UNKNOWNS: ReadonlySet<unknown> = new Set([
  UNKNOWN,
  "1c4a061d-8072-4f0a-a4cb-0ff528b18fe7", // boolean
  "3eeb2bf0-c639-47a8-9e75-3b44932eb421", // number
  "6a19a0b0-7e62-4c92-b797-7f8e31da9cc2", // array
  "030794c1-ac77-496b-92df-f27374a8bd58", // asset
  "e48ece36-62e2-4504-bad9-02848725956a", // archive
  "dd056dcd-154b-4c76-9bd3-c8f88648b5ff", // object
]);

/** An object that carries a signature. */
export interface Signed {
  [SIGNATURE]: string;
  [key: string]: PropertyValue;
}

export function isUnknown(value: unknown): boolean {
  return typeof value === "string" && UNKNOWNS.has(value);
}

export function isObject(value: PropertyValue | undefined): value is { [key: string]: PropertyValue } {
  return value !== null && typeof value === "object" && !Array.isArray(value);
}

export function isSigned(value: PropertyValue | undefined, signature?: string): value is Signed {
  return isObject(value) && (signature === undefined ? value[SIGNATURE] !== undefined : value[SIGNATURE] === signature);
}

export function isSecret(value: PropertyValue | undefined): value is Signed {
  return isSigned(value, SECRET);
}

/** Marks a value secret; a value that is one already stays as it is. */
export function secret(value: PropertyValue): PropertyValue {
  return isSecret(value) ? value : { [SIGNATURE]: SECRET, value };
}

/** The value inside a secret, or the value itself. */
export function unwrapSecret(value: PropertyValue): PropertyValue {
  return isSecret(value) ? (value.value ?? null) : value;
}

/** The properties with what is secret in clear and unmarked, as a data source gets its arguments. */
export function withoutSecrets(properties: PropertyMap): PropertyMap {
  return mapValues(properties, (value) =>
    mapSigned(value, (signed, recurse) => (signed[SIGNATURE] === SECRET ? recurse(signed.value ?? null) : signed)),
  );
}

/** Replaces each signed object in a value by what `replace` makes of it. What has none inside is not copied. */
export function mapSigned(
  value: PropertyValue,
  replace: (signed: Signed, recurse: (value: PropertyValue) => PropertyValue) => PropertyValue,
): PropertyValue {
  const visit = (current: PropertyValue): PropertyValue => {
    if (current === null || typeof current !== "object") {
      return current;
    }
    return isSigned(current) ? replace(current, visit) : mapItems(current, visit);
  };
  return visit(value);
}

/** Maps the items of an array or the values of an object; the same one comes back when none has changed. */
export function mapItems(
  container: PropertyValue[] | PropertyMap,
  map: (item: PropertyValue, key: string) => PropertyValue,
): PropertyValue[] | PropertyMap {
  const items = container as PropertyMap;
  let changed: PropertyMap | undefined;
  for (const key of Object.keys(items)) {
    const before = items[key] as PropertyValue;
    const after = map(before, key);
    if (after !== before) {
      changed ??= (Array.isArray(container) ? [...container] : { ...container }) as PropertyMap;
      changed[key] = after;
    }
  }
  return changed ?? container;
}

/** Whether any part of the value is unknown. */
export function containsUnknown(value: PropertyValue | undefined): boolean {
  if (value === null || typeof value !== "object") {
    return isUnknown(value);
  }
  if (isSigned(value, OUTPUT) && value.value === undefined) {
    return true;
  }
  return Object.values(value).some(containsUnknown);
}

/** Whether any part of the value is secret. */
export function containsSecret(value: PropertyValue | undefined): boolean {
  if (value === undefined || value === null || typeof value !== "object") {
    return false;
  }
  if (isSecret(value) || (isSigned(value, OUTPUT) && value.secret === true)) {
    return true;
  }
  return Object.values(value).some(containsSecret);
}

/**
 * Turns output values into what the engine stores: the unknown sentinel, a secret, or the plain value. The resources that they depend on are added
 * to `dependencies`.
 */
export function downgradeOutputs(value: PropertyValue, dependencies?: Set<string>): PropertyValue {
  return mapSigned(value, (signed, recurse) => {
    switch (signed[SIGNATURE]) {
      case OUTPUT: {
        for (const urn of (signed.dependencies as string[] | undefined) ?? []) {
          dependencies?.add(urn);
        }
        const inner = signed.value === undefined ? UNKNOWN : recurse(signed.value);
        return signed.secret === true ? secret(inner) : inner;
      }
      case SECRET:
        return secret(recurse(signed.value ?? null));
      case RESOURCE:
        return signed.id === undefined ? signed : { ...signed, id: recurse(signed.id) };
      default:
        return signed;
    }
  });
}

/** Turns secrets and unknowns at any depth into output values, which is how the engine hands properties to transforms: what is beside them stays as it is. */
export function upgradeMarked(value: PropertyValue): PropertyValue {
  if (isUnknown(value)) {
    return { [SIGNATURE]: OUTPUT };
  }
  if (value === null || typeof value !== "object") {
    return value;
  }
  switch (isSigned(value) ? value[SIGNATURE] : undefined) {
    case undefined:
    case OUTPUT:
      return mapItems(value as PropertyMap, upgradeMarked);
    case SECRET:
      return { [SIGNATURE]: OUTPUT, value: upgradeMarked(unwrapSecret(value)), secret: true };
    default:
      return value;
  }
}

/** Turns each top-level property into an output value that carries its dependencies, which is how the engine hands properties to a resource's own transforms. */
export function upgradeToOutputs(properties: PropertyMap, dependencies: ReadonlyMap<string, ReadonlySet<string>>): PropertyMap {
  const upgraded: PropertyMap = {};
  for (const [key, value] of Object.entries(properties)) {
    const urns = [...(dependencies.get(key) ?? [])];
    if (urns.length === 0) {
      upgraded[key] = value;
    } else if (isSigned(value, OUTPUT)) {
      const own = (value.dependencies as string[] | undefined) ?? [];
      upgraded[key] = { ...value, dependencies: [...new Set([...own, ...urns])] };
    } else {
      const inner = unwrapSecret(value);
      upgraded[key] = {
        [SIGNATURE]: OUTPUT,
        ...(isUnknown(inner) ? {} : { value: inner }),
        ...(isSecret(value) ? { secret: true } : {}),
        dependencies: urns,
      };
    }
  }
  return upgraded;
}

/**
 * The form in which the engine sends properties to analyzers: unknowns and secrets stay, output values and resource references are flattened
 * (`KeepUnknowns, KeepSecrets`, neither `KeepResources` nor `KeepOutputValues`).
 */
export function forAnalyzer(properties: PropertyMap, options: { skipInternalKeys: boolean }): PropertyMap {
  const sent: PropertyMap = {};
  for (const [key, value] of Object.entries(properties)) {
    if (options.skipInternalKeys && key.startsWith("__")) {
      continue;
    }
    sent[key] = mapSigned(value, (signed, recurse) => {
      switch (signed[SIGNATURE]) {
        case RESOURCE:
          return signed.id === undefined || signed.id === null ? (signed.urn ?? null) : signed.id === "" ? UNKNOWN : recurse(signed.id);
        case SECRET:
          return { [SIGNATURE]: SECRET, value: recurse(signed.value ?? null) };
        case OUTPUT:
          return recurse(downgradeOutputs(signed));
        default:
          return signed;
      }
    });
  }
  return sent;
}

/** Like `Object.fromEntries(Object.entries(…).map(…))`, once for all. */
export function mapValues<V, W>(record: Record<string, V>, map: (value: V, key: string) => W): Record<string, W> {
  // Not by assignment, which for the key `__proto__` would not add a property.
  return Object.fromEntries(Object.keys(record).map((key) => [key, map(record[key] as V, key)]));
}
