import { type RuleFixtures, manifests } from "../../../test-support/fixtures";

const deployment = (replicas: string): string => `
apiVersion: apps/v1
kind: Deployment
metadata: { name: orders, namespace: shop }
spec: { ${replicas}template: { metadata: { labels: { app: orders, tier: web } } } }
---`;

const budget = (selector: string, namespace = "shop"): string => `
apiVersion: policy/v1
kind: PodDisruptionBudget
metadata: { name: orders-budget, namespace: ${namespace} }
spec: { maxUnavailable: 1, selector: ${selector} }
---`;

const scaler = `
apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata: { name: orders-scaler, namespace: shop }
spec: { scaleTargetRef: { kind: Deployment, name: orders }, minReplicas: 4, maxReplicas: 10 }
`;

const finding = (count: number): string =>
  `orders: no PodDisruptionBudget selects the pods of orders, which runs ${count} replicas or more\nfix: add a PodDisruptionBudget with maxUnavailable 1 that selects the pods`;

export const fixtures: RuleFixtures = {
  fails: [
    { title: "three replicas without a budget", resources: manifests(deployment("replicas: 3, ")), findings: [finding(3)] },
    {
      title: "a budget for other pods",
      resources: manifests(deployment("replicas: 2, ") + budget("{ matchLabels: { app: payments } }")),
      findings: [finding(2)],
    },
    {
      title: "a budget in another namespace",
      resources: manifests(deployment("replicas: 2, ") + budget("{ matchLabels: { app: orders } }", "other")),
      findings: [finding(2)],
    },
    { title: "replicas that an autoscaler keeps", resources: manifests(deployment("") + scaler), findings: [finding(4)] },
  ],
  passes: [
    { title: "a budget that selects the pods", resources: manifests(deployment("replicas: 3, ") + budget("{ matchLabels: { app: orders } }")) },
    {
      title: "a budget that selects by an expression",
      resources: manifests(deployment("replicas: 3, ") + budget("{ matchExpressions: [{ key: tier, operator: In, values: [web, api] }] }")),
    },
    { title: "a budget for the whole namespace", resources: manifests(deployment("replicas: 3, ") + budget("{}")) },
    {
      title: "a Rollout of a Deployment's pods",
      resources: manifests(
        deployment("replicas: 0, ") +
          budget("{ matchLabels: { app: orders } }") +
          "\n{ apiVersion: argoproj.io/v1alpha1, kind: Rollout, metadata: { name: orders, namespace: shop }, spec: { replicas: 3, workloadRef: { kind: Deployment, name: orders } } }",
      ),
    },
    { title: "one replica", resources: manifests(deployment("replicas: 1, ")) },
    { title: "a namespace of the cluster's own", resources: manifests(deployment("replicas: 3, ")), config: { ignoredNamespaces: ["shop"] } },
  ],
};
