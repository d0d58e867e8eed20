import type { Exemption } from "./exemptions";
import type { Change } from "./property";

export type Severity = "low" | "medium" | "high" | "critical";

/** What a rule adds to a violation. */
export interface Detail {
  /** The property, such as `spec.template.spec.containers[0].image`. */
  path?: string;
  /** What to do about this violation, in particular. Default: the rule's own advice. */
  fix?: string;
  /** Never blocks, whatever the rule's level is. */
  level?: "advisory";
  /** Default: the rule's. */
  severity?: Severity;
  /** What makes it go away, where that is safe: it is done at the level `remediate`, unless one of the places can't be changed. */
  remedy?: readonly (Change | undefined)[];
}

/** What the kernel found out about one resource and one rule. */
export interface Finding {
  kind: FindingKind;
  urn: string;
  /** What is wrong, in one line. */
  what: string;
  path?: string;
  fix?: string;
  level?: "advisory";
  severity?: Severity;
  /** Of a violation: what makes it go away. */
  remedy?: Detail["remedy"];
  /** Of an exempt one: what covers it. */
  exemption?: Exemption;
}

/**
 * `violation`: the rule is not kept. `undetermined`: a value that it needs can't be known yet; it has not passed. `exempt`: a violation that an exemption
 * covers. `exemption-expired`: an exemption that no longer does. `exemption-unused`: one that covers nothing. `exemption-invalid`: one in a resource
 * that can't be read, or that may not be there. `misconfigured`: an option or exemption that can't be read. `rule-failed`: the rule
 * itself broke, which is a defect of ours; it has not passed either.
 */
export type FindingKind =
  "violation" | "undetermined" | "exempt" | "exemption-expired" | "exemption-unused" | "exemption-invalid" | "misconfigured" | "rule-failed";

/**
 * The text of a finding, as every engine shows it. Its form is stable, so that a reader may take it apart:
 *
 *     tags: CostCenter is missing              the first line: what is wrong
 *     at tags                                  optional: the property, after "at "
 *     fix: add CostCenter to the tags of it    the last line, after "fix: ": what to do
 *
 * Findings that are no violations of the rule start their first line with `exemption: `, `configuration: ` or `rule failed: `.
 */
export function messageOf(finding: Finding): string {
  const lines = [oneLine(PREFIX[finding.kind] + finding.what)];
  if (finding.path !== undefined && finding.path !== "") {
    lines.push(`at ${oneLine(finding.path)}`);
  }
  if (finding.fix !== undefined) {
    lines.push(`fix: ${oneLine(finding.fix)}`);
  }
  return lines.join("\n");
}

const PREFIX: Record<FindingKind, string> = {
  violation: "",
  undetermined: "",
  exempt: "",
  "exemption-expired": "exemption: ",
  "exemption-unused": "exemption: ",
  "exemption-invalid": "exemption: ",
  misconfigured: "configuration: ",
  "rule-failed": "rule failed: ",
};

/**
 * The words in which the SDK says that a policy met an unknown value. Engines count a diagnostic of this form as neither passed nor violated; the SDK sends
 * it as advisory, whatever the level of the policy, and so do we.
 */
export function undeterminedMessage(finding: Finding, rule: string, pack: { name: string; version: string }): string {
  return `can't run policy '${rule}' from policy pack '${pack.name}@v${pack.version}' during preview: ${finding.what}`;
}

function oneLine(text: string): string {
  return text.replace(/\s*\n\s*/g, " ").trim();
}
