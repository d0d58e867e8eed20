import type { PreviewResult, Violation } from "@firmament/offline";
import type { PolicyReport, ReportedFinding, ReportedPack, ReportedRule, ReportedSource } from "@firmament/policies";
import { failureSubject } from "./failures";
import { parseMessage } from "./message";
import { programSources } from "./source";
import { typeAndName } from "./urn";

/**
 * What the policies of a preview said, in the form that reports are written from: those of any pack.
 *
 * @param own What packs of ours have told beside: their rules, how many resources each has judged, and what is exempt or remediated.
 * @param directory Where the program's files are, as the reader of the report names them: "" or `infra/`.
 */
export function policyReport(result: PreviewResult, own: readonly ReportedPack[], directory = ""): PolicyReport {
  const places = programSources(result);
  const sourceOf = (urn: string): { source?: ReportedSource } => {
    const source = places(urn);
    return source === undefined
      ? {}
      : { source: { file: directory + source.file, line: source.line, ...(source.column && { column: source.column }) } };
  };
  const [failure] = result.errors;
  return {
    formatVersion: 1,
    subject: `${result.project}/${result.stack}`,
    project: `${directory}Pulumi.yaml`,
    ...(result.status === "failed" ? { incomplete: failure === undefined ? "the preview failed" : failureSubject(failure) } : {}),
    packs: result.policyPacks.map(({ name, version, policies }) => {
      const ours = own.find((pack) => pack.name === name);
      const violations = result.violations.filter(({ policyPack }) => policyPack === name);
      const undetermined = result.undetermined.filter(({ policyPack }) => policyPack === name);
      return {
        name,
        ...(version === undefined ? {} : { version }),
        rules: ours?.rules ?? rulesOf(policies, violations),
        ...(ours?.unjudged === undefined ? {} : { unjudged: ours.unjudged }),
        findings: [
          ...violations.map((violation) => ({ ...ofViolation(violation, ours !== undefined), ...sourceOf(violation.urn) })),
          ...undetermined.map(({ policy, urn, message }) => ({
            rule: policy,
            kind: "undetermined" as const,
            level: "advisory" as const,
            urn,
            ...typeAndName(urn),
            what: message,
            ...sourceOf(urn),
          })),
          ...(ours?.findings ?? remediationsBy(name, result))
            .filter(({ kind }) => kind === "exempt" || kind === "remediated")
            .map((finding) => ({ ...finding, ...sourceOf(finding.urn) })),
        ],
      };
    }),
  };
}

/** What another pack has changed; why, it does not tell. */
function remediationsBy(pack: string, { remediations }: PreviewResult): ReportedFinding[] {
  return remediations
    .filter(({ policyPack }) => policyPack === pack)
    .map(({ policy, urn, properties }) => ({
      rule: policy,
      kind: "remediated",
      level: "advisory",
      urn,
      ...typeAndName(urn),
      what: `changed ${properties.join(", ")}`,
    }));
}

/** What is known of the policies of another pack: of those that found something, what they said. */
function rulesOf(policies: Readonly<Record<string, ReportedRule["level"]>>, violations: readonly Violation[]): ReportedRule[] {
  return Object.entries(policies).map(([id, level]) => {
    const { description, remediationSteps, url, severity } = violations.find(({ policy }) => policy === id) ?? {};
    return {
      id,
      ...(description === undefined ? {} : { description }),
      ...(remediationSteps === undefined ? {} : { fix: remediationSteps }),
      ...(url === undefined ? {} : { url }),
      ...(severity === undefined ? {} : { severity }),
      level,
    };
  });
}

/** The first words by which packs of ours tell findings that are no violations. */
const KINDS: readonly (readonly [string, ReportedFinding["kind"]])[] = [
  ["exemption: ", "exemption"],
  ["configuration: ", "configuration"],
  ["rule failed: ", "failure"],
];

function ofViolation({ policy, level, severity, urn, message, description }: Violation, isOurs: boolean): ReportedFinding {
  const { what, path, fix } = parseMessage(message, description);
  const [prefix = "", kind = "violation"] = (isOurs ? KINDS.find(([words]) => what.startsWith(words)) : undefined) ?? [];
  return {
    rule: policy,
    kind,
    level,
    ...(severity === undefined ? {} : { severity }),
    urn,
    ...typeAndName(urn),
    what: what.slice(prefix.length),
    ...(path === undefined ? {} : { path }),
    ...(fix === undefined ? {} : { fix }),
  };
}
