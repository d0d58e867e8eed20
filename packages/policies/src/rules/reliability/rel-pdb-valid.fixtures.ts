import { type RuleFixtures, manifests } from "../../../test-support/fixtures";

const budget = (spec: string, name = "orders-budget"): string => `
apiVersion: policy/v1
kind: PodDisruptionBudget
metadata: { name: ${name}, namespace: shop }
spec: { selector: { matchLabels: { app: orders } }${spec} }
---`;

const kept = ", unhealthyPodEvictionPolicy: AlwaysAllow";

const deployment = (replicas: number): string => `
apiVersion: apps/v1
kind: Deployment
metadata: { name: orders, namespace: shop }
spec: { replicas: ${replicas}, template: { metadata: { labels: { app: orders } } } }
---`;

export const fixtures: RuleFixtures = {
  fails: [
    {
      title: "a budget of none",
      resources: manifests(budget(`, maxUnavailable: 0${kept}`)),
      findings: ["orders-budget: maxUnavailable 0 lets no pod go\nat spec.maxUnavailable\nfix: set maxUnavailable: 1"],
    },
    {
      title: "a budget of 0%",
      resources: manifests(budget(`, maxUnavailable: 0%${kept}`)),
      findings: ["orders-budget: maxUnavailable 0% lets no pod go\nat spec.maxUnavailable\nfix: set maxUnavailable: 1"],
    },
    {
      title: "all pods, always",
      resources: manifests(budget(`, minAvailable: 100%${kept}`)),
      findings: ["orders-budget: minAvailable 100% lets no pod go\nat spec.minAvailable\nfix: set maxUnavailable: 1"],
    },
    {
      title: "a budget without an amount",
      resources: manifests(budget(kept)),
      findings: ["orders-budget: it has neither minAvailable nor maxUnavailable, and so lets no pod go\nat spec\nfix: set maxUnavailable: 1"],
    },
    {
      title: "as many as there are",
      resources: manifests(deployment(2) + budget(`, minAvailable: 2${kept}`)),
      findings: ["orders-budget: minAvailable 2 lets no pod of orders go while it runs 2 replicas\nat spec.minAvailable\nfix: set maxUnavailable: 1"],
    },
    {
      title: "a share that is rounded up to all",
      resources: manifests(deployment(1) + budget(`, minAvailable: 50%${kept}`)),
      findings: [
        "orders-budget: minAvailable 50% lets no pod of orders go while it runs 1 replica\nat spec.minAvailable\nfix: set maxUnavailable: 1",
      ],
    },
    {
      title: "two budgets for the same pods",
      resources: manifests(deployment(3) + budget(`, maxUnavailable: 1${kept}`) + budget(`, minAvailable: 1${kept}`, "orders-second")),
      findings: [
        "orders-second: it selects the pods of orders, as orders-budget does, and Kubernetes evicts no pod that has two budgets\nat spec.selector\nfix: leave one budget for each pod",
      ],
    },
    {
      title: "pods that are not ready anyway (advice)",
      resources: manifests(budget(", maxUnavailable: 1")),
      findings: [
        "orders-budget: pods that are not ready hold up a drain\nat spec.unhealthyPodEvictionPolicy\nfix: set unhealthyPodEvictionPolicy: AlwaysAllow",
      ],
    },
  ],
  passes: [
    { title: "one pod at a time", resources: manifests(deployment(3) + budget(`, maxUnavailable: 1${kept}`)) },
    { title: "fewer than there are", resources: manifests(deployment(3) + budget(`, minAvailable: 2${kept}`)) },
    { title: "a share that leaves one", resources: manifests(deployment(3) + budget(`, minAvailable: 66%${kept}`)) },
    { title: "a budget without the advice", resources: manifests(budget(", maxUnavailable: 25%")), config: { alwaysAllow: false } },
    { title: "what is turned off", resources: manifests(deployment(0) + budget(`, minAvailable: 1${kept}`)) },
  ],
};
