import type { ReportedFinding, ReportedPack, ReportedRule } from "../reports/policyReport";
import { referencesOf } from "./compliance";
import type { EnforcementLevel } from "./observer";
import type { Pack } from "./pack";
import type { Finding } from "./report";
import { Resource, type ResourceData, type RunFacts, STACK_TYPE, type StackView } from "./resource";
import { EXEMPTIONS, type Rule, type RuleMetadata, descriptionOf, linkTo } from "./rule";

const NOTHING: readonly Finding[] = [];

/** Keeps what the rules of a pack find, and makes its part of a report of that at any time. */
export class Recorder {
  private readonly byResource = new Map<string, Map<string, readonly Finding[]>>();
  private readonly remediations = new Map<string, Map<string, readonly Finding[]>>();
  private readonly types = new Map<string, Set<string>>();
  private readonly byStack = new Map<string, { judged: number; findings: readonly Finding[] }>();
  private readonly ofConfigurations = new Map<string, readonly Finding[]>();
  private ofExemptions: readonly Finding[] | undefined;
  /** Whether the finished stack has been judged; until then, rules on the stack have not run. */
  complete = false;
  /** Is told of every change. */
  changed: () => void = () => undefined;

  constructor(
    private readonly pack: Pack,
    private readonly version: string,
  ) {}

  /** A resource of the run, whether a rule is about it or not. */
  saw(data: ResourceData): void {
    const resource = new Resource(data);
    if (resource.isCustom && !resource.isProvider) {
      this.types.set(data.type, (this.types.get(data.type) ?? new Set()).add(data.urn));
    }
  }

  /** What a rule said of a resource; a later word replaces an earlier one. */
  resource(rule: Rule, urn: string, findings: readonly Finding[]): void {
    let known = this.byResource.get(rule.id);
    if (known === undefined) {
      known = new Map();
      this.byResource.set(rule.id, known);
    }
    known.set(urn, findings.length === 0 ? NOTHING : findings);
    // An engine that analyzes a state asks what would be mended, and changes nothing.
    const mended = this.remediations.get(rule.id);
    const isThere = ({ what, path }: Finding): boolean => findings.some((one) => one.kind === "violation" && one.what === what && one.path === path);
    mended?.set(urn, mended.get(urn)?.filter((one) => !isThere(one)) ?? NOTHING);
    this.changed();
  }

  /** What a rule has mended of a resource, before it judges it. */
  remediation(rule: Rule, urn: string, mended: readonly Finding[]): void {
    const known = this.remediations.get(rule.id) ?? new Map<string, readonly Finding[]>();
    this.remediations.set(rule.id, known.set(urn, mended));
    this.changed();
  }

  stack(rule: Rule, view: StackView, findings: readonly Finding[]): void {
    this.byStack.set(rule.id, { judged: view.resources.filter(({ type }) => rule.appliesTo.matches(type)).length, findings });
    this.changed();
  }

  configuration(rule: Rule, findings: readonly Finding[]): void {
    this.ofConfigurations.set(rule.id, findings);
  }

  /** What is said of the exemptions, which comes last. */
  exemptions(findings: readonly Finding[]): void {
    this.ofExemptions = findings;
    this.complete = true;
    this.changed();
  }

  /** Forgets what an earlier run found. */
  clear(): void {
    this.types.clear();
    this.byResource.clear();
    this.remediations.clear();
    this.byStack.clear();
    this.ofConfigurations.clear();
    this.ofExemptions = undefined;
    this.complete = false;
  }

