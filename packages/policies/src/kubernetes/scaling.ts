import type { Property } from "../kernel/property";
import { type StackResource, type StackView, onceForStack } from "../kernel/resource";
import { anyOf, kubernetesKinds, parseType } from "../kernel/types";
import { mayShareNamespace } from "./objects";
import { certain } from "./selector";

export const horizontalPodAutoscalers = kubernetesKinds("autoscaling", "HorizontalPodAutoscaler");

const scalers = anyOf("Kubernetes autoscalers", horizontalPodAutoscalers, kubernetesKinds("keda.sh", "ScaledObject"));

/** What changes the number of replicas of a workload. */
export interface Scaler {
  resource: StackResource;
  /** `spec.scaleTargetRef`. */
  target: Property;
  /** Least replicas; 0 is possible for KEDA, whose default it is. */
  minimum: Property;
  maximum: Property;
  defaultMinimum: number;
}

export const scalersOf = onceForStack((stack) => stack.resources.filter((resource) => scalers.matches(resource.type)).map(scaler));

function scaler(resource: StackResource): Scaler {
  const spec = resource.properties.at("spec");
  const isKeda = parseType(resource.type).name === "ScaledObject";
  return {
    resource,
    target: spec.at("scaleTargetRef"),
    minimum: spec.at(isKeda ? "minReplicaCount" : "minReplicas"),
    maximum: spec.at(isKeda ? "maxReplicaCount" : "maxReplicas"),
    defaultMinimum: isKeda ? 0 : 1,
  };
}

const scalersByTarget = onceForStack((stack) => {
  const byName = new Map<string, Scaler[]>();
  const unknown: Scaler[] = [];
  for (const scaler of scalersOf(stack)) {
    const name = scaler.target.at("name");
    if (name.isUnknown) {
      unknown.push(scaler);
    } else {
      byName.set(name.string() ?? "", [...(byName.get(name.string() ?? "") ?? []), scaler]);
    }
  }
  return { byName, unknown };
});

/**
 * The scaler of a workload, if it has one.
 * @throws Undetermined when a name that is not known yet decides.
 */
export function scalerOf(workload: StackResource, stack: StackView): Scaler | undefined {
  return candidatesFor(workload, stack).find((scaler) => scales(scaler, workload));
}

/**
 * Every scaler that certainly scales a workload: more than one is a mistake.
 * @throws Undetermined when none certainly does, and a name that is not known yet decides.
 */
export function scalersFor(workload: StackResource, stack: StackView): Scaler[] {
  return certain(candidatesFor(workload, stack), (scaler) => scales(scaler, workload));
}

function candidatesFor(workload: StackResource, stack: StackView): readonly Scaler[] {
  const { byName, unknown } = scalersByTarget(stack);
  const name = workload.properties.at("metadata", "name");
  return name.isUnknown ? scalersOf(stack) : [...(byName.get(name.string() ?? "") ?? []), ...unknown];
}

/**
 * Whether a scaler is that of a workload.
 * @throws Undetermined when a name that is not known yet decides.
 */
function scales({ resource, target }: Scaler, workload: StackResource): boolean {
  // KEDA takes a target without a kind for a Deployment.
  const kind = target.at("kind").string() ?? "Deployment";
  return (
    kind === parseType(workload.type).name &&
    mayShareNamespace(resource, workload) &&
    target.at("name").string() === workload.properties.at("metadata", "name").string()
  );
}

/**
 * The least number of replicas that a workload is left with: its autoscaler's, else its own, which is 1 where it gives none.
 * @throws Undetermined when it can't be known yet.
 */
export function leastReplicas(workload: StackResource, stack: StackView): { count: number; from: Property } {
  const found = scalerOf(workload, stack);
  if (found !== undefined) {
    return { count: found.minimum.number() ?? found.defaultMinimum, from: found.minimum };
  }
  const replicas = workload.properties.at("spec", "replicas");
  return { count: replicas.number() ?? 1, from: replicas };
}
