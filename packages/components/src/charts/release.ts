import type { CustomResourceOptions, Input } from "@pulumi/pulumi";
import { Release } from "@pulumi/kubernetes/helm/v3/release";
import type { Chart } from "./charts";

export interface ChartReleaseArgs {
  chart: Chart;
  /** The name of the Helm release. */
  releaseName: string;
  namespace: Input<string>;
  /** Plain wherever possible: an unknown value makes a preview show every object of the chart as changed. Never a secret. */
  values: object;
  /** Whether Helm waits until everything is ready, and takes the release back when that fails. */
  await: boolean;
  /** Seconds. */
  timeout: number;
}

/** A Helm release as all our components make it: an exact chart version, a bounded history, and nothing half-installed left behind. */
export function chartRelease(name: string, args: ChartReleaseArgs, options: CustomResourceOptions): Release {
  return new Release(
    name,
    {
      name: args.releaseName,
      namespace: args.namespace,
      chart: args.chart.chart,
      version: args.chart.version,
      repositoryOpts: { repo: args.chart.repository },
      values: { ...args.values },
      // A release that failed half-way blocks every later one ("another operation is in progress"): take it back. Going back implies waiting.
      atomic: args.await,
      skipAwait: !args.await,
      cleanupOnFail: true,
      maxHistory: 10,
      timeout: args.timeout,
    },
    options,
  );
}
