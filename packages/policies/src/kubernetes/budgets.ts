import { type StackResource, type StackView, onceForStack } from "../kernel/resource";
import { kubernetesKinds } from "../kernel/types";
import { mayShareNamespace, podTemplateOf } from "./objects";
import { certain, selectsByLabels } from "./selector";
import { SelectorIndex } from "./selectorIndex";

export const podDisruptionBudgets = kubernetesKinds("policy", "PodDisruptionBudget");

const budgetsOf = onceForStack(
  (stack) =>
    new SelectorIndex(
      stack.resources.filter((resource) => podDisruptionBudgets.matches(resource.type)),
      (budget) => budget.properties.at("spec", "selector", "matchLabels"),
    ),
);

/** The budgets that may be a workload's: all others are certainly not. */
export function possibleBudgetsFor(workload: StackResource, stack: StackView): readonly StackResource[] {
  const labels = podTemplateOf(workload)?.at("metadata", "labels");
  return labels === undefined ? [] : budgetsOf(stack).candidates(labels);
}

/** Whether a PodDisruptionBudget is about the pods of a workload. An empty selector selects all of its namespace. */
export function protects(budget: StackResource, workload: StackResource): boolean {
  const labels = podTemplateOf(workload)?.at("metadata", "labels");
  return labels !== undefined && mayShareNamespace(budget, workload) && selectsByLabels(budget.properties.at("spec", "selector"), labels);
}

/**
 * The PodDisruptionBudgets of a workload.
 * @throws Undetermined when none certainly is, and an unknown label or selector decides about one.
 */
export function budgetsFor(workload: StackResource, stack: StackView): StackResource[] {
  return certain(possibleBudgetsFor(workload, stack), (budget) => protects(budget, workload));
}
