import { type Change, END, type Property } from "./property";
import type { Resource } from "./resource";

export const AUTO_SCALING_GROUP = "aws:autoscaling/group:Group";

/** The tags of an AWS resource, as far as they are known. */
export interface Tags {
  /** Values by key. A value that is there but unknown is undefined. */
  values: ReadonlyMap<string, string | undefined>;
  /** Where each value is, by key. */
  places: ReadonlyMap<string, Property>;
  /** Where keys may be that can't be known yet; undefined when all are known. */
  unknown?: Property;
}

/**
 * Reads `tagsAll`, which the AWS provider's check makes of the resource's tags and the provider's default tags. One unknown value makes all of it
 * unknown, and without a check it is not there: then both sources are read here, as the provider would.
 */
export function tagsOf(resource: Resource): Tags {
  const all = resource.properties.at("tagsAll");
  // A group's tags are a list of their own kind, which the provider does not merge its default tags into.
  const defaults = resource.type === AUTO_SCALING_GROUP ? [] : defaultTagsOf(resource);
  const given = collect([...defaults, resource.properties.at("tags")]);
  if (all.isUnknown || all.isAbsent) {
    return given;
  }
  const merged = collect([all]);
  // The provider's check loses the marks of secrets.
  const places = new Map([...merged.places].map(([key, place]) => [key, given.places.get(key)?.isSecret === true ? place.asSecret() : place]));
  return { ...merged, places };
}

/**
 * What gives the resource a tag: in `tags`, and in `tagsAll`, since the provider does not check again what a policy has changed. A tag of an Auto Scaling
 * group is passed on to its instances.
 */
export function tagged({ type, properties }: Resource, key: string, value: string): (Change | undefined)[] {
  const [tags, all] = [properties.at("tags"), properties.at("tagsAll")];
  if (tags.isUnknown) {
    return [undefined];
  }
  if (type === AUTO_SCALING_GROUP) {
    const present = tags.items().find((tag) => !tag.isUnknown && !tag.at("key").isUnknown && tag.at("key").string() === key);
    return [present?.at("value").changedTo(value) ?? tags.at(END).changedTo({ key, value, propagateAtLaunch: true })];
  }
  return [tags, ...(all.isUnknown || all.isAbsent ? [] : [all])].map((place) => place.at(key).changedTo(value));
}

/** The `tags` of the provider's `defaultTags`, which the SDK sends as JSON text; none where it has none. */
export function defaultTagsOf(resource: Resource): Property[] {
  const defaults = resource.provider?.properties.at("defaultTags");
  if (defaults === undefined || defaults.isAbsent) {
    return [];
  }
  return [defaults.parsed().at("tags")];
}

/** Later sources win. */
function collect(sources: Property[]): Tags {
  const values = new Map<string, string | undefined>();
  const places = new Map<string, Property>();
  const add = (key: string, value: Property): void => {
    values.set(key, valueOf(value));
    places.set(key, value);
  };
  let unknown: Property | undefined;
  for (const source of sources) {
    if (source.isUnknown) {
      unknown ??= source;
      continue;
    }
    for (const [key, value] of source.entries()) {
      add(key, value);
    }
    for (const tag of source.items()) {
      const key = tag.isUnknown ? tag : tag.at("key");
      if (key.isUnknown) {
        unknown ??= key;
        continue;
      }
      const name = key.string();
      if (name !== undefined) {
        add(name, tag.at("value"));
      }
    }
  }
  return { values, places, unknown };
}

/** A value that is there but not known is undefined; one that is no text is none. */
function valueOf(property: Property): string | undefined {
  return property.isUnknown ? undefined : (property.string() ?? "");
}
