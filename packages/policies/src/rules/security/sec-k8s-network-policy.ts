import { choices, texts } from "../../kernel/options";
import { type Property, Undetermined } from "../../kernel/property";
import { type StackResource, type StackView, onceForStack } from "../../kernel/resource";
import { stackRule } from "../../kernel/rule";
import { kubernetesKinds } from "../../kernel/types";
import { mayShareNamespace, namespaceOf, objectNameOf } from "../../kubernetes/objects";
import { podOf, podRunners } from "../../kubernetes/pods";
import { selectsByLabels } from "../../kubernetes/selector";
import { SelectorIndex } from "../../kubernetes/selectorIndex";

type Direction = "ingress" | "egress";

const networkPolicies = kubernetesKinds("networking.k8s.io", "NetworkPolicy");
const ciliumPolicies = kubernetesKinds("cilium.io", "CiliumNetworkPolicy", "CiliumClusterwideNetworkPolicy");

const policiesOf = onceForStack(
  (stack) =>
    new SelectorIndex(
      stack.resources.filter((resource) => networkPolicies.matches(resource.type) || ciliumPolicies.matches(resource.type)),
      (policy) => selectorOf(policy).at("matchLabels"),
    ),
);

/**
 * Every workload is selected by network policies for what comes in and for what goes out, of Kubernetes or of Cilium: one of its own, or one for all pods of
 * its namespace. Pods on the network of their node are out of reach of policies. What a policy lets through is not judged.
 */
export const secK8sNetworkPolicy = stackRule({
  id: "sec-k8s-network-policy",
  title: "Network policies for every workload",
  severity: "high",
  must: "be selected by a network policy in each direction",
  because: "without one every pod of the cluster can reach them, and they can reach everything",
  fix: "add a NetworkPolicy that selects the pods, with policyTypes Ingress and Egress",
  compliance: { cisKubernetes: ["5.3.2"], cisEks: ["4.3.2"], nsaCisa: ["Network policies"] },
  appliesTo: podRunners,
  config: {
    directions: choices("Directions that must be covered.", ["ingress", "egress"]),
    ignoredNamespaces: texts("Namespaces whose workloads need none.", ["kube-node-lease", "kube-public", "kube-system"]),
  },
  check: ({ stack, resources, config, report, attempt }) => {
    for (const workload of resources) {
      attempt(() => {
        const pod = podOf(workload);
        if (pod === undefined || config.ignoredNamespaces.includes(namespaceOf(workload) ?? "") || pod.spec.at("hostNetwork").boolean() === true) {
          return;
        }
        const covered = directionsFor(workload, stack, config.directions);
        const missing = config.directions.filter((direction) => !covered.has(direction));
        if (missing.length > 0) {
          report(workload, `no network policy covers the ${missing.join(" and ")} of ${objectNameOf(workload)}`, {
            fix: `add a NetworkPolicy that selects the pods, with policyTypes ${missing.map((one) => (one === "ingress" ? "Ingress" : "Egress")).join(" and ")}`,
          });
        }
      });
    }
  },
});

/** @throws Undetermined when an unknown value decides whether one of the wanted directions is covered. */
function directionsFor(workload: StackResource, stack: StackView, wanted: readonly Direction[]): Set<Direction> {
  const covered = new Set<Direction>();
  let undecided: Undetermined | undefined;
  const labels = podOf(workload)?.metadata.at("labels");
  for (const policy of labels === undefined ? [] : policiesOf(stack).candidates(labels)) {
    try {
      if (selects(policy, workload)) {
        directionsOf(policy).forEach((direction) => covered.add(direction));
      }
    } catch (error) {
      if (!(error instanceof Undetermined)) {
        throw error;
      }
      undecided ??= error;
    }
  }
  if (undecided !== undefined && wanted.some((direction) => !covered.has(direction))) {
    throw undecided;
  }
  return covered;
}

function selects(policy: StackResource, workload: StackResource): boolean {
  const labels = podOf(workload)?.metadata.at("labels");
  const isClusterwide = policy.type.endsWith(":CiliumClusterwideNetworkPolicy");
  return labels !== undefined && (isClusterwide || mayShareNamespace(policy, workload)) && selectsByLabels(selectorOf(policy), labels);
}

function selectorOf(policy: StackResource): Property {
  return policy.properties.at("spec", networkPolicies.matches(policy.type) ? "podSelector" : "endpointSelector");
}

function directionsOf(policy: StackResource): Direction[] {
  const spec = policy.properties.at("spec");
  const given = (...keys: string[]): boolean => keys.some((key) => !spec.at(key).isAbsent);
  if (ciliumPolicies.matches(policy.type)) {
    return (["ingress", "egress"] as const).filter((direction) => given(direction, `${direction}Deny`));
  }
  const types = spec
    .at("policyTypes")
    .items()
    .map((type) => type.string());
  // Without policyTypes a policy is about what comes in, and about what goes out where it has rules for it.
  const named = types.length > 0 ? types : ["Ingress", ...(given("egress") ? ["Egress"] : [])];
  return (["ingress", "egress"] as const).filter((direction) => named.some((type) => type?.toLowerCase() === direction));
}
