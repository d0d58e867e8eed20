import * as pulumi from "@pulumi/pulumi";
import { CustomResource } from "@pulumi/kubernetes/apiextensions/customResource";
import type { ClusterAttachment } from "../platform/attachments";
import { checkGiven } from "../platform/given";
import { inCluster, kubernetesProvider } from "../platform/kubernetesProvider";
import { OWNER_ANNOTATION, checkDnsName, checkLabels, platformLabels } from "../platform/labels";
import { getNodes, setNodes } from "../platform/nodes";
import { Problems } from "../platform/problems";
import { checkTags, type PlatformTags } from "../platform/tags";
import { metricsInputs, type MetricsAttachment } from "../observability/metricsAttachment";
import { serviceLevelRules } from "./rules.plan";
import { checkRunbookUrl, planServiceLevels, type ServiceLevelTargets } from "./slo.plan";

export interface ServiceLevelObjectiveArgs {
  /** The cluster that Prometheus runs in. */
  cluster: ClusterAttachment;
  /** The Prometheus that evaluates the rules. */
  metrics: MetricsAttachment;
  /** The namespace of the service, and of the rules. It must exist. */
  namespace: string;
  /** The service's name: the scrape job, and the label `sloth_service` of every series. Default: the component's name. */
  service?: string;
  /** What the service promises. */
  targets: ServiceLevelTargets;
  /** The page that says what to do when an alert fires. */
  runbookUrl: string;
  /** Who is called: `team` is a label of every alert. */
  tags: PlatformTags;
}

export interface ServiceLevelObjectiveNodes {
  /** The `PrometheusRule`. */
  rules: pulumi.CustomResource;
}

/**
 * The service level objectives of one service, for a service that is not a `WebService` (which has its own).
 *
 * It creates one `PrometheusRule`: the error ratio over seven windows for each objective, its error budget and burn rate, one alert that pages and one that
 * writes a ticket (each over two pairs of windows, with factors computed from the period), `LatencySLOBreach`, `ServiceUnavailable`, and an alert for
 * metrics that are missing.
 *
 * ```ts
 * new ServiceLevelObjective("checkout", {
 *   cluster, metrics, namespace: "checkout", targets: { availability: 99.9, latency: { p99: "500ms" } },
 *   runbookUrl: "https://runbooks.example.com/checkout", tags,
 * });
 * ```
 *
 * The factors are the Site Reliability Workbook's: 2 % of the budget in one hour, 5 % in six, 10 % in one and in three days.
 *
 * @throws `pulumi.InputPropertiesError` for an objective that no alert could watch, a latency that is no bucket, or a budget longer than the retention.
 */
export class ServiceLevelObjective extends pulumi.ComponentResource {
  /** The type of the component in Pulumi. */
  static readonly __pulumiType = "firmament:index:ServiceLevelObjective";

  /** Whether the error budget that remains is recorded: whether the period is within Prometheus' retention. */
  readonly recordsErrorBudget: boolean;

  constructor(name: string, args: ServiceLevelObjectiveArgs, opts: pulumi.ComponentResourceOptions = {}) {
    checkGiven("ServiceLevelObjective", name, args, "cluster", "metrics", "targets");
    const { cluster, metrics, ...plain } = args;
    const problems = new Problems();
    checkDnsName(problems, "name", name);
    checkDnsName(problems, "service", args.service ?? name);
    checkDnsName(problems, "namespace", args.namespace);
    checkTags(problems, args.tags);
    checkLabels(problems, args.tags);
    checkRunbookUrl(problems, args.runbookUrl);
    const plan = planServiceLevels(problems, { ...plain, service: args.service ?? name, retention: metrics.retention }, "targets.");
    problems.throwIfAny("ServiceLevelObjective", name);

    super(
      ServiceLevelObjective.__pulumiType,
      name,
      { ...plain, cluster: { clusterName: cluster.clusterName }, metrics: metricsInputs(metrics) },
      opts,
    );
    const child = inCluster(this, kubernetesProvider(this, name, cluster, opts), opts);

    const rules = new CustomResource(
      `${name}-rules`,
      {
        apiVersion: "monitoring.coreos.com/v1",
        kind: "PrometheusRule",
        metadata: {
          name,
          namespace: args.namespace,
          labels: { ...platformLabels(plan.service, args.tags), release: metrics.release },
          annotations: { [OWNER_ANNOTATION]: args.tags.owner },
        },
        spec: serviceLevelRules(plan),
      },
      child,
    );

    this.recordsErrorBudget = plan.recordsPeriod;
    setNodes<ServiceLevelObjectiveNodes>(this, { rules });
    this.registerOutputs({ recordsErrorBudget: this.recordsErrorBudget });
  }

  /** Every child, for what is not an argument. */
  get nodes(): ServiceLevelObjectiveNodes {
    return getNodes(this);
  }
}
