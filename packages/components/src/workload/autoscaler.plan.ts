/** The part of a HorizontalPodAutoscaler's specification (autoscaling/v2) that we write. */
export interface AutoscalerSpec {
  scaleTargetRef: { apiVersion: "apps/v1"; kind: "Deployment"; name: string };
  minReplicas: number;
  maxReplicas: number;
  metrics: (
    | { type: "Resource"; resource: { name: "cpu" | "memory"; target: { type: "Utilization"; averageUtilization: number } } }
    | { type: "Pods"; pods: { metric: { name: string }; target: { type: "AverageValue"; averageValue: string } } }
  )[];
  behavior: {
    scaleUp: { stabilizationWindowSeconds: number; selectPolicy: "Max"; policies: ScalingPolicy[] };
    scaleDown: { stabilizationWindowSeconds: number; policies: ScalingPolicy[] };
  };
}

interface ScalingPolicy {
  type: "Percent" | "Pods";
  value: number;
  periodSeconds: number;
}

export interface AutoscalerInput {
  name: string;
  minReplicas: number;
  maxReplicas: number;
  scaleDownPercent: number;
  /** Requests a second that one pod serves. */
  requestsPerSecond?: number;
}

/** Up at once and steeply, down slowly: what is too much costs a little, what is too little fails. */
export function autoscalerSpec(input: AutoscalerInput): AutoscalerSpec {
  return {
    scaleTargetRef: { apiVersion: "apps/v1", kind: "Deployment", name: input.name },
    minReplicas: input.minReplicas,
    maxReplicas: input.maxReplicas,
    metrics: [
      { type: "Resource", resource: { name: "cpu", target: { type: "Utilization", averageUtilization: 70 } } },
      { type: "Resource", resource: { name: "memory", target: { type: "Utilization", averageUtilization: 80 } } },
      ...(input.requestsPerSecond === undefined
        ? []
        : [
            {
              type: "Pods" as const,
              pods: {
                metric: { name: "http_requests_per_second" },
                target: { type: "AverageValue" as const, averageValue: String(input.requestsPerSecond) },
              },
            },
          ]),
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
      scaleDown: { stabilizationWindowSeconds: 300, policies: [{ type: "Percent", value: input.scaleDownPercent, periodSeconds: 60 }] },
    },
  };
}
