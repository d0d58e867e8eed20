import { type Exemption, readExemptions } from "./exemptions";
import type { Options, Values } from "./options";

/** A rule's configuration, read. */
export interface Configuration<O extends Options = Options> {
  values: Values<O>;
  exemptions: Exemption[];
  /** What is wrong with it, as sentences; the default holds in place of what can't be read. */
  problems: string[];
}

/**
 * Defaults are merged here, since only an engine that has read the pack's schema sends them; and unknown keys are refused here, since no engine does. A
 * misspelt option would otherwise turn a guardrail off without a word.
 */
export function readConfiguration<O extends Options>(options: O, given: Readonly<Record<string, unknown>>): Configuration<O> {
  const values: Record<string, unknown> = {};
  const problems: string[] = [];
  for (const [name, option] of Object.entries(options)) {
    const value = given[name] === undefined ? option.default : option.read(given[name]);
    if (value === undefined) {
      problems.push(`${name} must be ${option.mustBe}; ${shown(given[name])} is not`);
    }
    values[name] = value ?? option.default;
  }
  const known = [...Object.keys(options), "exemptions"].sort();
  for (const name of Object.keys(given)) {
    if (!known.includes(name)) {
      problems.push(`${name} is not an option of this rule; it has ${known.join(", ")}`);
    }
  }
  const { exemptions, problems: ofExemptions } = readExemptions(given.exemptions);
  return { values: values as Values<O>, exemptions, problems: [...problems, ...ofExemptions] };
}

function shown(value: unknown): string {
  const json = JSON.stringify(value) ?? String(value);
  return json.length > 60 ? `${json.slice(0, 57)}...` : json;
}
