import { createHash } from "node:crypto";
import { exemptionText, inOrder } from "./findings";
import type { PolicyReport, ReportedFinding, ReportedPack, ReportedRule, ReportedSource } from "./policyReport";
import { Taxonomies, complianceTags } from "./sarifTaxonomies";

const SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";

/** Stands for what has no line: readers such as GitHub refuse a result without a file. */
const PROJECT = "Pulumi.yaml";

/** GitHub ranks alerts of rules that are tagged `security` by such a number. */
const SECURITY_SEVERITIES = { critical: "9.5", high: "8.0", medium: "5.5", low: "3.0" } as const;
const SECURITY_TAGS = ["sec", "secrets", "security"];

/**
 * SARIF 2.1.0, one run for each pack. Only findings are results. What could not be decided, or was remediated, is a notification: readers that ignore a
 * result's `kind`, as GitHub does, would open an alert for it. Results that are exempt have a suppression, and level `note`, so that they block nowhere.
 */
export function sarif(report: PolicyReport): string {
  return `${JSON.stringify({ $schema: SCHEMA, version: "2.1.0", runs: report.packs.map((pack) => run(pack, report)) }, undefined, 2)}\n`;
}

function run(pack: ReportedPack, { subject, incomplete, project = PROJECT }: PolicyReport): object {
  const locationOf = (finding: ReportedFinding): object => location(finding, finding.source ?? { file: project, line: 1 });
  const indexes = new Map(pack.rules.map(({ id }, index) => [id, index]));
  const findings = inOrder(pack.findings);
  const fingerprint = fingerprints();
  const taxonomies = new Taxonomies(pack);
  const notifications = findings.filter(isNotification).map((finding) => notification(finding, indexes, locationOf(finding)));
  return {
    tool: {
      driver: {
        name: pack.name,
        ...(pack.version === undefined ? {} : { version: pack.version }),
        ...taxonomies.ofTool,
        rules: pack.rules.map((rule) => descriptor(rule, taxonomies)),
      },
    },
    ...taxonomies.ofRun,
    automationDetails: { id: `${pack.name}/${subject}/` },
    invocations: [
      {
        executionSuccessful: incomplete === undefined,
        toolExecutionNotifications: [
          ...(incomplete === undefined ? [] : [{ level: "error", message: { text: `Not all was judged: ${incomplete}` } }]),
          ...notifications,
        ],
      },
    ],
    ...(pack.unjudged === undefined ? {} : { properties: { unjudgedTypes: pack.unjudged.map(({ type }) => type) } }),
    columnKind: "utf16CodeUnits",
    results: findings
      .filter((finding) => !isNotification(finding))
      .map((finding) => result(finding, indexes, fingerprint(finding), locationOf(finding))),
  };
}

function descriptor(rule: ReportedRule, taxonomies: Taxonomies): object {
  const isSecurity = rule.tags?.some((tag) => SECURITY_TAGS.includes(tag)) === true;
  const tags = [...(rule.tags ?? []), ...(isSecurity && !rule.tags?.includes("security") ? ["security"] : []), ...complianceTags(rule)];
  const help = [rule.description, rule.fix === undefined ? undefined : `To mend it: ${rule.fix}.`].filter((part) => part !== undefined);
  return {
    id: rule.id,
    ...(rule.title === undefined ? {} : { name: pascalCase(rule.id), shortDescription: { text: rule.title } }),
    ...(rule.description === undefined ? {} : { fullDescription: { text: rule.description } }),
    ...(help.length === 0
      ? {}
      : { help: { text: help.join("\n\n"), markdown: [...help, ...(rule.url ? [`[${rule.id}](${rule.url})`] : [])].join("\n\n") } }),
    ...(rule.url === undefined ? {} : { helpUri: rule.url }),
    ...taxonomies.ofRule(rule),
    defaultConfiguration: { enabled: rule.level !== "disabled", level: levelOf(rule.level === "advisory" ? "advisory" : "mandatory", rule.severity) },
    properties: {
      ...(tags.length === 0 ? {} : { tags }),
      enforcementLevel: rule.level,
      ...(rule.severity === undefined
        ? {}
        : { severity: rule.severity, ...(isSecurity ? { "security-severity": SECURITY_SEVERITIES[rule.severity] } : {}) }),
      ...(rule.judged === undefined ? {} : { resourcesJudged: rule.judged }),
    },
  };
}