  /** @param levels The levels after configuration, as far as they are known. */
  report(levels: ReadonlyMap<string, EnforcementLevel>, run: RunFacts): ReportedPack {
    const mask = maskOf(run);
    const rules: ReportedRule[] = [];
    const findings: ReportedFinding[] = [];
    const add = (rule: RuleMetadata, level: EnforcementLevel, found: readonly Finding[], extent: Partial<ReportedRule>): void => {
      rules.push({ ...reportedRule(rule), level, ...extent });
      found.forEach((finding) => findings.push(reported(finding, rule, level, mask)));
    };
    for (const { rule, level: usual } of this.pack.rules) {
      const level = levels.get(rule.id) ?? usual;
      const ofResources = this.byResource.get(rule.id);
      const ofStack = this.byStack.get(rule.id);
      const all = [...(this.ofConfigurations.get(rule.id) ?? []), ...[...(ofResources?.values() ?? [])].flat(), ...(ofStack?.findings ?? [])];
      const waits = rule.kind === "stack" && ofStack === undefined && level !== "disabled" && !this.complete;
      for (const mended of this.remediations.get(rule.id)?.values() ?? []) {
        findings.push(...mended.map((finding) => ({ ...reported(finding, rule, "advisory", mask), kind: "remediated" as const })));
      }
      add(rule, level, all, waits ? { notRun: NOT_RUN } : { judged: ofStack?.judged ?? ofResources?.size ?? 0 });
    }
    const level = levels.get(EXEMPTIONS.id) ?? "advisory";
    add(EXEMPTIONS, level, this.ofExemptions ?? [], this.complete || level === "disabled" ? {} : { notRun: NOT_RUN });
    return { name: this.pack.name, version: this.version, rules, findings, ...(this.types.size === 0 ? {} : { unjudged: this.unjudged(levels) }) };
  }

  private unjudged(levels: ReadonlyMap<string, EnforcementLevel>): ReportedPack["unjudged"] {
    const enabled = this.pack.rules.filter(({ rule, level }) => (levels.get(rule.id) ?? level) !== "disabled");
    return [...this.types]
      .filter(([type]) => !enabled.some(({ rule }) => rule.appliesTo.knows(type)))
      .map(([type, urns]) => ({ type, resources: urns.size }))
      .sort((a, b) => (a.type < b.type ? -1 : 1));
  }
}

const NOT_RUN = "the stack was not finished, so nothing could be judged as a whole";

/** What is said of a rule in reports, beside its level. */
function reportedRule(rule: RuleMetadata): Omit<ReportedRule, "level"> {
  return {
    id: rule.id,
    title: rule.title,
    description: descriptionOf(rule),
    fix: rule.fix,
    url: linkTo(rule),
    severity: rule.severity,
    tags: [rule.id.split("-")[0] ?? rule.id],
    ...(rule.compliance === undefined ? {} : { compliance: referencesOf(rule) }),
  };
}

const KINDS: Readonly<Record<Finding["kind"], ReportedFinding["kind"]>> = {
  violation: "violation",
  undetermined: "undetermined",
  exempt: "exempt",
  "exemption-expired": "exemption",
  "exemption-unused": "exemption",
  "exemption-invalid": "exemption",
  misconfigured: "configuration",
  "rule-failed": "failure",
};

function reported(finding: Finding, rule: RuleMetadata, level: EnforcementLevel, mask: (text: string) => string): ReportedFinding {
  const { kind, urn, what, path, fix, exemption } = finding;
  const [, , types = "", ...name] = urn.split("::");
  const blocks = level !== "advisory" && finding.level !== "advisory" && kind !== "undetermined" && kind !== "exempt";
  return {
    rule: rule.id,
    kind: KINDS[kind],
    level: blocks ? "mandatory" : "advisory",
    severity: finding.severity ?? rule.severity,
    urn,
    type: types.split("$").at(-1) ?? STACK_TYPE,
    name: name.join("::"),
    what: mask(what),
    ...(path === undefined || path === "" ? {} : { path: mask(path) }),
    ...(fix === undefined ? {} : { fix: mask(fix) }),
    ...(exemption === undefined ? {} : { exemption: reportedExemption(exemption) }),
  };
}

function reportedExemption({ origin, reason, owner, expires, ticket }: NonNullable<Finding["exemption"]>): ReportedFinding["exemption"] {
  return { origin, reason, owner, expires, ...(ticket === undefined ? {} : { ticket }) };
}

/** Shorter ones would deface unrelated words. */
const SHORTEST_SECRET = 6;

/** Rules print no value that is marked secret. But a program may have put a secret of its configuration anywhere, without its mark. */
function maskOf({ config, secretKeys }: RunFacts): (text: string) => string {
  const secrets = [...secretKeys].map((key) => config.get(key) ?? "").filter((value) => value.length >= SHORTEST_SECRET);
  // The longest first, so that one that holds another is masked whole.
  secrets.sort((a, b) => b.length - a.length);
  return (text) => secrets.reduce((masked, secret) => masked.replaceAll(secret, "[secret]"), text);
}
