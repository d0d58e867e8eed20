/** What the generated SDK of a provider says of one resource type. */
export interface ResourceSchema {
  /**
   * The properties that a provider may compute (output-only, or optional and always present in the state), with their TypeScript types,
   * whitespace collapsed: `{ arn: "string", endpoint: "string" }`.
   */
  computed: Record<string, string>;
  /** Those of `computed` that a program can't set, sorted. */
  outputOnly: string[];
}

/** Reads a resource class from its generated JavaScript and declarations; undefined when the file holds no resource. */
export function extractResource(javascript: string, declarations: string): { type: string; schema: ResourceSchema } | undefined {
  const type = typeOf(javascript);
  if (type === undefined) {
    return undefined;
  }
  const outputOnly = new Set<string>();
  for (const [, name] of creationBranch(javascript).matchAll(/resourceInputs\["([^"]+)"\] = undefined \/\*out\*\//g)) {
    outputOnly.add(name as string);
  }
  const computed: Record<string, string> = {};
  for (const [, name, text] of declarations.matchAll(/^ {4}readonly (\w+): pulumi\.Output<([\s\S]*?)>;$/gm)) {
    const optional = /\| undefined$/.test(text as string);
    if (!optional || outputOnly.has(name as string)) {
      computed[name as string] = (text as string).replace(/\s+/g, " ").replace(/ \| undefined$/, "");
    }
  }
  for (const name of outputOnly) {
    computed[name] ??= "unknown";
  }
  return { type, schema: { computed, outputOnly: [...outputOnly].sort() } };
}

/** The type token that a generated resource class declares. */
export function typeOf(javascript: string): string | undefined {
  return /__pulumiType = ['"]([^'"]+)['"]/.exec(javascript)?.[1];
}

/** Native providers list every property as output-only in the branch for `Resource.get`, which comes second. */
function creationBranch(javascript: string): string {
  const creation = javascript.indexOf("if (!opts.id) {");
  if (creation < 0) {
    return javascript;
  }
  const reading = javascript.indexOf("\n        else {", creation);
  return reading < 0 ? javascript : javascript.slice(0, reading);
}
