import type { PolicyConfigSchema, ResourceValidationPolicy, StackValidationPolicy } from "@pulumi/policy";
import { type Configuration, readConfiguration } from "./configuration";
import { type Circumstances, configurationFindings, evaluateResource, evaluateStack } from "./evaluate";
import type { Observer } from "./observer";
import type { PackRule } from "./pack";
import { type Finding, messageOf, undeterminedMessage } from "./report";
import { Resource, STACK_TYPE, StackView } from "./resource";
import { type ResourceRule, type Rule, type StackRule, descriptionOf, linkTo } from "./rule";

/** What a rule becomes in the SDK depends on the pack that it is in and on what the engine sends. */
export interface Serving {
  pack: { name: string; version: string };
  observer: Observer;
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
    configSchema: schemaOf(rule),
  };
  return rule.kind === "resource"
    ? { ...metadata, validateResource: validateResource(rule, serving) }
    : { ...metadata, validateStack: validateStack(rule, serving) };
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
      send(configurationFindings(rule, configuration, args.urn), rule, serving, reportViolation);
    }
    if (!rule.appliesTo.matches(args.type)) {
      return args.notApplicable(`it is about ${rule.appliesTo.subject}`);
    }
    const resource = new Resource(
      serving.observer.resource(args.urn) ?? {
        ...args,
        properties: withUnknowns(args.props),
        provider: args.provider && { type: args.provider.type, properties: withUnknowns(args.provider.props) },
        additionalSecretOutputs: args.opts.additionalSecretOutputs,
        protect: args.opts.protect,
        ignoreChanges: args.opts.ignoreChanges,
      },
    );
    send(evaluateResource(rule, configuration, resource, circumstances(serving)), rule, serving, reportViolation);
  };
}

function validateStack(rule: StackRule, serving: Serving): StackValidationPolicy["validateStack"] {
  const configurationOf = configurationReader(rule);
  return (args, reportViolation) => {
    const configuration = configurationOf(args.getConfig());
    const { view, rootUrn } = serving.observer.stack ?? shownBySdk(args.resources);
    send(configurationFindings(rule, configuration, rootUrn), rule, serving, reportViolation);
    send(evaluateStack(rule, configuration, view, rootUrn, circumstances(serving)), rule, serving, reportViolation);
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
      provider: resource.provider && { type: resource.provider.type, properties: withUnknowns(resource.provider.props) },
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
  return { run: serving.observer.run, today: serving.today };
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

function schemaOf(rule: Rule): PolicyConfigSchema {
  const options = Object.entries(rule.options).map(([name, option]) => [name, option.schema]);
  const exemptions = {
    type: "array",
    items: { type: "object" },
    description: "Resources that the rule lets be: match, reason, owner, expires, and optionally ticket.",
  };
  return { properties: Object.fromEntries([...options, ["exemptions", exemptions]]) };
}

type ReportViolation = (message: string, urn?: string) => void;

/** The SDK passes an object's message on as it is, where it would put the rule's description before a text; and only an object can name a level of its own. */
function send(findings: readonly Finding[], rule: Rule, serving: Serving, reportViolation: ReportViolation): void {
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
