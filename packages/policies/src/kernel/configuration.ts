import { type Exemption, readExemptions } from "./exemptions";
import { type Options, type Values, flag } from "./options";

/** A rule's configuration, read. */
export interface Configuration<O extends Options = Options> {
  values: Values<O>;
  exemptions: Exemption[];
  /** Whether exemptions in the annotations and tags of resources hold. */
  inlineExemptions: boolean;
  /** What is wrong with it, as sentences; the default holds in place of what can't be read or had. */
  problems: string[];
}

/** What every rule has beside its own options. */
const COMMON = { inlineExemptions: flag("Whether exemptions in the annotations and tags of resources hold.", true) };

/** JSON schemas of all that a rule's configuration may have. */
export function schemasOf(options: Options): Record<string, object> {
  const own = Object.entries({ ...options, ...COMMON }).map(([name, option]) => [name, option.schema] as const);
  const exemptions = {
    type: "array",
    items: { type: "object" },
    description: "Resources that the rule lets be: match, reason, owner, expires, and optionally ticket.",
  };
  return { ...Object.fromEntries(own), exemptions };
}

/**
 * Defaults are merged here, since only an engine that has read the pack's schema sends them; and unknown keys are refused here, since no engine does. A
 * misspelt option would otherwise turn a guardrail off without a word.
 */
export function readConfiguration<O extends Options>(options: O, given: Readonly<Record<string, unknown>>): Configuration<O> {
  const values: Record<string, unknown> = {};
  const problems: string[] = [];
  const all = { ...options, ...COMMON };
  for (const [name, option] of Object.entries(all)) {
    const value = given[name] === undefined ? option.default : option.read(given[name]);
    const lack = value === undefined ? undefined : option.lacks?.(value);
    if (value === undefined) {
      problems.push(`${name} must be ${option.mustBe}; ${shown(given[name])} is not`);
    } else if (lack !== undefined) {
      problems.push(`${name}: ${lack}`);
    }
    values[name] = lack === undefined ? (value ?? option.default) : option.default;
  }
  const known = [...Object.keys(all), "exemptions"].sort();
  for (const name of Object.keys(given)) {
    if (!known.includes(name)) {
      problems.push(`${name} is not an option of this rule; it has ${known.join(", ")}`);
    }
  }
  const { exemptions, problems: ofExemptions } = readExemptions(given.exemptions);
  const { inlineExemptions, ...own } = values;
  return { values: own as Values<O>, exemptions, inlineExemptions: inlineExemptions as boolean, problems: [...problems, ...ofExemptions] };
}

function shown(value: unknown): string {
  const json = JSON.stringify(value) ?? String(value);
  return json.length > 60 ? `${json.slice(0, 57)}...` : json;
}
