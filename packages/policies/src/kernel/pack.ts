import type { Rule } from "./rule";

/** A policy pack: which rules, and at which level each is enforced unless configured otherwise. */
export interface Pack {
  /** The name that engines show. */
  name: string;
  title: string;
  description: string;
  rules: readonly PackRule[];
}

export interface PackRule {
  rule: Rule;
  level: "advisory" | "mandatory" | "disabled";
}
