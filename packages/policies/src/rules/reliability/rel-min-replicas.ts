import { integer, texts } from "../../kernel/options";
import { stackRule } from "../../kernel/rule";
import { servingWorkloads } from "../../kubernetes/exposure";
import { namespaceOf, objectNameOf, podTemplateOf } from "../../kubernetes/objects";
import { mountsClaim } from "../../kubernetes/pods";
import { leastReplicas } from "../../kubernetes/scaling";

/**
 * Every Deployment, StatefulSet and Rollout keeps running when one of its pods goes. What an autoscaler (HPA, KEDA) scales has the replicas that this one
 * leaves at least; without one, and without `replicas`, Kubernetes makes 1. What is scaled to 0 is off on purpose.
 */
export const relMinReplicas = stackRule({
  id: "rel-min-replicas",
  title: "More than one replica",
  severity: "high",
  must: "run at least two replicas",
  because: "a node that is drained or lost takes the only pod with it",
  fix: "set replicas to 2 or more, or the minReplicas of its autoscaler",
  compliance: { wellArchitected: ["REL11-BP02"] },
  appliesTo: servingWorkloads,
  config: {
    minimum: integer("The least number of replicas.", 2, { minimum: 1 }),
    singletons: texts("Names of workloads that may only run once, such as controllers that elect no leader."),
    ignoredNamespaces: texts("Namespaces whose workloads may run once.", ["kube-node-lease", "kube-public", "kube-system"]),
  },
  check: ({ stack, resources, config, report, attempt }) => {
    for (const workload of resources) {
      attempt(() => {
        const name = objectNameOf(workload);
        if (config.singletons.includes(name) || config.ignoredNamespaces.includes(namespaceOf(workload) ?? "")) {
          return;
        }
        const { count, from } = leastReplicas(workload, stack);
        if (count === 0 || count >= config.minimum) {
          return;
        }
        const scaler = stack.find(from.owner);
        const volumes = podTemplateOf(workload)?.at("spec", "volumes");
        const said = `${from.isAbsent ? "no " : ""}${from.key}${from.isAbsent ? "" : ` ${count}`}`;
        report(
          workload,
          `${name} runs ${count} replica${count === 1 ? "" : "s"} (${scaler === workload ? "" : `${scaler && objectNameOf(scaler)}: `}${said})`,
          {
            path: scaler === workload ? from.path : undefined,
            fix:
              volumes?.isUnknown === false && mountsClaim(workload)
                ? "give each replica a volume of its own, as a StatefulSet does, or name it in singletons"
                : `set ${from.key} to ${config.minimum} or more`,
          },
        );
      });
    }
  },
});