/** What blocks is an error. What does not is a warning where it is grave. */
function levelOf(level: "advisory" | "mandatory", severity: ReportedRule["severity"]): "error" | "warning" | "note" {
  return level === "mandatory" ? "error" : severity === "critical" || severity === "high" ? "warning" : "note";
}

function result(finding: ReportedFinding, indexes: ReadonlyMap<string, number>, fingerprint: string, where: object): object {
  const { kind, exemption, severity, level, fix } = finding;
  const index = indexes.get(finding.rule);
  return {
    ruleId: finding.rule,
    ...(index === undefined ? {} : { ruleIndex: index }),
    level: kind === "exempt" ? "note" : levelOf(level, severity),
    message: { text: text(finding) },
    locations: [where],
    // The first is the one by which GitHub knows an alert again.
    partialFingerprints: { primaryLocationLineHash: `${fingerprint}:1`, "resourceProperty/v1": fingerprint },
    ...(exemption === undefined
      ? {}
      : {
          suppressions: [
            {
              kind: exemption.origin === "resource" ? "inSource" : "external",
              status: "accepted",
              justification: `Exempt ${exemptionText(exemption)}`,
            },
          ],
        }),
    properties: {
      kind,
      enforcementLevel: level,
      ...(severity === undefined ? {} : { severity }),
      ...(fix === undefined ? {} : { fix }),
      ...(exemption === undefined ? {} : { exemption }),
    },
  };
}

function isNotification({ kind }: ReportedFinding): boolean {
  return kind === "undetermined" || kind === "remediated";
}

function notification(finding: ReportedFinding, indexes: ReadonlyMap<string, number>, where: object): object {
  const index = indexes.get(finding.rule);
  return {
    level: "note",
    message: { text: `${finding.kind === "remediated" ? "Remediated" : "Not decided"}: ${text(finding)}` },
    locations: [where],
    associatedRule: { id: finding.rule, ...(index === undefined ? {} : { index }) },
  };
}

function text({ type, name, what, fix }: ReportedFinding): string {
  return `${type} "${name}": ${what}${fix === undefined ? "" : `\nTo mend it: ${fix}`}`;
}

function location({ urn, type, name, path }: ReportedFinding, { file, line, column }: ReportedSource): object {
  return {
    physicalLocation: {
      artifactLocation: { uri: encodeURI(file) },
      region: { startLine: line, ...(column === undefined ? {} : { startColumn: column }) },
    },
    logicalLocations: [
      { name, fullyQualifiedName: urn, kind: "resource", properties: { type } },
      ...(path === undefined ? [] : [{ name: path, fullyQualifiedName: `${urn}#${path}`, kind: "property" }]),
    ],
  };
}

/** The same for the same rule, resource and property, whatever the message says and wherever the line has moved. */
function fingerprints(): (finding: ReportedFinding) => string {
  const seen = new Map<string, number>();
  return ({ rule, urn, path, kind }) => {
    const identity = JSON.stringify([rule, urn, path ?? "", kind === "exempt" ? "violation" : kind]);
    const count = (seen.get(identity) ?? 0) + 1;
    seen.set(identity, count);
    return createHash("sha256").update(`${identity}${count}`).digest("hex").slice(0, 32);
  };
}

function pascalCase(id: string): string {
  return id.replace(/(^|[^A-Za-z0-9]+)([A-Za-z0-9])/g, (_, __, letter: string) => letter.toUpperCase());
}
