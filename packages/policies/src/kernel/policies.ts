import type { PolicyComplianceFramework, PolicyConfigSchema, ResourceValidationPolicy, StackValidationPolicy } from "@pulumi/policy";
import { referencesOf } from "./compliance";
import { type Configuration, readConfiguration, schemasOf } from "./configuration";
import { type Circumstances, configurationFindings, evaluateResource, evaluateStack } from "./evaluate";
import type { ExemptionLedger } from "./exemptionLedger";
import type { Observer } from "./observer";
import type { PackRule } from "./pack";
import type { Recorder } from "./recorder";
import { type Finding, messageOf, undeterminedMessage } from "./report";
import { remediationOf } from "./remedy";
import { Resource, STACK_TYPE, StackView } from "./resource";
import { type ResourceRule, EXEMPTIONS, type Rule, type RuleMetadata, type StackRule, descriptionOf, linkTo } from "./rule";

/** What a rule becomes in the SDK depends on the pack that it is in and on what the engine sends. */
export interface Serving {
  pack: { name: string; version: string };
  observer: Observer;
  ledger: ExemptionLedger;
  /** Keeps what is found, where a report of it is wanted. */
  recorder?: Recorder;
  /** Such as `2027-03-31`. */
  today: string;
}

/** A rule as the SDK serves it. */
export function policyOf({ rule, level }: PackRule, serving: Serving): ResourceValidationPolicy | StackValidationPolicy {
  const metadata = {
    name: rule.id,
    displayName: rule.title,
    description: descriptionOf(rule),
    severity: rule.severity,
    enforcementLevel: level,
    remediationSteps: rule.fix,
    url: linkTo(rule),
    tags: [rule.id.split("-")[0] ?? rule.id],
    framework: frameworkOf(rule),
    configSchema: { properties: schemasOf(rule.options) } as PolicyConfigSchema,
  };
  return rule.kind === "resource"
    ? {
        ...metadata,
        validateResource: validateResource(rule, serving),
        ...(rule.remedy === undefined ? {} : { remediateResource: remediateResource(rule, serving) }),
      }
    : { ...metadata, validateStack: validateStack(rule, serving) };
}

/** The first of the controls, since the SDK has room for one; reports and the documentation have all. */
function frameworkOf(rule: Rule): PolicyComplianceFramework | undefined {
  const [first] = referencesOf(rule);
  return first && { name: first.framework, version: first.version ?? "", reference: first.id, specification: first.title };
}

function validateResource(
  rule: ResourceRule,
  serving: Serving,
): NonNullable<Extract<ResourceValidationPolicy["validateResource"], (...args: never[]) => unknown>> {
  const configurationOf = configurationReader(rule);
  return (args, reportViolation) => {
    const configuration = configurationOf(args.getConfig());
    // Every program has this resource once, and it is shown first.
    if (args.type === STACK_TYPE) {
      serving.ledger.ran(rule.id, configuration);
      const findings = configurationFindings(rule, configuration, args.urn);
      serving.recorder?.configuration(rule, findings);
      send(findings, rule, serving, reportViolation);
    }
    const isJudged = rule.appliesTo.matches(args.type);
    if (!isJudged && serving.observer.run.secretsVisible) {
      return notApplicable(args, `it is about ${rule.appliesTo.subject}`);
    }
    const resource = new Resource(
      serving.observer.resource(args.urn) ?? {
        ...args,
        properties: withUnknowns(args.props),
        provider: args.provider && { urn: args.provider.urn, type: args.provider.type, properties: withUnknowns(args.provider.props) },
        additionalSecretOutputs: args.opts.additionalSecretOutputs,
        protect: args.opts.protect,
        ignoreChanges: args.opts.ignoreChanges,
      },
    );
    serving.ledger.inlineExemptionsOf(resource);
    if (!isJudged) {
      return notApplicable(args, `it is about ${rule.appliesTo.subject}`);
    }
    const findings = evaluateResource(rule, configuration, resource, circumstances(serving));
    serving.recorder?.resource(rule, resource.urn, findings);
    send(findings, rule, serving, reportViolation);
    const exemption = findings.find(({ kind }) => kind === "exempt")?.exemption;
    // Neither a violation nor kept: an engine that shows what does not apply shows why.
    return exemption === undefined ? undefined : notApplicable(args, `exempt until ${exemption.expires}: ${exemption.reason} (${exemption.owner})`);
  };
}

/** The SDK throws an error, of which it only reads the reason: its stack trace would cost more than most rules. */
function notApplicable(args: { notApplicable(reason?: string): never }, reason: string): never {
  const limit = Error.stackTraceLimit;
  Error.stackTraceLimit = 0;
  try {
    return args.notApplicable(reason);
  } finally {
    Error.stackTraceLimit = limit;
  }
}

