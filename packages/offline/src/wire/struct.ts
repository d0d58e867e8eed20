import { Struct } from "google-protobuf/google/protobuf/struct_pb";
import type { JavaScriptValue } from "google-protobuf/google/protobuf/struct_pb";
import type { PropertyMap, PropertyValue } from "./values";

/** From protobuf to properties; a missing struct is empty. */
export function fromStruct(struct: Struct | undefined): PropertyMap {
  return (struct?.toJavaScript() ?? {}) as PropertyMap;
}

/** From properties to protobuf. */
export function toStruct(properties: PropertyMap): Struct {
  return Struct.fromJavaScript(withoutUndefined(properties) as Record<string, JavaScriptValue>);
}

/** `Struct.fromJavaScript` refuses `undefined` with "Unexpected struct type"; an absent property is simply left out. */
function withoutUndefined(value: PropertyValue): PropertyValue {
  if (value === undefined) {
    return null;
  }
  if (value === null || typeof value !== "object") {
    return value;
  }
  if (Array.isArray(value)) {
    return value.map(withoutUndefined);
  }
  const kept: PropertyMap = {};
  for (const key of Object.keys(value)) {
    const item = value[key];
    if (item !== undefined) {
      kept[key] = withoutUndefined(item);
    }
  }
  return kept;
}
