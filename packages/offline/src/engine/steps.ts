import { type Analyzer, AnalyzerEnded } from "../model/analyzer";
import type { Deployment } from "./deployment";
import type { Hooks } from "./hooks";
import type { EngineResource } from "../model/resource";
import type { Simulator } from "../simulation/simulator";
import { type PropertyMap, UNKNOWN, containsUnknown, isSecret, mapValues, secret } from "../wire/values";
import { isProviderType } from "../wire/urn";

/** Takes resources through what the stock engine's preview does with a creation. */
export class Steps {
  private readonly analyses = new Set<Promise<void>>();

  constructor(
    private readonly deployment: Deployment,
    private readonly simulator: Simulator,
    private readonly hooks: Hooks,
    /** Registrations wait until the packs are configured. */
    private readonly analyzers: Promise<Analyzer[]>,
    /** Called with the inputs before anything else sees them, and once more with what the check has made of them. */
    private readonly received: (properties: PropertyMap) => void,
  ) {}

  /** URN, check, remediation, analysis, creation, secrets: in the engine's order. The resource's URN must be set. */
  async run(resource: EngineResource): Promise<void> {
    this.received(resource.inputs);
    this.claim(resource);
    const analyzers = await this.analyzers;
    const provider = isProviderType(resource.type);
    if (provider) {
      resource.configUnknown = containsUnknown(resource.inputs);
    }
    // A provider whose configuration is unknown is not configured in a preview, so it can neither check nor plan.
    const planned = resource.custom && !provider && resource.provider?.configUnknown !== true;
    if (planned) {
      resource.inputs = this.simulator.check(resource);
      this.received(resource.inputs);
    }
    await this.remediate(analyzers, resource);
    this.analyze(analyzers, resource);
    await this.hooks.run("beforeCreate", resource);
    this.create(resource, planned);
    // A component is there when its outputs are registered.
    if (resource.custom) {
      await this.hooks.run("afterCreate", resource);
    }
  }

  /** Resolves when every analysis that was begun has ended. */
  async drain(): Promise<void> {
    while (this.analyses.size > 0) {
      await Promise.all(this.analyses);
    }
  }

  /** Judges the finished stack; only after `drain`, and only when nothing has failed. */
  async analyzeStack(): Promise<void> {
    const resources = [...this.deployment.resources.values()];
    const analyzers = (await this.analyzers).filter(({ hasStackPolicies }) => hasStackPolicies);
    const outcomes = await Promise.allSettled(analyzers.map((analyzer) => analyzer.analyzeStack(resources, this.deployment.stackUrn)));
    outcomes.forEach((outcome, index) => {
      if (outcome.status === "fulfilled") {
        this.add(outcome.value);
      } else {
        this.deployment.fail({ origin: "policy-pack", policyPack: analyzers[index]?.info.name, message: (outcome.reason as Error).message });
      }
    });
  }

  private claim(resource: EngineResource): void {
    this.deployment.refuseDuplicate(resource);
    this.deployment.resources.set(resource.urn, resource);
  }

  private async remediate(analyzers: Analyzer[], resource: EngineResource): Promise<void> {
    for (const analyzer of analyzers) {
      if (!analyzer.hasRemediations) {
        continue;
      }
      try {
        const result = await analyzer.remediate(resource);
        this.add(result);
        for (const { policy, properties } of result.applied) {
          const changed = changedProperties(resource.inputs, properties);
          resource.inputs = properties;
          this.deployment.remediations.push({ policyPack: analyzer.info.name, policy, urn: resource.urn, properties: changed });
        }
      } catch (error) {
        this.analyzerFailed(analyzer, resource, "failed to run remediation", error);
      }
    }
  }

  /** Read-only, so it does not hold up the program. */
  private analyze(analyzers: Analyzer[], resource: EngineResource): void {
    if (analyzers.length === 0) {
      return;
    }
    const judged = { ...resource };
    for (const analyzer of analyzers) {
      const analysis = analyzer
        .analyze(judged)
        .then((findings) => this.add(findings))
        .catch((error: unknown) => this.analyzerFailed(analyzer, resource, "failed to run policy", error))
        .finally(() => this.analyses.delete(analysis));
      this.analyses.add(analysis);
    }
  }

  private add(findings: { violations: Deployment["violations"]; undetermined: Deployment["undetermined"] }): void {
    this.deployment.violations.push(...findings.violations);
    this.deployment.undetermined.push(...findings.undetermined);
  }

  private analyzerFailed(analyzer: Analyzer, resource: EngineResource, what: string, error: unknown): void {
    const policyPack = analyzer.info.name;
    if (error instanceof AnalyzerEnded) {
      this.deployment.fail(error.failureOf(policyPack));
    } else {
      const message = `${what}: ${error instanceof Error ? error.message : String(error)}`;
      this.deployment.fail({ origin: "policy-pack", policyPack, urn: resource.urn, source: resource.source, message });
    }
  }

  private create(resource: EngineResource, planned: boolean): void {
    if (planned) {
      const created = this.simulator.create(resource);
      resource.id = resource.options.importId || created.id;
      resource.outputs = created.outputs;
    } else if (isProviderType(resource.type)) {
      const { __internal: _, ...configuration } = resource.inputs;
      resource.outputs = configuration;
      resource.id = UNKNOWN;
    } else {
      resource.id = resource.options.importId;
      resource.outputs = {};
    }
    markSecrets(resource);
  }
}

/** An output is secret where its name says so, or where the input of the same name is. */
export function markSecrets(resource: Pick<EngineResource, "inputs" | "outputs" | "options">): void {
  const named = new Set(resource.options.additionalSecretOutputs);
  resource.outputs = mapValues(resource.outputs, (value, key) => (named.has(key) || isSecret(resource.inputs[key]) ? secret(value) : value));
}

function changedProperties(before: EngineResource["inputs"], after: EngineResource["inputs"]): string[] {
  const keys = new Set([...Object.keys(before), ...Object.keys(after)]);
  return [...keys].filter((key) => JSON.stringify(before[key]) !== JSON.stringify(after[key])).sort();
}
