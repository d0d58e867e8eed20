import type { ReportedExemption, ReportedFinding } from "./policyReport";

const KINDS: readonly ReportedFinding["kind"][] = ["violation", "failure", "configuration", "exemption", "undetermined", "exempt", "remediated"];

/** What blocks first; then by rule, resource and property, so that the order in which an engine shows resources plays no part. */
export function inOrder(findings: readonly ReportedFinding[]): ReportedFinding[] {
  const key = (finding: ReportedFinding): (string | number)[] => [
    finding.level === "mandatory" ? 0 : 1,
    KINDS.indexOf(finding.kind),
    finding.rule,
    finding.urn,
    finding.path ?? "",
    finding.what,
  ];
  return findings
    .map((finding) => ({ finding, key: key(finding) }))
    .sort((a, b) => compare(a.key, b.key))
    .map(({ finding }) => finding);
}

function compare(a: readonly (string | number)[], b: readonly (string | number)[]): number {
  const index = a.findIndex((part, at) => part !== b[at]);
  return index < 0 ? 0 : (a[index] ?? "") < (b[index] ?? "") ? -1 : 1;
}

/** A violation, or what is reported like one: it blocks where its level is mandatory. */
export function isProblem({ kind }: ReportedFinding): boolean {
  return !["undetermined", "exempt", "remediated"].includes(kind);
}

/** `until 2027-03-31: the account moves (data-platform, DATA-123)` */
export function exemptionText({ expires, reason, owner, ticket }: ReportedExemption): string {
  return `until ${expires}: ${reason} (${[owner, ticket].filter((part) => part !== undefined).join(", ")})`;
}
