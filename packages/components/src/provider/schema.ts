/** What is read of the package's Pulumi schema, `schema.json`, which `npm run schema` writes. */
export interface PackageSchema {
  name: string;
  version: string;
  /** The components, by type token. */
  resources: Record<string, { inputProperties: Properties; properties: Properties }>;
  /** The types of arguments, by token; enumerations have no properties. */
  types: Record<string, { properties?: Properties }>;
}

export type Properties = Record<string, PropertySchema>;

export interface PropertySchema {
  /** Whether a program has to know the value before anything is created. */
  plain?: boolean;
  /** A reference to one of the types, such as `#/types/firmament:index:PlatformTags`. */
  $ref?: string;
  /** The items of a list. */
  items?: PropertySchema;
  /** The values of a map. */
  additionalProperties?: PropertySchema;
}
