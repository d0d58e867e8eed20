import type { Partition } from "../aws/regions";
import type { PropertyMap, PropertyValue } from "../../wire/values";

/** What an answer may depend on beside its arguments. */
export interface DataSourceContext {
  region: string;
  partition: Partition;
  accountId: string;
  /** The provider's default tags. */
  tags: () => Record<string, PropertyValue>;
  isNamespaced: (apiVersion: PropertyValue | undefined, kind: PropertyValue | undefined) => boolean;
  /** Where the SDK of the token's package is installed. */
  sdkDirectory: string | undefined;
}

/**
 * Answers a call, without secrets in its arguments; undefined when this one can't be answered. What an answer leaves out of what the SDK promises is taken from
 * the arguments, else it is empty.
 */
export type DataSource = (args: PropertyMap, context: DataSourceContext) => PropertyMap | undefined;

export interface DataSources {
  /** Made up: realistic, and the same in every run. By token. */
  simulated?: Record<string, DataSource>;
  /** The same answer as the provider's. By token. */
  computed?: Record<string, DataSource>;
}

/** An argument that is text; undefined when it is missing, empty or something else. */
export function text(args: PropertyMap, name: string): string | undefined {
  const value = args[name];
  return typeof value === "string" && value !== "" ? value : undefined;
}

export function texts(value: PropertyValue | undefined): string[] {
  return Array.isArray(value) ? value.filter((item): item is string => typeof item === "string") : [];
}
