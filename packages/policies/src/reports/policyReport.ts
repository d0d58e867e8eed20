/** What policy packs found out in one run, in the one form that every report is written from. Plain JSON, without secrets, the same for the same run. */
export interface PolicyReport {
  /** The version of this format. It changes when a field is removed or changes its meaning. */
  formatVersion: 1;
  /** What was judged, such as `shop/dev`. */
  subject: string;
  /** The file that stands for what has no line in any other. Default: `Pulumi.yaml`. */
  project?: string;
  /** Why not all was judged, such as a program that failed: a report without violations then says little. Absent when all was. */
  incomplete?: string;
  /** In the order in which they were given. */
  packs: ReportedPack[];
}

/** A policy pack that ran. */
export interface ReportedPack {
  /** As engines show it, such as `firmament-cost`. */
  name: string;
  /** Absent where the pack has none. */
  version?: string;
  /** In the order that the pack has them. */
  rules: ReportedRule[];
  /** In any order. */
  findings: ReportedFinding[];
  /**
   * Types of resources that no enabled rule of the pack was made for, in the order of their names: that nothing is found there says little. Rules that look at
   * every resource do not count. Absent where the pack does not tell.
   */
  unjudged?: { type: string; resources: number }[];
}

/** A rule that may have found something. Packs of others say of a rule without violations little more than its name. */
export interface ReportedRule {
  /** Such as `cost-required-tags`. */
  id: string;
  /** What reports call it. */
  title?: string;
  /** What it demands and why. */
  description?: string;
  /** What to do about a violation, in general. */
  fix?: string;
  /** Where it is explained. */
  url?: string;
  /** How bad a violation is; it does not decide whether one blocks. */
  severity?: "low" | "medium" | "high" | "critical";
  /** The level after configuration. */
  level: "advisory" | "mandatory" | "remediate" | "disabled";
  /** What it belongs to, such as `sec`. */
  tags?: string[];
  /** The published controls that demand what it demands, or a part of it. */
  compliance?: ReportedControl[];
  /** How many resources it has judged. Absent where the pack does not tell. */
  judged?: number;
  /** Why it has judged nothing, such as a stack that was not finished. */
  notRun?: string;
}

/** A control of a published framework. That a rule is kept does not prove that the control is. */
export interface ReportedControl {
  /** Such as `AWS Foundational Security Best Practices`. */
  framework: string;
  /** Of the framework. Absent where it is not told apart by versions. */
  version?: string;
  /** Such as `RDS.2`. */
  id: string;
  /** What the framework calls it. */
  title: string;
  /** Where it is explained, or the nearest that can be linked to. */
  url: string;
}

/** What a rule has found out about a resource. */
export interface ReportedFinding {
  /** The id of the rule. */
  rule: string;
  /**
   * `violation`: the rule is not kept. `undetermined`: it could not be decided, and has not passed. `exempt`: a violation that an exemption covers.
   * `remediated`: a violation that the rule has mended, as it does at the level `remediate`.
   * `exemption`: something is wrong with an exemption. `configuration`: something is wrong with the rule's configuration. `failure`: the rule itself broke.
   */
  kind: "violation" | "undetermined" | "exempt" | "remediated" | "exemption" | "configuration" | "failure";
  /** Whether it blocks. What is exempt, undetermined or remediated does not. */
  level: "advisory" | "mandatory";
  /** How bad it is; absent where the pack does not tell. */
  severity?: "low" | "medium" | "high" | "critical";
  /** The resource; that of the root stack where it is about none. */
  urn: string;
  /** Its type, such as `aws:s3/bucket:Bucket`. */
  type: string;
  /** Its name in the program or manifest. */
  name: string;
  /** What is wrong, or why it could not be decided. */
  what: string;
  /** The property, such as `spec.replicas`. */
  path?: string;
  /** What to do about it. */
  fix?: string;
  /** Where the resource was made, or the line of the property. Absent where it is not known. */
  source?: ReportedSource;
  /** What covers an `exempt` finding. */
  exemption?: ReportedExemption;
}

/** A place in a file; lines and columns start at 1. */
export interface ReportedSource {
  /** Relative to where the reader of the report starts, with `/`. */
  file: string;
  /** From 1. */
  line: number;
  /** From 1. */
  column?: number;
}

/** Why a violation is let be, and until when. */
export interface ReportedExemption {
  /** In the pack's configuration, or in the resource itself. */
  origin: "configuration" | "resource";
  /** Why the rule does not apply. */
  reason: string;
  /** Who answers for it. */
  owner: string;
  /** The last day that it holds. */
  expires: string;
  /** Where it is followed up. */
  ticket?: string;
}
