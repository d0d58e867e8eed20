import { junit } from "./junit";
import { markdown } from "./markdown";
import { inOrder } from "./findings";
import type { PolicyReport } from "./policyReport";
import { sarif } from "./sarif";

export type * from "./policyReport";

/** The forms that a report can have. */
export type ReportFormat = "sarif" | "junit" | "json" | "markdown";

/** What the name of a report's file ends with. */
export const REPORT_EXTENSIONS: Readonly<Record<ReportFormat, string>> = { sarif: "sarif", junit: "junit.xml", json: "json", markdown: "md" };

/** The report as text, which ends with a newline. The same report gives the same text. */
export function writeReport(format: ReportFormat, report: PolicyReport): string {
  return WRITERS[format](report);
}

const WRITERS: Readonly<Record<ReportFormat, (report: PolicyReport) => string>> = { sarif, junit, json, markdown };

function json(report: PolicyReport): string {
  const packs = report.packs.map((pack) => ({ ...pack, findings: inOrder(pack.findings) }));
  return `${JSON.stringify({ ...report, packs }, undefined, 2)}\n`;
}
