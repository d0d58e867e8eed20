import type { Violation } from "@firmament/offline";
import type { PolicyReport, ReportedFinding, ReportedPack } from "@firmament/policies";
import { type Judged, exemptSection, undeterminedSection, violationsSection } from "./findings";
import { type Fact, UNDETERMINED, factLines, titled } from "./sections";
import type { Layout } from "./style";
import { plural } from "./text";

/** The report of `firmament check` for a reader. Ends with a newline. */
export function checkedReport(report: PolicyReport, extent: { objects: number; files: number }, layout: Layout): string {
  const judged = judgedOf(report);
  const sections = [
    titled("Violations", violationsSection(judged, layout), layout),
    titled(UNDETERMINED, undeterminedSection(judged, layout), layout),
    titled("Exempt", exemptSection(report.packs, judged, layout), layout),
    factLines(factsOf(report, extent, layout), layout.width),
  ];
  return `${sections
    .filter((section) => section.length > 0)
    .map((section) => section.join("\n"))
    .join("\n\n")}\n`;
}

/** In the form that a preview has. */
function judgedOf({ packs }: PolicyReport): Judged {
  const findings = packs.flatMap((pack) => pack.findings.map((finding) => ({ pack, finding })));
  const places = new Map(findings.flatMap(({ finding: { urn, source } }) => (source === undefined ? [] : [[urn, source] as const])));
  return {
    resources: [...places].map(([urn, source]) => ({
      urn,
      type: "",
      name: "",
      kind: "custom",
      parent: "",
      inputs: {},
      outputs: {},
      dependencies: [],
      propertyDependencies: {},
      options: {},
      source,
    })),
    violations: findings.flatMap(({ pack, finding }) => (["exempt", "undetermined"].includes(finding.kind) ? [] : [violation(pack, finding)])),
    undetermined: findings.flatMap(({ pack, finding }) => (finding.kind === "undetermined" ? [violation(pack, finding)] : [])),
  };
}

const PREFIXES: Readonly<Record<ReportedFinding["kind"], string>> = {
  violation: "",
  undetermined: "",
  exempt: "",
  // A check of manifests changes nothing.
  remediated: "",
  exemption: "exemption: ",
  configuration: "configuration: ",
  failure: "rule failed: ",
};

function violation({ name, rules }: ReportedPack, { rule, kind, level, severity, urn, what, path, fix }: ReportedFinding): Violation {
  const url = rules.find(({ id }) => id === rule)?.url;
  return {
    policyPack: name,
    policy: rule,
    level,
    ...(severity === undefined ? {} : { severity }),
    message: [PREFIXES[kind] + what, path && `at ${path}`, fix && `fix: ${fix}`].filter((line) => line !== undefined && line !== "").join("\n"),
    urn,
    phase: "stack",
    ...(url === undefined ? {} : { url }),
  };
}

function factsOf({ packs }: PolicyReport, extent: { objects: number; files: number }, { colors }: Layout): Fact[] {
  const findings = packs.flatMap((pack) => pack.findings);
  const count = (test: (finding: ReportedFinding) => boolean): number => findings.filter(test).length;
  const mandatory = count(({ level }) => level === "mandatory");
  const undetermined = count(({ kind }) => kind === "undetermined");
  const exempt = count(({ kind }) => kind === "exempt");
  return [
    { text: plural(mandatory, "mandatory violation"), color: mandatory === 0 ? colors.green : colors.red },
    { text: `${findings.length - mandatory - undetermined - exempt} advisory`, color: String },
    ...(undetermined === 0 ? [] : [{ text: `${undetermined} undetermined`, color: colors.yellow }]),
    ...(exempt === 0 ? [] : [{ text: `${exempt} exempt`, color: String }]),
    { text: `${plural(extent.objects, "object")} in ${plural(extent.files, "file")}`, color: String },
  ];
}
