import { type RuleFixtures, manifests } from "../../../test-support/fixtures";

const deployment = (replicas = "", resources = "requests: { cpu: 250m }"): string => `
apiVersion: apps/v1
kind: Deployment
metadata: { name: orders, labels: { tier: "1" } }
spec: { ${replicas}template: { spec: { containers: [{ name: web, resources: { ${resources} } }] } } }
---`;

const autoscaler = (range = "minReplicas: 2, maxReplicas: 10", target = "orders"): string => `
apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata: { name: orders-scaler }
spec:
  scaleTargetRef: { apiVersion: apps/v1, kind: Deployment, name: ${target} }
  ${range.replaceAll(", ", "\n  ")}
  metrics:
    - { type: Resource, resource: { name: cpu, target: { type: Utilization, averageUtilization: 70 } } }
---`;

const [ignoring] = manifests(deployment("replicas: 2, "));

export const fixtures: RuleFixtures = {
  fails: [
    {
      title: "replicas that each update sets back",
      resources: manifests(deployment("replicas: 2, ") + autoscaler()),
      findings: [
        "orders: each update sets orders back to replicas 2, against orders-scaler\nat spec.replicas\nfix: leave replicas off, or add spec.replicas to ignoreChanges",
      ],
    },
    {
      title: "an autoscaler without room",
      resources: manifests(deployment() + autoscaler("minReplicas: 3, maxReplicas: 3")),
      findings: [
        "orders-scaler: it can't scale: minReplicas 3 leaves no room below maxReplicas 3\nat spec.maxReplicas\nfix: raise maxReplicas, or give the workload a fixed number of replicas",
      ],
    },
    {
      title: "a share of a request that is not there",
      resources: manifests(deployment("", "requests: { memory: 1Gi }") + autoscaler()),
      findings: [
        "orders-scaler: it can't compute the use of cpu: container web of Deployment orders requests none\nat spec.metrics[0]\nfix: set resources.requests.cpu on every container",
      ],
    },
    {
      title: "two autoscalers of one workload",
      resources: manifests(deployment() + autoscaler() + autoscaler().replace("orders-scaler", "payments-scaler")),
      findings: [
        "payments-scaler: orders-scaler scales Deployment orders, too, and each undoes what the other does\nat spec.scaleTargetRef\nfix: leave one autoscaler for each workload",
      ],
    },
    {
      title: "a target that is not in the stack (advice)",
      resources: manifests(deployment() + autoscaler(undefined, "payments")),
      findings: [
        "orders-scaler: its target, Deployment payments, is not in this stack\nat spec.scaleTargetRef\nfix: name a workload of the stack, unless a chart or another stack brings it",
      ],
    },
    {
      title: "a workload of a tier that is to be scaled",
      resources: manifests(deployment("replicas: 2, ")),
      config: { tiers: ["1"] },
      findings: ["orders: no autoscaler scales orders, which is of tier 1\nfix: add a HorizontalPodAutoscaler whose scaleTargetRef names it"],
    },
  ],
  passes: [
    {
      title: "a workload of the same name in each of two clusters",
      resources: [
        ...manifests(deployment() + autoscaler()),
        ...manifests(deployment() + autoscaler()).map((one) => ({ ...one, name: `${one.name}-b`, providerName: "other-cluster" })),
      ],
    },
    { title: "an autoscaler that decides alone", resources: manifests(deployment() + autoscaler()), config: { tiers: ["1"] } },
    { title: "a limit, which is also a request", resources: manifests(deployment("", "limits: { cpu: 1 }") + autoscaler()) },
    {
      title: "replicas that Pulumi ignores",
      resources: [...(ignoring ? [{ ...ignoring, ignoreChanges: ["spec.replicas"] }] : []), ...manifests(autoscaler())],
    },
    {
      title: "the target of a custom resource",
      resources: manifests(autoscaler().replace("apiVersion: apps/v1, kind: Deployment", "apiVersion: example.com/v1, kind: Cache")),
    },
    { title: "a workload that nobody scales", resources: manifests(deployment("replicas: 2, ")) },
  ],
};
