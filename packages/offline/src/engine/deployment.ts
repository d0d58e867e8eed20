import { isDeepStrictEqual } from "node:util";
import type { EngineResource } from "../model/resource";
import type { CoverageGap, PreviewFailure, Remediation, Undetermined, Violation } from "../result/result";
import { later } from "./source";
import { RpcError } from "../wire/grpc";
import { STACK_TYPE, makeUrn } from "../wire/urn";
import * as grpc from "@grpc/grpc-js";

/** What a deployment is about. */
export interface DeploymentIdentity {
  project: string;
  stack: string;
  organization: string;
}

/** Everything that one preview registers and finds, in the order of arrival. */
export class Deployment {
  readonly resources = new Map<string, EngineResource>();
  readonly reads = new Map<string, EngineResource>();
  readonly violations: Violation[] = [];
  readonly undetermined: Undetermined[] = [];
  readonly remediations: Remediation[] = [];
  readonly coverageGaps: CoverageGap[] = [];
  readonly failures: PreviewFailure[] = [];
  /** The root resource, once the program has named it. */
  rootUrn = "";

  /** The engine has given up: what the program says from here on is about that. */
  ended = false;
  /** Resolves at the first failure. */
  readonly failed: Promise<void>;
  private signalFailure: () => void = () => undefined;

  constructor(readonly identity: DeploymentIdentity) {
    this.failed = new Promise((resolve) => (this.signalFailure = resolve));
  }

  urn(parent: string, type: string, name: string): string {
    return makeUrn(this.identity.stack, this.identity.project, parent, type, name);
  }

  /** The URN of the root stack, whether it is registered yet or not. */
  get stackUrn(): string {
    const { project, stack } = this.identity;
    return makeUrn(stack, project, "", STACK_TYPE, `${project}-${stack}`);
  }

  find(urn: string): EngineResource | undefined {
    return this.resources.get(urn) ?? this.reads.get(urn);
  }

  fail(failure: PreviewFailure): void {
    if (!this.failures.some((known) => isDeepStrictEqual(known, failure))) {
      this.failures.push(failure);
    }
    this.signalFailure();
  }

  /** Gives up if there is a resource of this URN. Registrations overtake each other: the one to blame is the later in the program. */
  refuseDuplicate({ urn, source }: Pick<EngineResource, "urn" | "source">): void {
    const known = this.find(urn);
    if (known !== undefined) {
      throw this.giveUp({ urn, source: later(known.source, source) }, `Duplicate resource URN '${urn}'; try giving it a unique name`);
    }
  }

  /** Fails at a resource, as the stock engine does: the error for the program says that the monitor shuts down, and the program ends without a message of its own. */
  giveUp({ urn, source }: Pick<EngineResource, "urn" | "source">, message: string): RpcError {
    this.fail({ origin: "resource", urn, message, source });
    this.ended = true;
    return new RpcError(grpc.status.UNAVAILABLE, message);
  }
}
