import * as proto from "@pulumi/pulumi/proto/analyzer_pb";
import type { EngineOptions, EngineResource } from "../model/resource";
import type { Project } from "../project/project";
import type { EnforcementLevel, Violation } from "../result/result";
import { fromStruct, toStruct } from "../wire/struct";
import { type PropertyMap, forAnalyzer } from "../wire/values";
import type { ConfigurablePolicy, ConfiguredPolicies, PolicySetting } from "./config";
import type { ConfigSchema } from "./schema";

/** What a pack says of itself. */
export interface PackDescription {
  name: string;
  version: string;
  /** Packs of before 2020 take no configuration. */
  supportsConfig: boolean;
  policies: PolicyDescription[];
  /** Configuration that the pack's author gave beside the policies. */
  initialConfiguration: Map<string, PolicySetting>;
}

export interface PolicyDescription extends ConfigurablePolicy {
  /** It does not only judge single resources. */
  judgesStack: boolean;
  description: string;
  severity?: Violation["severity"];
  remediationSteps?: string;
  url?: string;
}

const LEVELS: Record<proto.EnforcementLevel, EnforcementLevel> = {
  [proto.EnforcementLevel.ADVISORY]: "advisory",
  [proto.EnforcementLevel.MANDATORY]: "mandatory",
  [proto.EnforcementLevel.DISABLED]: "disabled",
  [proto.EnforcementLevel.REMEDIATE]: "remediate",
};
const LEVEL_NUMBERS = Object.fromEntries(Object.entries(LEVELS).map(([number, level]) => [level, Number(number)])) as Record<
  EnforcementLevel,
  proto.EnforcementLevel
>;

const SEVERITIES: Record<proto.PolicySeverity, Violation["severity"]> = {
  [proto.PolicySeverity.POLICY_SEVERITY_UNSPECIFIED]: undefined,
  [proto.PolicySeverity.POLICY_SEVERITY_LOW]: "low",
  [proto.PolicySeverity.POLICY_SEVERITY_MEDIUM]: "medium",
  [proto.PolicySeverity.POLICY_SEVERITY_HIGH]: "high",
  [proto.PolicySeverity.POLICY_SEVERITY_CRITICAL]: "critical",
};

export function readPackDescription(info: proto.AnalyzerInfo): PackDescription {
  const initialConfiguration = new Map<string, PolicySetting>();
  // A level that is not set reads as advisory, since that is the number 0; the stock engine takes it so as well.
  info.getInitialconfigMap().forEach((config, policy) => {
    initialConfiguration.set(policy, { level: LEVELS[config.getEnforcementlevel()], properties: fromStruct(config.getProperties()) });
  });
  return {
    name: info.getName(),
    version: info.getVersion(),
    supportsConfig: info.getSupportsconfig(),
    policies: info.getPoliciesList().map(readPolicy),
    initialConfiguration,
  };
}

function readPolicy(policy: proto.PolicyInfo): PolicyDescription {
  const schema = policy.getConfigschema();
  return {
    name: policy.getName(),
    level: LEVELS[policy.getEnforcementlevel()],
    // Old SDKs don't say what type a policy is.
    judgesStack: policy.getPolicyType() !== proto.PolicyType.POLICY_TYPE_RESOURCE,
    description: policy.getDescription(),
    severity: SEVERITIES[policy.getSeverity()],
    remediationSteps: policy.getRemediationSteps() || undefined,
    url: policy.getUrl() || undefined,
    schema: schema && { properties: fromStruct(schema.getProperties()) as ConfigSchema["properties"], required: schema.getRequiredList() },
  };
}

/** The stack that the pack judges, its whole configuration in plain text included. */
export function stackConfiguration(project: Project): proto.AnalyzerStackConfigureRequest {
  const request = new proto.AnalyzerStackConfigureRequest();
  request.setOrganization(project.organization).setProject(project.name).setStack(project.stack).setDryRun(true);
  Object.entries(project.config).forEach(([key, value]) => request.getConfigMap().set(key, value));
  Object.entries(project.tags).forEach(([key, value]) => request.getTagsMap().set(key, value));
  return request.setConfigSecretKeysList(project.secretKeys);
}

export function policyConfiguration(policies: ConfiguredPolicies): proto.ConfigureAnalyzerRequest {
  const request = new proto.ConfigureAnalyzerRequest();
  for (const [name, { level, properties }] of policies) {
    const config = new proto.PolicyConfig().setEnforcementlevel(LEVEL_NUMBERS[level]).setProperties(toStruct(properties as PropertyMap));
    request.getPolicyconfigMap().set(name, config);
  }
  return request;
}

/** A resource with its checked inputs. Remediations also get internal keys, so that these survive the way through the pack. */
export function resourceRequest(resource: EngineResource, inputs: PropertyMap, options: { skipInternalKeys: boolean }): proto.AnalyzeRequest {
  return new proto.AnalyzeRequest()
    .setUrn(resource.urn)
    .setType(resource.type)
    .setName(resource.name)
    .setProperties(toStruct(forAnalyzer(inputs, options)))
    .setOptions(resourceOptions(resource))
    .setProvider(providerOf(resource));
}

