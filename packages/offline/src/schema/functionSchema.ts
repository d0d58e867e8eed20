/** What the generated SDK of a provider says of one data source. */
export interface FunctionSchema {
  /** The fields of its answer, and whether an answer always has them. */
  results: Record<string, { required: boolean }>;
}

/** Reads the result interface of a data source from its declarations; undefined when there is none. */
export function extractFunction(declarations: string): FunctionSchema | undefined {
  const body = /^export interface \w+Result \{$([\s\S]*?)^\}$/m.exec(declarations)?.[1];
  if (body === undefined) {
    return undefined;
  }
  const results: FunctionSchema["results"] = {};
  for (const [, name, optional] of body.matchAll(/^ {4}readonly (\w+)(\?)?:/gm)) {
    results[name as string] = { required: optional === undefined };
  }
  return { results };
}
