import type { Property } from "../kernel/property";
import { type StackResource, type StackView, onceForStack } from "../kernel/resource";
import type { TypeFamily } from "../kernel/types";

/** What the AWS provider calls the identity of a resource, in one place or another. */
const IDENTITIES = ["id", "arn", "name", "bucket", "clusterIdentifier"];

interface References {
  /** By the URN of the resource whose outputs went into the property. */
  bySource: Map<string, StackResource[]>;
  /** By an id, name or ARN in the property. */
  byText: Map<string, StackResource[]>;
  /** An unknown that was made from none of the stack's resources, so that it may name any. */
  unknown?: Property;
}

/**
 * Finds the resources of some types that name a resource in a property, alone or in a list: they were made from its outputs, or have its id, name or ARN.
 * All references of a stack are read once.
 * @returns what finds them; it throws Undetermined when it finds fewer than are `enough` to answer with (default: 1), and one that is unknown may be another.
 */
export function referrers(
  family: TypeFamily,
  property: string,
): (target: StackResource, stack: StackView, enough?: number) => readonly StackResource[] {
  const referencesOf = onceForStack((stack) => read(stack, family, property));
  return (target, stack, enough = 1) => {
    const { bySource, byText, unknown } = referencesOf(stack);
    const found = new Set(bySource.get(target.urn));
    for (const identity of identitiesOf(target)) {
      byText.get(identity)?.forEach((one) => found.add(one));
    }
    const undecided = unknown ?? (byText.size > 0 ? unknownName(target) : undefined);
    if (found.size < enough && undecided !== undefined) {
      throw undecided.undetermined();
    }
    return [...found];
  };
}

function read(stack: StackView, family: TypeFamily, property: string): References {
  const references: References = { bySource: new Map(), byText: new Map() };
  for (const resource of stack.resources.filter(({ type }) => family.matches(type))) {
    const sources = resource.dependenciesOf(property);
    sources.forEach((source) => add(references.bySource, source.urn, resource));
    const place = resource.properties.at(property);
    for (const one of place.isUnknown || place.string() !== undefined ? [place] : place.items()) {
      if (!one.isUnknown) {
        add(references.byText, one.string() ?? "", resource);
      } else if (sources.length === 0) {
        references.unknown ??= one;
      }
    }
  }
  return references;
}

function add(map: Map<string, StackResource[]>, key: string, resource: StackResource): void {
  const known = map.get(key);
  if (known === undefined) {
    map.set(key, [resource]);
  } else {
    known.push(resource);
  }
}

function identitiesOf({ outputs, properties }: StackResource): string[] {
  return IDENTITIES.flatMap((key) => [outputs, properties].flatMap((place) => (place.at(key).isUnknown ? [] : (place.at(key).string() ?? []))));
}

/** A name that the program gives and that is not known yet: a text may be it. An id is made by AWS, and no text of the program can be it. */
function unknownName({ properties }: StackResource): Property | undefined {
  return ["name", "bucket", "clusterIdentifier"].map((key) => properties.at(key)).find((name) => name.isUnknown);
}
