import type { Property } from "../kernel/property";
import { type RunFacts, STACK_TYPE, type StackResource } from "../kernel/resource";
import type { StackCheck } from "../kernel/rule";
import { type Options, texts } from "../kernel/options";
import { fingerprintOf } from "./fingerprint";
import { Origins } from "./origins";

export const allowedFingerprints = texts("Fingerprints, as the messages print them, of texts that are no secrets.");

/** A secret that stands in the program itself, or in its plain configuration. */
export interface Exposure {
  /** The configuration key that holds it in plain text. */
  configKey?: string;
  /** What may be said of it. */
  described: string;
}

/** Tells the secrets that a program itself holds from those that it was given. */
export class Exposures {
  private readonly origins: Origins;
  private readonly fingerprints = new Map<string, string>();

  constructor(
    private readonly run: RunFacts,
    private readonly allowed: readonly string[],
  ) {
    this.origins = new Origins(run);
  }

  /** @param isWhole The secret is all that stands in that place. Returns undefined for secrets that come from elsewhere and for those that are allowed. */
  of(secret: string, place: Property, resource: StackResource, isWhole: boolean): Exposure | undefined {
    const origin = this.origins.of(secret, place, resource, isWhole);
    if (origin.kind !== "literal" && origin.kind !== "plain-config") {
      return undefined;
    }
    const fingerprint = this.fingerprints.get(secret) ?? fingerprintOf(secret, this.run.project);
    this.fingerprints.set(secret, fingerprint);
    if (this.allowed.includes(fingerprint)) {
      return undefined;
    }
    const described = `${[...secret].length} characters, fingerprint ${fingerprint}`;
    return origin.kind === "plain-config" ? { configKey: origin.key, described } : { described };
  }
}

/** Calls `judge` for each resource that a provider makes: a component passes its arguments on, and they are judged where they arrive. */
export function judgeResources(context: StackCheck<Options>, judge: (resource: StackResource) => void): void {
  // An engine that names no provider at all does not say which are components.
  const tellsComponents = context.resources.some((resource) => resource.provider !== undefined);
  for (const resource of context.resources) {
    if (resource.isCustom || resource.isProvider || !tellsComponents) {
      context.attempt(() => judge(resource));
    }
  }
  const root = context.stack.resources.find((resource) => resource.type === STACK_TYPE);
  if (!context.run.secretsVisible && root !== undefined) {
    context.report(root, "which values are secret can't be read with this version of @pulumi/policy, so that nothing is enforced", {
      level: "advisory",
      fix: "use the version of @pulumi/policy that the pack is tested with",
    });
  }
}
