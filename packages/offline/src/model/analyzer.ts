import type { EngineResource } from "./resource";
import type { PolicyPackResult, PreviewFailure, Undetermined, Violation } from "../result/result";
import type { PropertyMap } from "../wire/values";

/** A configured policy pack, as the engine sees it. */
export interface Analyzer {
  readonly info: PolicyPackResult;
  /** Some policy is enforced at the level `remediate`. */
  readonly hasRemediations: boolean;
  /** Some enabled policy judges the finished stack. */
  readonly hasStackPolicies: boolean;
  /** Judges the inputs of one resource. */
  analyze(resource: EngineResource): Promise<Findings>;
  /** Each remediation in turn; those that changed nothing are left out. */
  remediate(resource: EngineResource): Promise<RemediationResult>;
  /** Judges the outputs of all resources, reads excepted. */
  analyzeStack(resources: EngineResource[], rootUrn: string): Promise<Findings>;
}

export interface Findings {
  violations: Violation[];
  undetermined: Undetermined[];
}

export interface RemediationResult extends Findings {
  /** The inputs after each remediation, in order. */
  applied: { policy: string; properties: PropertyMap }[];
}

/** An analyzer is gone, whatever it was at: no matter of the resource that it was asked about. */
export class AnalyzerEnded extends Error {
  /** @param several Others have ended with it, and nobody knows which is to blame. */
  constructor(
    message: string,
    private readonly several: boolean,
  ) {
    super(message);
  }

  failureOf(policyPack: string): PreviewFailure {
    return { origin: "policy-pack", ...(this.several ? {} : { policyPack }), message: this.message };
  }
}
