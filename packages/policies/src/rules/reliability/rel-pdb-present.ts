import { texts } from "../../kernel/options";
import { stackRule } from "../../kernel/rule";
import { budgetsFor } from "../../kubernetes/budgets";
import { servingWorkloads } from "../../kubernetes/exposure";
import { namespaceOf, objectNameOf, podTemplateOf } from "../../kubernetes/objects";
import { leastReplicas } from "../../kubernetes/scaling";

/**
 * Every Deployment, StatefulSet and Rollout of two replicas or more has a PodDisruptionBudget in its namespace that selects its pods. Of a single replica a
 * budget could only forbid every drain. A Rollout without a pod template of its own is let be.
 */
export const relPdbPresent = stackRule({
  id: "rel-pdb-present",
  title: "A disruption budget for every workload",
  severity: "high",
  must: "have a PodDisruptionBudget when they run two replicas or more",
  because: "a drain of nodes may evict all of their pods at once",
  fix: "add a PodDisruptionBudget with maxUnavailable 1 that selects the pods",
  appliesTo: servingWorkloads,
  config: {
    ignoredNamespaces: texts("Namespaces whose workloads need none.", ["kube-node-lease", "kube-public", "kube-system"]),
  },
  check: ({ stack, resources, config, report, attempt }) => {
    for (const workload of resources) {
      attempt(() => {
        // The pods of a Rollout may be those of a Deployment that it names.
        if (podTemplateOf(workload)?.isAbsent !== false || config.ignoredNamespaces.includes(namespaceOf(workload) ?? "")) {
          return;
        }
        const { count } = leastReplicas(workload, stack);
        if (count >= 2 && budgetsFor(workload, stack).length === 0) {
          report(workload, `no PodDisruptionBudget selects the pods of ${objectNameOf(workload)}, which runs ${count} replicas or more`);
        }
      });
    }
  },
});
