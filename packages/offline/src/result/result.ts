import type { PropertyMap } from "../wire/values";

/**
 * What an offline preview found. It is plain JSON: the same program, configuration and packs give the same bytes, on any machine and in any order of
 * completion (only `timings` differ). Property values are in Pulumi's wire form, except that a secret's value is masked:
 * `{ "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270", "value": "[secret]" }`. An unknown is the string
 * `04da6b54-80e4-46f7-96ec-b56ff0331ba9`.
 */
export interface PreviewResult {
  /** The version of this format. It changes when a field is removed or changes its meaning. */
  formatVersion: 1;
  project: string;
  stack: string;
  organization: string;
  /** How outputs that only a cloud could know were treated: realistic values, or unknown as in a first stock preview. */
  outputMode: OutputMode;
  /** `failed` when the program, a resource or a pack failed; violations alone do not make a preview fail. */
  status: "succeeded" | "failed";
  /** Everything that was registered or read: parents, providers and dependencies come before what needs them, else by URN. */
  resources: ResourceResult[];
  /** What the program exported, secrets masked. */
  stackOutputs: PropertyMap;
  /** The packs that ran, in the order given. */
  policyPacks: PolicyPackResult[];
  violations: Violation[];
  /** Properties that a pack's remediation changed. */
  remediations: Remediation[];
  /** Rules that could not decide because a value is not known in a preview. They have not passed. */
  undetermined: Undetermined[];
  /** What this preview could not see, and why. */
  coverageGaps: CoverageGap[];
  /** Data sources that were answered, and from where. */
  simulatedCalls: SimulatedCall[];
  /** What the program logged (`pulumi.log`), secrets masked. */
  diagnostics: Diagnostic[];
  /** Why the preview failed; empty when it succeeded. */
  errors: PreviewFailure[];
  timings: Timings;
}

export type OutputMode = "simulated" | "unknown";

export interface ResourceResult {
  urn: string;
  type: string;
  name: string;
  kind: ResourceKind;
  /** Empty only for the root stack and for default providers. */
  parent: string;
  /** The physical id. Absent for components and where it is unknown. */
  id?: string;
  /** The checked inputs, as rules see them. */
  inputs: PropertyMap;
  outputs: PropertyMap;
  /** The provider's URN; absent for components and for providers. */
  provider?: string;
  /** URNs, sorted. */
  dependencies: string[];
  /** For each property that depends on resources: their URNs, sorted. */
  propertyDependencies: Record<string, string[]>;
  options: ResourceOptionsResult;
  source?: SourcePosition;
}

/**
 * `custom`: a provider's resource. `component`: a component of the program. `remote-component`: a component whose children only its plugin knows.
 * `provider`: an explicit provider. `default-provider`: one that the engine made. `read`: a resource that exists already (`Resource.get`, `StackReference`).
 */
export type ResourceKind = "stack" | "custom" | "component" | "remote-component" | "provider" | "default-provider" | "read";

/** Only options that differ from Pulumi's defaults are present. */
export interface ResourceOptionsResult {
  protect?: boolean;
  retainOnDelete?: boolean;
  deleteBeforeReplace?: boolean;
  ignoreChanges?: string[];
  replaceOnChanges?: string[];
  additionalSecretOutputs?: string[];
  /** URNs, or `parent/type/name` specifications in JSON. */
  aliases?: string[];
  /** The id of the existing resource to import. */
  import?: string;
  deletedWith?: string;
  replaceWith?: string[];
  /** Seconds. */
  customTimeouts?: { create?: number; update?: number; delete?: number };
  /** The names of the resource hooks, by when they run. */
  hooks?: Record<string, string[]>;
  version?: string;
  pluginDownloadUrl?: string;
}

/** Where the program made the resource. Lines and columns start at 1. */
export interface SourcePosition {
  /** Relative to the project directory, with `/`. */
  file: string;
  line: number;
  column?: number;
  /** Present when the file is a library's, installed or in the same workspace, and not the program's own. */
  library?: true;
}

export interface PolicyPackResult {
  name: string;
  version?: string;
  /** The directory that it was loaded from, as the caller named it. */
  path: string;
  /** The enforcement level of each policy after configuration. */
  policies: Record<string, EnforcementLevel>;
}

export type EnforcementLevel = "advisory" | "mandatory" | "remediate" | "disabled";

export interface Violation {
  policyPack: string;
  policyPackVersion?: string;
  policy: string;
  level: "advisory" | "mandatory";
  /** The pack's own message, secrets masked. */
  message: string;
  urn: string;
  /** The policy's severity, where it has one. */
  severity?: "low" | "medium" | "high" | "critical";
  /** Whether the resource's own inputs or the finished stack was judged. */
  phase: "resource" | "stack";
  /** The line of the program that the resource comes from. */
  source?: SourcePosition;
  description?: string;
  remediationSteps?: string;
  url?: string;
}

export interface Undetermined {
  policyPack: string;
  policy: string;
  urn: string;
  /** The level that the policy would have been enforced at. */
  level: EnforcementLevel;
  message: string;
  source?: SourcePosition;
}

export interface Remediation {
  policyPack: string;
  policy: string;
  urn: string;
  /** The top-level properties that it changed, sorted. */
  properties: string[];
}

export interface CoverageGap {
  /**
   * `remote-component`: its children exist only in its plugin. `chart`: the objects inside the chart were not rendered. `secret-config`: an encrypted value
   * that could not be decrypted here. `environment`: configuration that Pulumi ESC would have given.
   */
  kind: "remote-component" | "chart" | "secret-config" | "environment" | "stack-reference";
  /** The resource, where it is one. */
  urn?: string;
  message: string;
  source?: SourcePosition;
}

export interface SimulatedCall {
  token: string;
  /** How often it was called. */
  count: number;
  /** `built-in`: an answer of ours, made up. `computed`: the same answer as the provider would give. `fixture`: from the fixtures file. */
  answeredBy: "built-in" | "computed" | "fixture" | "not-called";
}

export interface Diagnostic {
  severity: "debug" | "info" | "warning" | "error";
  message: string;
  urn?: string;
}

export interface PreviewFailure {
  /** What failed. */
  origin: "program" | "resource" | "policy-pack";
  message: string;
  /** The next step, where there is one that mends it. */
  hint?: string;
  urn?: string;
  policyPack?: string;
  source?: SourcePosition;
}

/** Milliseconds since the start of the preview. */
export interface Timings {
  /** The engine serves. */
  serving: number;
  /** Every pack is configured. */
  packsReady?: number;
  firstRegistration?: number;
  lastRegistration?: number;
  programDone: number;
  total: number;
}
