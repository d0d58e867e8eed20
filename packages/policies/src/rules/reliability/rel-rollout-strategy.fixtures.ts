import { type RuleFixtures, manifests } from "../../../test-support/fixtures";

const workload = (spec: string, kind = "Deployment"): ReturnType<typeof manifests> =>
  manifests(`{ apiVersion: apps/v1, kind: ${kind}, metadata: { name: orders }, spec: { ${spec} } }`);

export const fixtures: RuleFixtures = {
  fails: [
    {
      title: "a rollout that begins with an outage",
      resources: workload("replicas: 3, strategy: { type: Recreate }"),
      findings: [
        "orders: Recreate takes every pod down before the first new one starts\nat spec.strategy.type\nfix: use a rolling update with maxUnavailable 0 or a small share",
      ],
    },
    {
      title: "one of as many pods as an autoscaler decides",
      resources: workload("strategy: { type: Recreate }"),
      findings: [
        "orders: Recreate takes every pod down before the first new one starts\nat spec.strategy.type\nfix: use a rolling update with maxUnavailable 0 or a small share",
      ],
    },
    {
      title: "a rollout that may take all pods at once",
      resources: workload("strategy: { rollingUpdate: { maxUnavailable: 100% } }"),
      findings: [
        "orders: a rollout takes 100% of the pods away at a time, 100% of them\nat spec.strategy.rollingUpdate.maxUnavailable\nfix: set maxUnavailable to 50% or less",
      ],
    },
    {
      title: "a number of pods that is most of them",
      resources: workload("replicas: 3, strategy: { rollingUpdate: { maxUnavailable: 2 } }"),
      findings: [
        "orders: a rollout takes 2 of the pods away at a time, 67% of them\nat spec.strategy.rollingUpdate.maxUnavailable\nfix: set maxUnavailable to 50% or less",
      ],
    },
    {
      title: "a rollout that may hang for good",
      resources: workload("progressDeadlineSeconds: 2147483647"),
      findings: [
        "orders: a rollout that hangs counts as failed only after 2147483647 s\nat spec.progressDeadlineSeconds\nfix: set progressDeadlineSeconds to 3600 or less; Kubernetes' own is 600",
      ],
    },
    {
      title: "a long deadline that has to be longer than the time until a pod counts",
      resources: workload("minReadySeconds: 3600, progressDeadlineSeconds: 4000"),
      findings: [
        "orders: a rollout that hangs counts as failed only after 4000 s\nat spec.progressDeadlineSeconds\nfix: set progressDeadlineSeconds to 3600 or less; Kubernetes' own is 600",
      ],
      remedied: workload("minReadySeconds: 3600, progressDeadlineSeconds: 4000"),
    },
    {
      title: "a StatefulSet that waits for somebody",
      resources: workload("updateStrategy: { type: OnDelete }", "StatefulSet"),
      findings: [
        "orders: OnDelete replaces no pod until somebody deletes it\nat spec.updateStrategy.type\nfix: use a rolling update with maxUnavailable 0 or a small share",
      ],
    },
    {
      title: "more than is asked for",
      resources: workload("progressDeadlineSeconds: 601, strategy: { rollingUpdate: { maxUnavailable: 26% } }"),
      config: { maxUnavailable: 25, deadline: 600 },
      findings: [
        "orders: a rollout takes 26% of the pods away at a time, 26% of them\nat spec.strategy.rollingUpdate.maxUnavailable\nfix: set maxUnavailable to 25% or less",
        "orders: a rollout that hangs counts as failed only after 601 s\nat spec.progressDeadlineSeconds\nfix: set progressDeadlineSeconds to 600 or less; Kubernetes' own is 600",
      ],
      remedied: workload("progressDeadlineSeconds: 600, strategy: { rollingUpdate: { maxUnavailable: 25% } }"),
    },
    {
      title: "a share where none may be taken, which is not mended",
      resources: workload("strategy: { rollingUpdate: { maxUnavailable: 10%, maxSurge: 0 } }"),
      config: { maxUnavailable: 0 },
      findings: [
        "orders: a rollout takes 10% of the pods away at a time, 10% of them\nat spec.strategy.rollingUpdate.maxUnavailable\nfix: set maxUnavailable to 0% or less",
      ],
      remedied: workload("strategy: { rollingUpdate: { maxUnavailable: 10%, maxSurge: 0 } }"),
    },
  ],
  passes: [
    {
      title: "a rolling update that takes none away",
      resources: workload("replicas: 3, strategy: { rollingUpdate: { maxSurge: 25%, maxUnavailable: 0 } }"),
    },
    { title: "the defaults of Kubernetes", resources: workload("replicas: 3") },
    { title: "a single pod that may not run twice", resources: workload("replicas: 1, strategy: { type: Recreate }") },
    { title: "half of the pods", resources: workload("replicas: 4, strategy: { rollingUpdate: { maxUnavailable: 2 } }") },
    { title: "one of one pod", resources: workload("replicas: 1, strategy: { rollingUpdate: { maxUnavailable: 1 } }") },
    { title: "one of as many as an autoscaler decides", resources: workload("strategy: { rollingUpdate: { maxUnavailable: 1 } }") },
    {
      title: "pods that share a claim, of which there may be one at a time",
      resources: workload(
        "strategy: { type: Recreate }, template: { spec: { volumes: [{ name: data, persistentVolumeClaim: { claimName: orders } }], containers: [] } }",
      ),
    },
  ],
};
