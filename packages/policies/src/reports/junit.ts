import { exemptionText, inOrder, isProblem } from "./findings";
import type { PolicyReport, ReportedFinding, ReportedPack, ReportedRule } from "./policyReport";

interface TestCase {
  className: string;
  name: string;
  outcome: "passed" | "failure" | "error" | "skipped";
  /** One line. */
  message?: string;
  text?: string;
}

/**
 * JUnit XML, one suite for each pack. A rule that found nothing is one passed test, one that judged nothing a skipped one. Each resource that it found
 * something about is a test: failed where that blocks, skipped where it is exempt or could not be decided, and passed with a remark where it is advisory.
 */
export function junit(report: PolicyReport): string {
  const suites = report.packs.map((pack) => ({ name: pack.name, cases: casesOf(pack, report) }));
  const lines = [
    `<?xml version="1.0" encoding="UTF-8"?>`,
    `<testsuites name=${attribute(report.subject)}${counts(suites.flatMap(({ cases }) => cases))}>`,
    ...suites.flatMap(({ name, cases }) => [
      `  <testsuite name=${attribute(name)}${counts(cases)}>`,
      ...cases.flatMap((testCase) => elements(testCase).map((line) => `    ${line}`)),
      "  </testsuite>",
    ]),
    "</testsuites>",
  ];
  return `${lines.join("\n")}\n`;
}

function casesOf(pack: ReportedPack, { incomplete }: PolicyReport): TestCase[] {
  const findings = inOrder(pack.findings);
  const known = new Set(pack.rules.map(({ id }) => id));
  const others = [...new Set(findings.map(({ rule }) => rule))].filter((rule) => !known.has(rule)).sort();
  const rules = [...pack.rules.filter(({ level }) => level !== "disabled"), ...others.map((id): ReportedRule => ({ id, level: "mandatory" }))];
  const cases = rules.flatMap((rule) => casesOfRule(pack, rule, findings));
  return incomplete === undefined ? cases : [{ className: pack.name, name: "all was judged", outcome: "error", message: incomplete }, ...cases];
}

function casesOfRule(pack: ReportedPack, rule: ReportedRule, findings: readonly ReportedFinding[]): TestCase[] {
  const className = `${pack.name}.${rule.id}`;
  const byResource = new Map<string, ReportedFinding[]>();
  for (const finding of findings.filter((one) => one.rule === rule.id)) {
    byResource.set(finding.urn, [...(byResource.get(finding.urn) ?? []), finding]);
  }
  if (byResource.size > 0) {
    return [...byResource.keys()].sort().map((urn) => caseOf(className, byResource.get(urn) ?? []));
  }
  const name = rule.title ?? rule.id;
  if (rule.notRun !== undefined || rule.judged === 0) {
    return [{ className, name, outcome: "skipped", message: rule.notRun ?? "there is no resource that it is about" }];
  }
  const kept = rule.judged === undefined ? undefined : `kept by ${rule.judged} ${rule.judged === 1 ? "resource" : "resources"}`;
  return [{ className, name, outcome: "passed", text: kept }];
}

function caseOf(className: string, findings: readonly ReportedFinding[]): TestCase {
  const { type = "", name = "" } = findings[0] ?? {};
  const testCase = { className, name: `${type} ${name}` };
  const problems = findings.filter(isProblem);
  const blocking = problems.filter(({ level }) => level === "mandatory");
  const [worst] = blocking;
  if (worst !== undefined) {
    const outcome = blocking.every(({ kind }) => kind === "failure") ? "error" : "failure";
    return { ...testCase, outcome, message: worst.what, text: problems.map(textOf).join("\n\n") };
  }
  if (problems.length > 0) {
    return { ...testCase, outcome: "passed", text: problems.map((finding) => `advisory: ${textOf(finding)}`).join("\n\n") };
  }
  if (findings.every(({ kind }) => kind === "remediated")) {
    return { ...testCase, outcome: "passed", text: findings.map((finding) => `remediated: ${textOf(finding)}`).join("\n\n") };
  }
  const reasons = findings.map(({ kind, what, exemption }) => (kind === "exempt" && exemption ? `exempt ${exemptionText(exemption)}` : what));
  return { ...testCase, outcome: "skipped", message: [...new Set(reasons)].join("; ") };
}

function textOf({ what, path, fix, source, urn }: ReportedFinding): string {
  const lines = [what, path && `at ${path}`, fix && `fix: ${fix}`, source && `in ${source.file}:${source.line}`, urn];
  return lines.filter((line) => line !== undefined && line !== "").join("\n");
}

function counts(cases: readonly TestCase[]): string {
  const count = (outcome: TestCase["outcome"]): number => cases.filter((one) => one.outcome === outcome).length;
  return ` tests="${cases.length}" failures="${count("failure")}" errors="${count("error")}" skipped="${count("skipped")}"`;
}

function elements({ className, name, outcome, message = "", text }: TestCase): string[] {
  const start = `<testcase classname=${attribute(className)} name=${attribute(name)}`;
  if (outcome === "passed") {
    return text === undefined ? [`${start}/>`] : [`${start}>`, `  <system-out>${escaped(text)}</system-out>`, "</testcase>"];
  }
  const element = `  <${outcome} message=${attribute(message)}`;
  return [`${start}>`, text === undefined ? `${element}/>` : `${element}>${escaped(text)}</${outcome}>`, "</testcase>"];
}

function attribute(text: string): string {
  return `"${escaped(text).replaceAll('"', "&quot;").replaceAll("\n", "&#10;")}"`;
}

function escaped(text: string): string {
  // XML 1.0 has no way to write most control characters, nor half of a surrogate pair.
  return text
    .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff\p{Surrogate}]/gu, "\ufffd")
    .replaceAll("\r", "")
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;");
}
