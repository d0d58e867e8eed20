import { autoscalerSpec } from "./autoscaler.plan";

const small = { name: "orders", minReplicas: 2, maxReplicas: 20, scaleDownPercent: 50 };

test("CPU at 70 % and memory at 80 % decide, up at once and down slowly", () => {
  expect(autoscalerSpec(small)).toEqual({
    scaleTargetRef: { apiVersion: "apps/v1", kind: "Deployment", name: "orders" },
    minReplicas: 2,
    maxReplicas: 20,
    metrics: [
      { type: "Resource", resource: { name: "cpu", target: { type: "Utilization", averageUtilization: 70 } } },
      { type: "Resource", resource: { name: "memory", target: { type: "Utilization", averageUtilization: 80 } } },
    ],
    behavior: {
      scaleUp: {
        stabilizationWindowSeconds: 0,
        selectPolicy: "Max",
        policies: [
          { type: "Percent", value: 100, periodSeconds: 15 },
          { type: "Pods", value: 4, periodSeconds: 15 },
        ],
      },
      scaleDown: { stabilizationWindowSeconds: 300, policies: [{ type: "Percent", value: 50, periodSeconds: 60 }] },
    },
  });
});

test("requests a second are a metric of the pods, as an average value", () => {
  expect(autoscalerSpec({ ...small, requestsPerSecond: 100 }).metrics[2]).toEqual({
    type: "Pods",
    pods: { metric: { name: "http_requests_per_second" }, target: { type: "AverageValue", averageValue: "100" } },
  });
});
