import type { Configuration } from "./configuration";
import type { ExemptionLedger } from "./exemptionLedger";
import { type Exemption, exemptionsOf, hasExpired } from "./exemptions";
import { inlineExemptionsOf } from "./inlineExemptions";
import { Undetermined } from "./property";
import type { Detail, Finding } from "./report";
import type { Resource, RunFacts, StackView } from "./resource";
import type { ResourceRule, Rule, StackRule } from "./rule";

/** Everything but the resources that an outcome depends on. */
export interface Circumstances {
  run: RunFacts;
  /** The day that exemptions are held against, such as `2027-03-31`. */
  today: string;
  /** Learns which exemptions are used. */
  ledger?: ExemptionLedger;
}

/** Judges one resource. Never throws. */
export function evaluateResource(rule: ResourceRule, configuration: Configuration, resource: Resource, circumstances: Circumstances): Finding[] {
  if (!rule.appliesTo.matches(resource.type)) {
    return [];
  }
  const findings = new Findings(rule, resource.urn);
  findings.guard(() =>
    rule.check({
      resource,
      config: configuration.values,
      run: circumstances.run,
      attempt: findings.attempt,
      report: (what, detail) => findings.violation(resource.urn, what, detail),
    }),
  );
  return settle(rule, findings.all, configuration, () => resource, circumstances);
}

/** Judges the finished stack. Never throws. */
export function evaluateStack(
  rule: StackRule,
  configuration: Configuration,
  stack: StackView,
  rootUrn: string,
  circumstances: Circumstances,
): Finding[] {
  const findings = new Findings(rule, rootUrn);
  findings.guard(() =>
    rule.check({
      stack,
      resources: stack.resources.filter((resource) => rule.appliesTo.matches(resource.type)),
      config: configuration.values,
      run: circumstances.run,
      attempt: findings.attempt,
      report: (resource, what, detail) => findings.violation(resource.urn, what, detail),
    }),
  );
  return settle(rule, findings.all, configuration, (urn) => stack.find(urn), circumstances);
}

/** What is wrong with the configuration of a rule: findings of the stack as a whole, at the rule's own level. */
export function configurationFindings(rule: Rule, configuration: Configuration, rootUrn: string): Finding[] {
  return configuration.problems.map((problem) => ({
    kind: "misconfigured",
    urn: rootUrn,
    what: problem,
    fix: `mend the policy pack's configuration of ${rule.id}`,
  }));
}

class Findings {
  private readonly found = new Map<string, Finding>();

  constructor(
    private readonly rule: Rule,
    private readonly defaultUrn: string,
  ) {}

  get all(): Finding[] {
    return [...this.found.values()];
  }

  violation(urn: string, what: string, detail: Detail = {}): void {
    this.add({ kind: "violation", urn, what, ...detail, fix: detail.fix ?? this.rule.fix });
  }

  readonly attempt = <T>(part: () => T): T | undefined => {
    try {
      return part();
    } catch (error) {
      if (!(error instanceof Undetermined)) {
        throw error;
      }
      this.add({ kind: "undetermined", urn: error.owner, what: error.message, path: error.path });
      return undefined;
    }
  };

  guard(check: () => void): void {
    try {
      this.attempt(check);
    } catch (error) {
      this.add({
        kind: "rule-failed",
        urn: this.defaultUrn,
        what: `${whereFrom(error)}; what the rule demands is not known to hold`,
        fix: "this is a defect of the policy pack: report it; meanwhile exempt the resource, or set the rule to advisory",
      });
    }
  }

  private add(finding: Finding): void {
    const key = JSON.stringify([finding.kind, finding.urn, finding.what, finding.path]);
    if (!this.found.has(key)) {
      this.found.set(key, finding);
    }
  }
}

/** The kind of an error and the line that threw it. Not its message, which may quote a secret (that of `JSON.parse` does). */
function whereFrom(error: unknown): string {
  if (!(error instanceof Error)) {
    return `a ${typeof error} was thrown`;
  }
  const place = /[\w.-]+\.[cm]?[jt]s:\d+/.exec((error.stack ?? "").slice((error.stack ?? "").indexOf("\n    at ")));
  return `${error.name}${place === null ? "" : ` at ${place[0]}`}`;
}

/** Applies the exemptions: what holds covers every finding of its resource; what has expired is itself a finding, beside the violation that came back. */
function settle(
  rule: Rule,
  findings: Finding[],
  configuration: Configuration,
  resourceOf: (urn: string) => Resource | undefined,
  { today, ledger }: Circumstances,
): Finding[] {
  const settled: Finding[] = [];
  const reported = new Set<string>();
  for (const finding of findings) {
    const resource = resourceOf(finding.urn);
    const matching = resource === undefined ? [] : matchingExemptions(rule, configuration, resource, ledger);
    matching.forEach((exemption) => ledger?.use(exemption));
    const holding = matching.find((exemption) => !hasExpired(exemption, today));
    if (holding !== undefined) {
      if (finding.kind === "violation") {
        settled.push({ ...finding, kind: "exempt", exemption: holding });
      }
      continue;
    }
    settled.push(finding);
    for (const exemption of finding.kind === "violation" ? matching : []) {
      const key = JSON.stringify([finding.urn, exemption.where, exemption.match]);
      if (!reported.has(key)) {
        reported.add(key);
        settled.push(expired(finding.urn, exemption));
      }
    }
  }
  return settled;
}

function matchingExemptions(rule: Rule, configuration: Configuration, resource: Resource, ledger: ExemptionLedger | undefined): Exemption[] {
  const configured = exemptionsOf(configuration.exemptions, resource);
  if (!configuration.inlineExemptions) {
    return configured;
  }
  const { exemptions } = ledger?.inlineExemptionsOf(resource) ?? inlineExemptionsOf(resource);
  return [...configured, ...exemptions.filter((exemption) => exemption.rule === rule.id)];
}

function expired(urn: string, exemption: Exemption): Finding {
  const ticket = exemption.ticket === undefined ? "" : `, ${exemption.ticket}`;
  const inline = exemption.origin === "resource";
  return {
    kind: "exemption-expired",
    urn,
    what: `${inline ? "that of the resource" : `"${exemption.match}"`} expired on ${exemption.expires} (${exemption.reason}; ${exemption.owner}${ticket})`,
    path: inline ? exemption.where : undefined,
    fix: `mend the resource, or let ${exemption.owner} renew the exemption`,
    level: "advisory",
  };
}
