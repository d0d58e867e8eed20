import { type RuleFixtures, manifests } from "../../../test-support/fixtures";

const deployment = (spec: string, kind = "apps/v1, kind: Deployment"): string =>
  `{ apiVersion: ${kind}, metadata: { name: orders, namespace: shop }, spec: { ${spec} } }`;

const hpa = (spec: string): string => `
apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata: { name: orders-scaler, namespace: shop }
spec: { scaleTargetRef: { apiVersion: apps/v1, kind: Deployment, name: orders }, ${spec} }
`;

const scaledObject = `
apiVersion: keda.sh/v1alpha1
kind: ScaledObject
metadata: { name: orders-queue, namespace: shop }
spec: { scaleTargetRef: { name: orders } }
`;

export const fixtures: RuleFixtures = {
  fails: [
    {
      title: "one replica",
      resources: manifests(deployment("replicas: 1")),
      findings: ["orders: orders runs 1 replica (replicas 1)\nat spec.replicas\nfix: set replicas to 2 or more"],
    },
    {
      title: "a Rollout that leaves the number to Kubernetes",
      resources: manifests(deployment("template: {}", "argoproj.io/v1alpha1, kind: Rollout")),
      findings: ["orders: orders runs 1 replica (no replicas)\nat spec.replicas\nfix: set replicas to 2 or more"],
    },
    {
      title: "an autoscaler that may leave one",
      resources: manifests(`${deployment("replicas: 3")}\n---${hpa("minReplicas: 1, maxReplicas: 10")}`),
      findings: ["orders: orders runs 1 replica (orders-scaler: minReplicas 1)\nfix: set minReplicas to 2 or more"],
    },
    {
      title: "an autoscaler that leaves the minimum to Kubernetes",
      resources: manifests(`${deployment("paused: false")}\n---${hpa("maxReplicas: 10")}`),
      findings: ["orders: orders runs 1 replica (orders-scaler: no minReplicas)\nfix: set minReplicas to 2 or more"],
    },
    {
      title: "a pod whose volume no second one can mount",
      resources: manifests(
        deployment("replicas: 1, template: { spec: { volumes: [{ name: data, persistentVolumeClaim: { claimName: orders } }], containers: [] } }"),
      ),
      findings: [
        "orders: orders runs 1 replica (replicas 1)\nat spec.replicas\nfix: give each replica a volume of its own, as a StatefulSet does, or name it in singletons",
      ],
    },
    {
      title: "fewer than are asked for",
      resources: manifests(deployment("replicas: 2")),
      config: { minimum: 3 },
      findings: ["orders: orders runs 2 replicas (replicas 2)\nat spec.replicas\nfix: set replicas to 3 or more"],
    },
  ],
  passes: [
    { title: "two replicas", resources: manifests(deployment("replicas: 2")) },
    { title: "an autoscaler that leaves two", resources: manifests(`${deployment("replicas: 1")}\n---${hpa("minReplicas: 2, maxReplicas: 10")}`) },
    { title: "what is turned off", resources: manifests(deployment("replicas: 0")) },
    { title: "what scales to zero by its queue", resources: manifests(`${deployment("paused: false")}\n---${scaledObject}`) },
    { title: "a workload that may run only once", resources: manifests(deployment("replicas: 1")), config: { singletons: ["orders"] } },
    { title: "a namespace of the cluster's own", resources: manifests(deployment("replicas: 1")), config: { ignoredNamespaces: ["shop"] } },
    {
      title: "a DaemonSet",
      resources: manifests("{ apiVersion: apps/v1, kind: DaemonSet, metadata: { name: agent }, spec: {} }"),
    },
  ],
};
