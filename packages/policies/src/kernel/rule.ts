import type { Compliance } from "./compliance";
import type { Options, Values } from "./options";
import type { Detail, Severity } from "./report";
import type { Resource, RunFacts, StackResource, StackView } from "./resource";
import type { TypeFamily } from "./types";

/** What is said of a rule in every place: descriptions, help and documentation are all made from this. */
export interface RuleMetadata {
  /** Such as `cost-required-tags`: the area and the rule. */
  id: string;
  title: string;
  severity: Severity;
  /** What holds where the rule is kept, after "must": `carry every required cost tag`. */
  must: string;
  /** Why, after "because": `cost without an owner is nobody's to reduce`. */
  because: string;
  /** What to do about a violation, in general. */
  fix: string;
  /** What the rule mends by itself at the level `remediate`, after "it": `adds missing keys whose values are configured`. Absent where it mends nothing. */
  remedy?: string;
  /** The published controls that demand what the rule demands, or a part of it. Default: none. */
  compliance?: Compliance;
  appliesTo: TypeFamily;
}

interface Check {
  /**
   * Runs a part of the check whose outcome does not decide over the others: if it needs an unknown value, that is reported as undetermined, and the
   * check goes on after it.
   * @returns what the part returned, or undefined when it could not be decided.
   */
  attempt<T>(part: () => T): T | undefined;
  run: RunFacts;
}

/** What a rule on single resources gets. */
export interface ResourceCheck<O extends Options> extends Check {
  resource: Resource;
  config: Values<O>;
  /** Reports a violation. */
  report(what: string, detail?: Detail): void;
}

/** What a rule on the finished stack gets. */
export interface StackCheck<O extends Options> extends Check {
  stack: StackView;
  /** The resources of the stack that the rule applies to. */
  resources: readonly StackResource[];
  config: Values<O>;
  /** Reports a violation of a resource. */
  report(resource: StackResource, what: string, detail?: Detail): void;
}

/** Judges each resource by its inputs, before it is created. */
export interface ResourceRule extends RuleMetadata {
  kind: "resource";
  options: Options;
  check(context: ResourceCheck<Options>): void;
}

/** Judges the finished stack, where resources are seen together. */
export interface StackRule extends RuleMetadata {
  kind: "stack";
  options: Options;
  check(context: StackCheck<Options>): void;
}

export type Rule = ResourceRule | StackRule;

/** A rule that looks at one resource at a time. */
export function resourceRule<O extends Options>(rule: RuleMetadata & { config: O; check(context: ResourceCheck<O>): void }): ResourceRule {
  const { config, check, ...metadata } = rule;
  return { ...metadata, kind: "resource", options: config, check: check as ResourceRule["check"] };
}

/** A rule that needs to see resources together, or what a value was made from. */
export function stackRule<O extends Options>(rule: RuleMetadata & { config: O; check(context: StackCheck<O>): void }): StackRule {
  const { config, check, ...metadata } = rule;
  return { ...metadata, kind: "stack", options: config, check: check as StackRule["check"] };
}

/** What every pack says of its exemptions, beside its rules. */
export const EXEMPTIONS: RuleMetadata = {
  id: "exemptions",
  title: "Exemptions in use",
  severity: "low",
  must: "be readable, allowed and needed",
  because: "one that covers nothing today would silently cover what goes wrong tomorrow",
  fix: "delete the exemption, or correct it",
  appliesTo: { subject: "exemptions", matches: () => false, knows: () => false },
};

/** What the rule demands, in one sentence. */
export function descriptionOf(rule: RuleMetadata): string {
  const subject = rule.appliesTo.subject;
  return `${subject.charAt(0).toUpperCase()}${subject.slice(1)} must ${rule.must}, because ${rule.because}.`;
}

/** Where the rule is explained. */
export function linkTo({ id }: { id: string }): string {
  const page = id === EXEMPTIONS.id ? "policies.md#exemptions" : `rules/${id}.md`;
  return `https://github.com/firmament-platform/firmament/blob/main/docs/${page}`;
}
