import { flag } from "../../kernel/options";
import type { Property } from "../../kernel/property";
import type { StackResource, StackView } from "../../kernel/resource";
import { stackRule } from "../../kernel/rule";
import { podDisruptionBudgets, possibleBudgetsFor, protects } from "../../kubernetes/budgets";
import { servingWorkloads } from "../../kubernetes/exposure";
import { objectNameOf } from "../../kubernetes/objects";
import { shareOf } from "../../kubernetes/quantity";
import { leastReplicas } from "../../kubernetes/scaling";

/**
 * Every PodDisruptionBudget lets a pod go, so that nodes can be drained: by itself, and for as many replicas as the workloads that it selects keep at least.
 * No two of them select the same pods, since Kubernetes then evicts none. Pods that are not ready anyway should not hold up a drain
 * (`unhealthyPodEvictionPolicy: AlwaysAllow`); that is advice.
 */
export const relPdbValid = stackRule({
  id: "rel-pdb-valid",
  title: "Disruption budgets that let nodes drain",
  severity: "high",
  must: "let at least one pod go",
  because: "a node whose pods may not go can never be drained, and an upgrade of the cluster hangs on it",
  fix: "set maxUnavailable: 1",
  appliesTo: podDisruptionBudgets,
  config: {
    alwaysAllow: flag("Whether to advise unhealthyPodEvictionPolicy: AlwaysAllow.", true),
  },
  check: ({ stack, resources, config, report, attempt }) => {
    const workloadsOf = new Map<StackResource, StackResource[]>();
    for (const workload of stack.resources.filter((resource) => servingWorkloads.matches(resource.type))) {
      for (const budget of possibleBudgetsFor(workload, stack)) {
        workloadsOf.set(budget, [...(workloadsOf.get(budget) ?? []), workload]);
      }
    }
    const selected = new Map<StackResource, StackResource>();
    for (const budget of resources) {
      const workloads = workloadsOf.get(budget) ?? [];
      const spec = budget.properties.at("spec");
      const [minAvailable, maxUnavailable] = [spec.at("minAvailable"), spec.at("maxUnavailable")];
      attempt(() => {
        if (!budget.properties.at("spec").isAbsent && minAvailable.isAbsent && maxUnavailable.isAbsent) {
          report(budget, "it has neither minAvailable nor maxUnavailable, and so lets no pod go", { path: spec.path });
        } else if (shareOf(maxUnavailable.stringOrNumber(), 100) === 0) {
          report(budget, `maxUnavailable ${maxUnavailable.shown()} lets no pod go`, { path: maxUnavailable.path });
        } else if (minAvailable.string() === "100%") {
          report(budget, "minAvailable 100% lets no pod go", { path: minAvailable.path });
        } else {
          workloads.forEach((workload) =>
            attempt(() => judgeAgainst(workload, minAvailable, stack, (what) => report(budget, what, { path: minAvailable.path }), budget)),
          );
        }
      });
      for (const workload of workloads) {
        attempt(() => {
          if (!protects(budget, workload)) {
            return;
          }
          const other = selected.get(workload);
          if (other !== undefined) {
            report(
              budget,
              `it selects the pods of ${objectNameOf(workload)}, as ${objectNameOf(other)} does, and Kubernetes evicts no pod that has two budgets`,
              {
                path: spec.at("selector").path,
                fix: "leave one budget for each pod",
              },
            );
          }
          selected.set(workload, other ?? budget);
        });
      }
      attempt(() => {
        const policy = spec.at("unhealthyPodEvictionPolicy");
        if (config.alwaysAllow && !spec.isAbsent && policy.string() !== "AlwaysAllow") {
          report(budget, "pods that are not ready hold up a drain", {
            path: policy.path,
            fix: "set unhealthyPodEvictionPolicy: AlwaysAllow",
            level: "advisory",
            severity: "low",
          });
        }
      });
    }
  },
});

function judgeAgainst(
  workload: StackResource,
  minAvailable: Property,
  stack: StackView,
  report: (what: string) => void,
  budget: StackResource,
): void {
  const least = minAvailable.stringOrNumber();
  if (least === undefined || !protects(budget, workload)) {
    return;
  }
  const { count } = leastReplicas(workload, stack);
  const needed = shareOf(least, count);
  if (count > 0 && needed !== undefined && needed >= count) {
    report(
      `minAvailable ${minAvailable.shown()} lets no pod of ${objectNameOf(workload)} go while it runs ${count} replica${count === 1 ? "" : "s"}`,
    );
  }
}
