import type { EngineOptions, EngineResource } from "../model/resource";
import type { Deployment } from "../engine/deployment";
import { dependencyOrder } from "../result/order";
import type {
  CoverageGap,
  Diagnostic,
  OutputMode,
  PolicyPackResult,
  PreviewResult,
  ResourceOptionsResult,
  ResourceResult,
  SimulatedCall,
  SourcePosition,
  Timings,
} from "../result/result";
import type { SecretMasker } from "../result/secrets";
import { containsUnknown, downgradeOutputs, mapValues } from "../wire/values";

export interface Findings {
  deployment: Deployment;
  outputMode: OutputMode;
  policyPacks: PolicyPackResult[];
  simulatedCalls: SimulatedCall[];
  coverageGaps: CoverageGap[];
  diagnostics: Diagnostic[];
  timings: Timings;
  masker: SecretMasker;
  /** Whether a file, relative to the project, is one of the program's own and not of a library. */
  isOwnFile(file: string): boolean;
}

/** Makes the result of what a preview found: sorted, and with every secret masked. */
export function buildResult(findings: Findings): PreviewResult {
  const { deployment, masker } = findings;
  const engineResources = [...deployment.resources.values(), ...deployment.reads.values()];
  for (const resource of engineResources) {
    masker.learnMarked(resource.inputs);
    masker.learnMarked(resource.programInputs);
    masker.learnMarked(resource.outputs);
  }
  const byUrn = new Map(engineResources.map((resource) => [resource.urn, resource]));
  const located = <T extends { urn?: string; source?: SourcePosition }>(item: T): T => {
    const source = item.urn === undefined ? item.source : programSource(byUrn, item.urn, (file) => findings.isOwnFile(file));
    return source === undefined ? item : { ...item, source };
  };
  const packOrder = new Map(findings.policyPacks.map((pack, index) => [pack.name, String(index).padStart(4, "0")]));
  const byPack = (item: { policyPack: string; policy: string; urn: string; message?: string }): string =>
    [packOrder.get(item.policyPack) ?? "", item.policy, item.urn, item.message ?? ""].join("\u0000");

  return {
    formatVersion: 1,
    ...deployment.identity,
    outputMode: findings.outputMode,
    status: deployment.failures.length > 0 ? "failed" : "succeeded",
    resources: dependencyOrder(engineResources.map(resourceResult)).map((resource) => ({
      ...resource,
      ...(resource.source === undefined || findings.isOwnFile(resource.source.file)
        ? {}
        : { source: { ...resource.source, library: true as const } }),
      ...(resource.id === undefined ? {} : { id: masker.text(resource.id) }),
      inputs: masker.properties(resource.inputs),
      outputs: masker.properties(resource.outputs),
    })),
    stackOutputs: masker.properties(deployment.resources.get(deployment.stackUrn)?.outputs ?? {}),
    policyPacks: findings.policyPacks,
    violations: sortedBy(deployment.violations, byPack).map((violation) => located({ ...violation, message: masker.text(violation.message) })),
    remediations: sortedBy(deployment.remediations, byPack),
    undetermined: sortedBy(deployment.undetermined, byPack).map((item) => located({ ...item, message: masker.text(item.message) })),
    coverageGaps: sortedGaps(findings.coverageGaps).map((gap) => located({ ...gap, message: masker.text(gap.message) })),
    simulatedCalls: sortedBy(findings.simulatedCalls, (call) => `${call.token}\u0000${call.answeredBy}`),
    diagnostics: findings.diagnostics.map((diagnostic) => ({ ...diagnostic, message: masker.text(diagnostic.message) })),
    errors: sortedBy(deployment.failures, (failure) => [failure.origin, failure.policyPack ?? "", failure.urn ?? "", failure.message].join("\u0000"))
      .map((failure) => ({ ...failure, message: masker.text(failure.message) }))
      // An error that names a line of the program's is right: of two resources of one URN, it is the second one's.
      .map((failure) =>
        failure.source !== undefined && (failure.origin === "program" || findings.isOwnFile(failure.source.file)) ? failure : located(failure),
      ),
    timings: findings.timings,
  };
}

/** The line of the program that a resource comes from: for what a library's component makes, the line that makes the component. */
function programSource(byUrn: ReadonlyMap<string, EngineResource>, urn: string, isOwnFile: (file: string) => boolean): SourcePosition | undefined {
  for (let resource = byUrn.get(urn); resource !== undefined; resource = byUrn.get(resource.parent)) {
    if (resource.source !== undefined && isOwnFile(resource.source.file)) {
      return resource.source;
    }
  }
  return byUrn.get(urn)?.source;
}

/** A resource as results show it, secrets not masked yet. */
export function resourceResult(resource: EngineResource): ResourceResult {
  return {
    urn: resource.urn,
    type: resource.type,
    name: resource.name,
    kind: resource.kind,
    parent: resource.parent,
    ...(resource.id === "" || containsUnknown(resource.id) ? {} : { id: resource.id }),
    // A remote component's are output values, which only its plugin needs.
    inputs: resource.kind === "remote-component" ? mapValues(resource.inputs, (value) => downgradeOutputs(value)) : resource.inputs,
    outputs: resource.outputs,
    ...(resource.provider === undefined ? {} : { provider: resource.provider.urn }),
    dependencies: resource.dependencies,
    propertyDependencies: Object.fromEntries(
      Object.entries(resource.propertyDependencies)
        .filter(([, urns]) => urns.length > 0)
        .sort(([a], [b]) => (a < b ? -1 : 1)),
    ),
    options: optionsResult(resource.options),
    ...(resource.source === undefined ? {} : { source: resource.source }),
  };
}

export function sortedGaps(gaps: readonly CoverageGap[]): CoverageGap[] {
  return sortedBy(gaps, (gap) => [gap.kind, gap.urn ?? "", gap.message].join("\u0000"));
}

function optionsResult(options: EngineOptions): ResourceOptionsResult {
  const timeouts = Object.fromEntries(Object.entries(options.customTimeouts ?? {}).filter(([, value]) => value > 0));
  const all: ResourceOptionsResult = {
    protect: options.protect || undefined,
    retainOnDelete: options.retainOnDelete || undefined,
    deleteBeforeReplace: options.deleteBeforeReplace,
    ignoreChanges: options.ignoreChanges,
    replaceOnChanges: options.replaceOnChanges,
    additionalSecretOutputs: [...options.additionalSecretOutputs].sort(),
    aliases: options.aliases,
    import: options.importId,
    deletedWith: options.deletedWith,
    replaceWith: options.replaceWith,
    customTimeouts: timeouts,
    hooks: options.hooks,
    version: options.version,
    pluginDownloadUrl: options.pluginDownloadUrl,
  };
  return Object.fromEntries(Object.entries(all).filter(([, value]) => !isEmpty(value))) as ResourceOptionsResult;
}

function isEmpty(value: unknown): boolean {
  return value === undefined || value === "" || (typeof value === "object" && value !== null && Object.keys(value).length === 0);
}

function sortedBy<T>(items: readonly T[], key: (item: T) => string): T[] {
  return [...items].sort((a, b) => {
    const [left, right] = [key(a), key(b)];
    return left < right ? -1 : left > right ? 1 : 0;
  });
}