/** Without the hook the marks of secrets are not seen, and nothing is changed: the violation then stays, and blocks. */
function remediateResource(rule: ResourceRule, serving: Serving): NonNullable<ResourceValidationPolicy["remediateResource"]> {
  const configurationOf = configurationReader(rule);
  return ({ urn, getConfig }) => {
    const data = serving.observer.remediated(urn);
    const remediation = data && remediationOf(rule, configurationOf(getConfig()), data, circumstances(serving));
    if (data === undefined || remediation === undefined) {
      return undefined;
    }
    serving.observer.remediate(data, remediation.properties);
    serving.recorder?.remediation(rule, urn, remediation.mended);
    return remediation.properties;
  };
}

function validateStack(rule: StackRule, serving: Serving): StackValidationPolicy["validateStack"] {
  const configurationOf = configurationReader(rule);
  return (args, reportViolation) => {
    const configuration = configurationOf(args.getConfig());
    const { view, rootUrn } = serving.observer.stack ?? shownBySdk(args.resources);
    serving.ledger.ran(rule.id, configuration);
    view.resources.forEach((resource) => serving.ledger.inlineExemptionsOf(resource));
    const ofConfiguration = configurationFindings(rule, configuration, rootUrn);
    serving.recorder?.configuration(rule, ofConfiguration);
    const ofStack = evaluateStack(rule, configuration, view, rootUrn, circumstances(serving));
    serving.recorder?.stack(rule, view, ofStack);
    send([...ofConfiguration, ...ofStack], rule, serving, reportViolation);
  };
}

/** A policy that judges exemptions, after all rules have run: it has to be the last of a pack. */
export function exemptionsPolicy(serving: Serving): StackValidationPolicy {
  return {
    name: EXEMPTIONS.id,
    displayName: EXEMPTIONS.title,
    description: descriptionOf(EXEMPTIONS),
    severity: EXEMPTIONS.severity,
    enforcementLevel: "advisory",
    remediationSteps: EXEMPTIONS.fix,
    url: linkTo(EXEMPTIONS),
    tags: [EXEMPTIONS.id],
    validateStack: (args, reportViolation) => {
      const findings = serving.ledger.findings(serving.observer.rootUrn ?? shownBySdk(args.resources).rootUrn);
      serving.recorder?.exemptions(findings);
      send(findings, EXEMPTIONS, serving, reportViolation);
    },
  };
}

type StackArgs = Parameters<StackValidationPolicy["validateStack"]>[0];

function shownBySdk(resources: StackArgs["resources"]): { view: StackView; rootUrn: string } {
  const view = new StackView(
    resources.map((resource) => ({
      urn: resource.urn,
      type: resource.type,
      name: resource.name,
      properties: withUnknowns(resource.props),
      provider: resource.provider && { urn: resource.provider.urn, type: resource.provider.type, properties: withUnknowns(resource.provider.props) },
      parent: resource.parent?.urn,
      additionalSecretOutputs: resource.opts.additionalSecretOutputs,
      protect: resource.opts.protect,
      ignoreChanges: resource.opts.ignoreChanges,
      propertyDependencies: Object.fromEntries(Object.entries(resource.propertyDependencies).map(([name, all]) => [name, all.map((one) => one.urn)])),
    })),
  );
  return { view, rootUrn: resources.find((resource) => resource.type === STACK_TYPE)?.urn ?? "" };
}

/** The SDK's properties throw when an unknown value is read; this is what they stand in front of. */
function withUnknowns(properties: Record<string, unknown>): Record<string, unknown> {
  return (properties.__getSpecialProxyTarget as Record<string, unknown> | undefined) ?? properties;
}

function circumstances(serving: Serving): Circumstances {
  return { run: serving.observer.run, today: serving.today, ledger: serving.ledger };
}

/** An engine sends the same configuration for every resource. */
function configurationReader(rule: Rule): (given: Record<string, unknown>) => Configuration {
  let last: { json: string; configuration: Configuration } | undefined;
  return (given) => {
    const json = JSON.stringify(given);
    if (last?.json !== json) {
      last = { json, configuration: readConfiguration(rule.options, given) };
    }
    return last.configuration;
  };
}

type ReportViolation = (message: string, urn?: string) => void;

/** The SDK passes an object's message on as it is, where it would put the rule's description before a text; and only an object can name a level of its own. */
function send(findings: readonly Finding[], rule: RuleMetadata, serving: Serving, reportViolation: ReportViolation): void {
  for (const finding of findings) {
    if (finding.kind !== "exempt") {
      const undetermined = finding.kind === "undetermined";
      const diagnostic = {
        message: undetermined ? undeterminedMessage(finding, rule.id, serving.pack) : messageOf(finding),
        urn: finding.urn,
        description: descriptionOf(rule),
        enforcementLevel: undetermined ? "advisory" : finding.level,
        severity: finding.severity,
      };
      reportViolation(diagnostic as unknown as string);
    }
  }
}
