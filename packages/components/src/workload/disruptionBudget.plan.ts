import type { Problems } from "../platform/problems";

/** A budget as a PodDisruptionBudget states it: exactly one of the two. */
export interface DisruptionBudget {
  minAvailable?: number | string;
  maxUnavailable?: number | string;
}

/** A number of pods or a percentage of them, as the user wrote it. */
type Amount = { pods: number } | { percent: number };

/**
 * How many of the replicas may be disrupted at once. Kubernetes rounds a percentage up, whichever of the two it is of: 90 % of 3 that must stay are all 3.
 */
export function allowedDisruptions(budget: DisruptionBudget, replicas: number): number {
  if (budget.minAvailable !== undefined) {
    return Math.max(0, replicas - resolve(budget.minAvailable, replicas));
  }
  return Math.min(replicas, resolve(budget.maxUnavailable ?? 0, replicas));
}

function resolve(value: number | string, replicas: number): number {
  const amount = parseAmount(value);
  if (amount === undefined) {
    throw new Error(`${value} is neither a number of pods nor a percentage`);
  }
  // Whole numbers first: 0.07 × 100 is a little more than 7, and would be rounded up to 8.
  return "pods" in amount ? amount.pods : Math.ceil((amount.percent * replicas) / 100);
}

function parseAmount(value: number | string): Amount | undefined {
  const text = String(value);
  if (/^\d+$/.test(text)) {
    return { pods: Number(text) };
  }
  return /^(\d|[1-9]\d|100)%$/.test(text) ? { percent: Number(text.slice(0, -1)) } : undefined;
}

/** The budget of a workload. One that allows no disruption at the least number of replicas would keep every node from being drained. */
export function planDisruptionBudget(
  problems: Problems,
  given: { minAvailable?: string; maxUnavailable?: string },
  defaultMaxUnavailable: string,
  minReplicas: number,
): DisruptionBudget {
  if (given.minAvailable !== undefined && given.maxUnavailable !== undefined) {
    problems.add("minAvailable", "given together with maxUnavailable, and Kubernetes takes one of the two; leave minAvailable off");
    return {};
  }
  const property = given.minAvailable !== undefined ? "minAvailable" : "maxUnavailable";
  const value = given[property] ?? defaultMaxUnavailable;
  const amount = parseAmount(value);
  if (amount === undefined) {
    problems.add(property, `${JSON.stringify(value)} is neither a number of pods nor a percentage; write it as "1" or "20%"`);
    return {};
  }
  const budget = { [property]: "pods" in amount ? amount.pods : value };
  problems.require(
    allowedDisruptions(budget, minReplicas) > 0,
    property,
    `PDB ${property} ${value} with minReplicas ${minReplicas} allows 0 disruptions: nodes could never drain; use maxUnavailable "1"`,
  );
  return budget;
}
