import { join } from "node:path";
import { type CheckOptions, type CheckedResource, checkWith } from "./check";
import { referencesOf } from "./kernel/compliance";
import { descriptionOf, linkTo } from "./kernel/rule";
import { packs } from "./packs";
import type { PolicyReport, ReportedControl } from "./reports";

export type { CheckOptions, CheckedResource } from "./check";
export { type ReportFormat, writeReport } from "./reports";
export type * from "./reports/policyReport";

/** The names of the packs. */
export const policyPacks = ["cost", "secrets", "slo", "reliability", "security", "golden-path"] as const satisfies readonly (keyof typeof packs)[];

/** The name of a pack. */
export type PolicyPackName = (typeof policyPacks)[number];

/**
 * The directory of a pack, as `pulumi preview --policy-pack` takes it.
 * @throws when there is no pack of that name; the message lists those that there are.
 */
export function policyPackPath(name: string): string {
  if (!isPolicyPack(name)) {
    throw new Error(`there is no policy pack "${name}"; there are ${policyPacks.join(", ")}`);
  }
  return join(__dirname, "..", "packs", name);
}

/** What is known of a rule without running it. */
export interface RuleInfo {
  /** Such as `cost-required-tags`. */
  id: string;
  /** What reports call it. */
  title: string;
  /** How bad a violation is; it does not decide whether one blocks. */
  severity: "low" | "medium" | "high" | "critical";
  /** What it demands and why, in one sentence. */
  description: string;
  /** What to do about a violation, in general. */
  fix: string;
  /** Its page in the documentation. */
  url: string;
  /** The published controls that demand what it demands, or a part of it. */
  compliance: ReportedControl[];
  /** The level that the pack enforces it at unless configured otherwise. */
  level: "advisory" | "mandatory" | "disabled";
}

/** The rules of a pack, in the order that it runs them. Throws as `policyPackPath` does. */
export function rulesOf(name: string): RuleInfo[] {
  policyPackPath(name);
  return packs[name as PolicyPackName].rules.map(({ rule, level }) => ({
    id: rule.id,
    title: rule.title,
    severity: rule.severity,
    description: descriptionOf(rule),
    fix: rule.fix,
    url: linkTo(rule),
    compliance: referencesOf(rule),
    level,
  }));
}

/**
 * Judges resources that no engine shows, such as Kubernetes manifests, by packs in this process. They are taken as a finished stack.
 * @throws when there is no pack of a name, and when the configuration is none or names a rule that no pack has; the message has a line for each problem.
 */
export function checkResources(names: readonly string[], resources: readonly CheckedResource[], options: CheckOptions): PolicyReport {
  names.forEach(policyPackPath);
  return checkWith(
    names.map((name) => packs[name as PolicyPackName]),
    resources,
    options,
  );
}

function isPolicyPack(name: string): name is PolicyPackName {
  return (policyPacks as readonly string[]).includes(name);
}
