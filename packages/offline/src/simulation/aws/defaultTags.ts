import {
  containsUnknown,
  isObject,
  isSecret,
  mapValues,
  type PropertyMap,
  type PropertyValue,
  secret,
  UNKNOWN,
  unwrapSecret,
} from "../../wire/values";

/** The tag settings of an AWS provider. */
export interface TagSettings {
  defaultTags: Record<string, PropertyValue>;
  ignoredKeys: string[];
  ignoredPrefixes: string[];
  /** Some of the settings depend on what a preview can't know. */
  unknown: boolean;
}

/** Reads `defaultTags` and `ignoreTags`, which the SDK and the stack's configuration hold as JSON text. */
export function tagSettings(provider: PropertyMap | undefined, config: Readonly<Record<string, string>>): TagSettings {
  const defaultTags = setting(provider?.defaultTags ?? config["aws:defaultTags"]);
  const ignoreTags = setting(provider?.ignoreTags ?? config["aws:ignoreTags"]);
  const tags = isObject(defaultTags) ? unwrapSecret(defaultTags.tags ?? null) : null;
  return {
    defaultTags: isObject(tags) ? tags : {},
    ignoredKeys: isObject(ignoreTags) ? texts(ignoreTags.keys) : [],
    ignoredPrefixes: isObject(ignoreTags) ? texts(ignoreTags.keyPrefixes) : [],
    unknown: containsUnknown(defaultTags) || containsUnknown(ignoreTags),
  };
}

/** All tags that a resource will have: its own over the provider's defaults, without those that the provider ignores. Unknown as soon as one part is. */
export function allTags(tags: PropertyValue | undefined, settings: TagSettings): PropertyValue {
  if (settings.unknown || containsUnknown(tags)) {
    return UNKNOWN;
  }
  const own = unwrapSecret(tags ?? null);
  const merged = { ...settings.defaultTags, ...(isObject(own) ? own : {}) };
  const kept = Object.entries(merged).filter(
    ([key]) => !settings.ignoredKeys.includes(key) && !settings.ignoredPrefixes.some((prefix) => key.startsWith(prefix)),
  );
  const result = Object.fromEntries(kept);
  return isSecret(tags) ? secret(result) : result;
}

/** A setting's value, whether it came as an object or as JSON text; a secret in it does not hide its keys. */
function setting(value: PropertyValue | undefined): PropertyValue {
  const inner = unwrapSecret(value ?? null);
  if (typeof inner !== "string" || !inner.startsWith("{")) {
    return inner;
  }
  try {
    const parsed = JSON.parse(inner) as PropertyValue;
    return isSecret(value) && isObject(parsed) && isObject(parsed.tags) ? { ...parsed, tags: mapValues(parsed.tags, secret) } : parsed;
  } catch {
    return null;
  }
}

function texts(value: PropertyValue | undefined): string[] {
  const inner = unwrapSecret(value ?? null);
  return Array.isArray(inner) ? inner.filter((item): item is string => typeof item === "string") : [];
}
