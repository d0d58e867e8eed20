import type { ConfigValue } from "./configValue";

/** A type that Pulumi.yaml declares for a configuration value. */
export interface ConfigType {
  type: (typeof TYPE_NAMES)[number];
  /** Of an array. */
  items?: ConfigType;
}

export const TYPE_NAMES = ["string", "integer", "boolean", "array", "object"] as const;

/** As in the CLI, text that reads as an integer or as a boolean is one. */
export function hasType(value: ConfigValue, declared: ConfigType): boolean {
  switch (declared.type) {
    case "string":
      return typeof value === "string";
    case "integer":
      return typeof value === "bigint" || Number.isInteger(value) || (typeof value === "string" && /^[-+]?\d+$/.test(value));
    case "boolean":
      return typeof value === "boolean" || value === "true" || value === "false";
    case "object":
      return value !== null && typeof value === "object" && !Array.isArray(value);
    case "array": {
      const { items } = declared;
      return Array.isArray(value) && items !== undefined && value.every((item) => hasType(item, items));
    }
  }
}

/** `array<string>` */
export function typeName(declared: ConfigType): string {
  return declared.items === undefined ? declared.type : `array<${typeName(declared.items)}>`;
}
