import type { PropertyValue } from "../wire/values";

/** What the generated SDK of a provider says of one data source. */
export interface FunctionSchema {
  /** The fields of its answer. */
  results: Record<string, ResultField>;
}

export interface ResultField {
  /** Whether every answer has it. */
  required: boolean;
  /** Nothing, in the field's type: "", 0, false, an empty list or an empty object. */
  empty: PropertyValue;
}

/** Reads the result interface of a data source from its declarations; undefined when there is none. */
export function extractFunction(declarations: string): FunctionSchema | undefined {
  const body = /^export interface \w+Result \{$([\s\S]*?)^\}$/m.exec(declarations)?.[1];
  if (body === undefined) {
    return undefined;
  }
  const results: FunctionSchema["results"] = {};
  for (const [, name, optional, type] of body.matchAll(/^ {4}readonly (\w+)(\?)?: ([\s\S]*?);$/gm)) {
    results[name as string] = { required: optional === undefined, empty: emptyOf(type as string) };
  }
  return { results };
}

function emptyOf(type: string): PropertyValue {
  switch (type) {
    case "string":
      return "";
    case "number":
      return 0;
    case "boolean":
      return false;
    default:
      return type.endsWith("[]") ? [] : {};
  }
}
