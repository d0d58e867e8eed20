import { texts } from "../../kernel/options";
import type { Property } from "../../kernel/property";
import { stackRule } from "../../kernel/rule";
import { servingWorkloads } from "../../kubernetes/exposure";
import { namespaceOf, objectNameOf } from "../../kubernetes/objects";
import { podOf } from "../../kubernetes/pods";
import { leastReplicas } from "../../kubernetes/scaling";
import { selectsByLabels } from "../../kubernetes/selector";

/**
 * The pods of every Deployment, StatefulSet and Rollout of two replicas or more are spread over nodes and zones, by `topologySpreadConstraints` or by
 * `podAntiAffinity`, required or preferred. A constraint or term counts when its selector is about the workload's own pods: one that counts others does nothing.
 */
export const relSpread = stackRule({
  id: "rel-spread",
  title: "Pods over nodes and zones",
  severity: "medium",
  must: "spread their pods over nodes and zones",
  because: "the scheduler may put all of them on one node, and they go with it",
  fix: "add topologySpreadConstraints for kubernetes.io/hostname and topology.kubernetes.io/zone that select the pods",
  compliance: { wellArchitected: ["REL10-BP01"] },
  appliesTo: servingWorkloads,
  config: {
    topologies: texts("Node labels over whose values pods must be spread.", ["kubernetes.io/hostname", "topology.kubernetes.io/zone"]),
    ignoredNamespaces: texts("Namespaces whose workloads need not be spread.", ["kube-node-lease", "kube-public", "kube-system"]),
  },
  check: ({ stack, resources, config, report, attempt }) => {
    for (const workload of resources) {
      attempt(() => {
        const pod = podOf(workload);
        if (pod === undefined || config.ignoredNamespaces.includes(namespaceOf(workload) ?? "") || leastReplicas(workload, stack).count < 2) {
          return;
        }
        const spread = topologiesOf(pod.spec, pod.metadata.at("labels"));
        const missing = config.topologies.filter((topology) => !spread.has(topology));
        if (missing.length > 0) {
          report(workload, `the pods of ${objectNameOf(workload)} may all run ${missing.map(placeOf).join(" and ")}`, {
            path: pod.spec.path,
            fix: `add topologySpreadConstraints for ${missing.join(" and ")} that select the pods`,
          });
        }
      });
    }
  },
});

function topologiesOf(spec: Property, labels: Property): Set<string | undefined> {
  const antiAffinity = spec.at("affinity", "podAntiAffinity");
  const terms = [
    ...spec.at("topologySpreadConstraints").items(),
    ...antiAffinity.at("requiredDuringSchedulingIgnoredDuringExecution").items(),
    ...antiAffinity
      .at("preferredDuringSchedulingIgnoredDuringExecution")
      .items()
      .map((preferred) => preferred.at("podAffinityTerm")),
  ];
  return new Set(terms.filter((term) => selectsByLabels(term.at("labelSelector"), labels)).map((term) => term.at("topologyKey").string()));
}

const PLACES: Readonly<Record<string, string | undefined>> = {
  "kubernetes.io/hostname": "on one node",
  "topology.kubernetes.io/zone": "in one zone",
};

function placeOf(topology: string): string {
  return PLACES[topology] ?? `in one ${topology}`;
}
