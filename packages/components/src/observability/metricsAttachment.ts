import type { Input } from "@pulumi/pulumi";

/** What other components need of the Prometheus that scrapes and judges them. A `PrometheusStack` is one; for another, pass the values as an object. */
export interface MetricsAttachment {
  /** The namespace that Prometheus runs in: network policies let it in. */
  namespace: Input<string>;
  /**
   * The Helm release of kube-prometheus-stack. Monitors and rules carry it as the label `release`, so that they are chosen with the chart's own selectors
   * too; and since a `PrometheusStack` knows it once its release is there, they are created after the custom resource definitions that they need.
   */
  release: Input<string>;
  /** How long Prometheus keeps samples, such as `15d`. Plain, since it decides which rules exist. */
  retention: string;
}

/** The plain part of an attachment, which may be a whole component: what a component that takes one records as its input. */
export function metricsInputs(metrics: MetricsAttachment): MetricsAttachment {
  return { namespace: metrics.namespace, release: metrics.release, retention: metrics.retention };
}
