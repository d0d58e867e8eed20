import type { Property } from "../kernel/property";

/** The AWS provider takes some of its flags as text (`encrypted: "true"` of a launch template). Undefined when there is neither. */
export function flagOf(property: Property): boolean | undefined {
  const text = property.string();
  return text === "true" ? true : text === "false" ? false : property.boolean();
}

/** A number, in either form. */
export function numberOf(property: Property): number | undefined {
  const text = property.string();
  return text !== undefined && /^-?\d+$/.test(text) ? Number(text) : property.number();
}
