import type { Property } from "../kernel/property";
import { type StackResource, type StackView, onceForStack } from "../kernel/resource";
import { awsResources } from "../kernel/types";

export const metricAlarms = awsResources("cloudwatch", "MetricAlarm");

/** What CloudWatch calls a resource: the dimensions of its metrics, and the values that they may have. */
export interface Dimensions {
  /** Such as `AWS/Lambda`. */
  namespace: string;
  /** Such as `FunctionName`. */
  names: readonly string[];
  /** Properties that give the resource its name there. */
  identities: readonly string[];
}

interface Watch {
  /** Resources that its dimensions were made from. */
  sources: ReadonlySet<string>;
  /** Each dimension that it names. */
  dimensions: readonly (readonly [string, Property])[];
  /** What it watches all of: of a metric without a dimension, or of a query (`SELECT … FROM SCHEMA("AWS/Lambda", …)`), the texts that name it. */
  all: readonly string[];
  /** Dimensions that can't be known yet, and that no resource of the stack went into. */
  unknown?: Property;
}

const watchesOf: (stack: StackView) => readonly Watch[] = onceForStack((stack) =>
  stack.resources.filter(({ type }) => metricAlarms.matches(type)).map(watchOf),
);

/**
 * Whether an alarm of the stack watches a resource: its dimensions were made from the resource or have its name, or it watches all resources of that service.
 * @throws Undetermined when none does, and one that is unknown may.
 */
export function isWatched(target: StackResource, { namespace, names, identities }: Dimensions, stack: StackView): boolean {
  const watches = watchesOf(stack);
  if (watches.some(({ sources, all }) => sources.has(target.urn) || all.some((one) => one.includes(namespace)))) {
    return true;
  }
  const values = watches.flatMap(({ dimensions }) => dimensions.flatMap(([name, value]) => (names.includes(name) ? [value] : [])));
  const given = identities.flatMap((key) => [target.properties.at(key), target.outputs.at(key)]).filter((identity) => !identity.isAbsent);
  const isSame = (value: Property): boolean =>
    !value.isUnknown && given.some((identity) => !identity.isUnknown && identity.string() === value.string());
  if (values.some(isSame)) {
    return true;
  }
  const hidden = identities.map((key) => target.properties.at(key)).find((identity) => identity.isUnknown);
  const unknown =
    watches.find((watch) => watch.unknown !== undefined)?.unknown ??
    values.find((value) => value.isUnknown) ??
    (values.length > 0 ? hidden : undefined);
  if (unknown !== undefined) {
    throw unknown.undetermined();
  }
  return false;
}

function watchOf(alarm: StackResource): Watch {
  const { properties } = alarm;
  const sources = new Set(["dimensions", "metricQueries"].flatMap((property) => alarm.dependenciesOf(property)).map(({ urn }) => urn));
  const queries = properties.at("metricQueries");
  const metrics = queries.isUnknown ? [] : queries.items().map((query) => query.at("metric"));
  const places = [properties, ...metrics].map((metric) => metric.at("dimensions"));
  const dimensions = places.flatMap((place) => (place.isUnknown ? [] : place.entries()));
  const all = queries.isUnknown ? [] : queries.items().map((query) => query.at("expression"));
  if (queries.isAbsent && properties.at("dimensions").isAbsent) {
    all.push(properties.at("namespace"));
  }
  const unknown = [queries, ...places, ...dimensions.map(([, value]) => value), ...all].find((place) => place.isUnknown);
  return {
    sources,
    dimensions: dimensions.filter(([, value]) => sources.size === 0 || !value.isUnknown),
    all: all.flatMap((text) => (text.isUnknown ? [] : (text.string() ?? []))),
    unknown: sources.size === 0 ? unknown : undefined,
  };
}