/** All resources with their outputs. What exists already and was only read is not part of the stack. */
export function stackRequest(resources: readonly EngineResource[]): proto.AnalyzeStackRequest {
  const judged = resources.filter(({ kind }) => kind !== "read").sort((a, b) => (a.urn < b.urn ? -1 : 1));
  const urns = new Set(judged.map(({ urn }) => urn));
  const inStack = (dependencies: readonly string[]): string[] => dependencies.filter((urn) => urns.has(urn));
  const messages = judged.map((resource) => {
    const message = new proto.AnalyzerResource()
      .setUrn(resource.urn)
      .setType(resource.type)
      .setName(resource.name)
      .setProperties(toStruct(forAnalyzer(resource.outputs, { skipInternalKeys: true })))
      .setOptions(resourceOptions(resource))
      .setProvider(providerOf(resource))
      .setParent(resource.parent)
      .setDependenciesList(inStack(resource.dependencies));
    for (const [property, dependencies] of Object.entries(resource.propertyDependencies)) {
      // One that depends on reads alone has an empty list, as from the stock engine.
      if (dependencies.length > 0) {
        message.getPropertydependenciesMap().set(property, new proto.AnalyzerPropertyDependencies().setUrnsList(inStack(dependencies)));
      }
    }
    return message;
  });
  return new proto.AnalyzeStackRequest().setResourcesList(messages);
}

/** Aliases are left out: the engine sends those that matched a resource of the old state, and offline there is none. */
function resourceOptions({ options, parent }: { options: EngineOptions; parent: string }): proto.AnalyzerResourceOptions {
  const timeouts = new proto.AnalyzerResourceOptions.CustomTimeouts();
  timeouts
    .setCreate(options.customTimeouts?.create ?? 0)
    .setUpdate(options.customTimeouts?.update ?? 0)
    .setDelete(options.customTimeouts?.delete ?? 0);
  return new proto.AnalyzerResourceOptions()
    .setProtect(options.protect)
    .setIgnorechangesList(options.ignoreChanges)
    .setDeletebeforereplace(options.deleteBeforeReplace ?? false)
    .setDeletebeforereplacedefined(options.deleteBeforeReplace !== undefined)
    .setAdditionalsecretoutputsList(options.additionalSecretOutputs)
    .setCustomtimeouts(timeouts)
    .setParent(parent);
}

const providerMessages = new WeakMap<EngineResource, proto.AnalyzerProviderResource>();

/** Made once for each provider: most resources of a stack share one. */
function providerOf({ provider }: EngineResource): proto.AnalyzerProviderResource | undefined {
  if (provider === undefined) {
    return undefined;
  }
  let message = providerMessages.get(provider);
  if (message === undefined) {
    const inputs = toStruct(forAnalyzer(provider.inputs, { skipInternalKeys: true }));
    message = new proto.AnalyzerProviderResource().setUrn(provider.urn).setType(provider.type).setName(provider.name).setProperties(inputs);
    providerMessages.set(provider, message);
  }
  return message;
}

/** What a policy reports. */
export interface PolicyDiagnostic {
  policy: string;
  level: EnforcementLevel;
  message: string;
  description: string;
  /** "" where the policy names no resource. */
  urn: string;
  severity?: Violation["severity"];
}

export function readDiagnostics(response: proto.AnalyzeResponse): PolicyDiagnostic[] {
  return response.getDiagnosticsList().map((diagnostic) => ({
    policy: diagnostic.getPolicyname(),
    level: LEVELS[diagnostic.getEnforcementlevel()],
    message: diagnostic.getMessage(),
    description: diagnostic.getDescription(),
    urn: diagnostic.getUrn(),
    severity: SEVERITIES[diagnostic.getSeverity()],
  }));
}

const CANNOT_RUN = /^can't run (?:policy|remediation) '.*?' (?:from policy pack '.*?' )?during preview: /;

/** Why a policy could not decide, where it met a value that is not known yet: the SDK reports that as an advisory violation, whatever the policy's level. */
export function unknownValue({ level, message }: Pick<PolicyDiagnostic, "level" | "message">): string | undefined {
  return level === "advisory" && CANNOT_RUN.test(message) ? message.replace(CANNOT_RUN, "") : undefined;
}

/** The properties that a remediation returned, or why it could not run. */
export interface RemediationStep {
  policy: string;
  properties?: PropertyMap;
  diagnostic: string;
}

export function readRemediations(response: proto.RemediateResponse): RemediationStep[] {
  return response.getRemediationsList().map((remediation) => ({
    policy: remediation.getPolicyname(),
    properties: remediation.hasProperties() ? fromStruct(remediation.getProperties()) : undefined,
    diagnostic: remediation.getDiagnostic(),
  }));
}
