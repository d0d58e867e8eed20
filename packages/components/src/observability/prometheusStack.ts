import * as pulumi from "@pulumi/pulumi";
import { Namespace } from "@pulumi/kubernetes/core/v1/namespace";
import { CHARTS } from "../charts/charts";
import { chartRelease } from "../charts/release";
import type { ClusterAttachment } from "../platform/attachments";
import { checkGiven } from "../platform/given";
import { after, inCluster, kubernetesProvider } from "../platform/kubernetesProvider";
import { OWNER_ANNOTATION, platformLabels, podSecurityLabels } from "../platform/labels";
import { getNodes, setNodes } from "../platform/nodes";
import { Problems } from "../platform/problems";
import type { PlatformTags } from "../platform/tags";
import type { AlertRouting } from "./alerting.plan";
import type { MetricsAttachment } from "./metricsAttachment";
import { kubePrometheusStackValues, planPrometheusStack } from "./prometheusStack.plan";

export interface PrometheusStackArgs {
  /** The cluster to watch. */
  cluster: ClusterAttachment;
  /** The namespace of everything here. Default: `monitoring`. */
  namespace?: string;
  /** Whether the namespace is created. Default: true. */
  createNamespace?: boolean;
  /** How long Prometheus keeps samples, such as `15d`. Default: `15d`. */
  retention?: string;
  /** The disk of each of the two Prometheus replicas; four fifths of it hold samples. Default: `100Gi`. */
  storageSize?: string;
  /** The storage class of all disks. Default: the cluster's default class. */
  storageClass?: string;
  /** Who is told of alerts. Default: nobody. */
  alerts?: AlertRouting;
  /**
   * The Secret in the namespace that has Grafana's administrator, under the keys `admin-user` and `admin-password`. Default: none, and no Grafana, since
   * the chart would make up a password that nobody manages.
   */
  grafanaAdminSecret?: string;
  /** Who pays and who answers for it. `environment` is also a label of every series and alert. */
  tags: PlatformTags;
}

export interface PrometheusStackNodes {
  /** Absent when the namespace is not created here. */
  namespace?: pulumi.CustomResource;
  /** The custom resource definitions of the Prometheus operator. */
  customResourceDefinitions: pulumi.CustomResource;
  /** The chart. */
  release: pulumi.CustomResource;
}

/**
 * Prometheus and Alertmanager for an EKS cluster.
 *
 * It creates a namespace, a release of `prometheus-operator-crds` and, after it, one of `kube-prometheus-stack`: two Prometheus replicas in different zones
 * that scrape and evaluate every 15 seconds and keep 15 days on disk, three Alertmanagers, the operator, kube-state-metrics and the node exporter. What
 * AWS runs (etcd, scheduler, controller manager) is neither scraped nor alerted on. Monitors and rules are seen in every namespace, whatever their labels.
 *
 * ```ts
 * const metrics = new PrometheusStack("metrics", { cluster, alerts: { pagerDuty: { secret: "alerting/pagerduty" } }, tags });
 * new kubernetes.core.v1.Secret("alerting", {
 *   metadata: { name: "alerting", namespace: metrics.namespace }, stringData: { pagerduty: config.requireSecret("pagerDutyRoutingKey") },
 * }, { provider: cluster.provider });
 * ```
 *
 * A cluster takes one of them, since the definitions and the node exporters' ports are the whole cluster's. Pass it as `metrics` to a `WebService` or a
 * `ServiceLevelObjective`. Long-term storage is not part of it: what is older than the retention is gone.
 *
 * Its cost is that of its disks (200 GiB and 30 GiB by default) and of the nodes that it runs on. Deleting it keeps the custom resource definitions: with
 * them Kubernetes would delete every monitor and rule in the cluster.
 *
 * @throws `pulumi.InputPropertiesError` with every argument that is wrong.
 */
export class PrometheusStack extends pulumi.ComponentResource implements MetricsAttachment {
  /** The type of the component in Pulumi. */
  static readonly __pulumiType = "firmament:index:PrometheusStack";

  /** The namespace of everything here. */
  readonly namespace: pulumi.Output<string>;
  /** The name of the Helm release; it is known once the release is there. */
  readonly release: pulumi.Output<string>;
  /** How long Prometheus keeps samples. */
  readonly retention: string;
  /** The URL of Prometheus inside the cluster. */
  readonly prometheusUrl: pulumi.Output<string>;

  constructor(name: string, args: PrometheusStackArgs, opts: pulumi.ComponentResourceOptions = {}) {
    checkGiven("PrometheusStack", name, args, "cluster");
    const { cluster, ...plain } = args;
    const problems = new Problems();
    const plan = planPrometheusStack(problems, name, plain);
    problems.throwIfAny("PrometheusStack", name);

    super(PrometheusStack.__pulumiType, name, { ...plain, cluster: { clusterName: cluster.clusterName, region: cluster.region } }, opts);
    const child = inCluster(this, kubernetesProvider(this, name, cluster, opts), opts);

    const namespace =
      args.createNamespace === false
        ? undefined
        : new Namespace(
            `${name}-namespace`,
            {
              metadata: {
                name: plan.namespace,
                // The node exporter reads the host's file systems and network.
                labels: { ...platformLabels(plan.namespace, args.tags), ...podSecurityLabels("privileged") },
                annotations: { [OWNER_ANNOTATION]: args.tags.owner },
              },
            },
            child,
          );
    this.namespace = namespace === undefined ? pulumi.output(plan.namespace) : namespace.metadata.name;

    const customResourceDefinitions = chartRelease(
      `${name}-crds`,
      {
        chart: CHARTS.prometheusOperatorCrds,
        releaseName: `${name}-crds`,
        namespace: this.namespace,
        values: { crds: { annotations: { "helm.sh/resource-policy": "keep" } } },
        await: true,
        timeout: 300,
      },
      child,
    );
    const release = chartRelease(
      `${name}-release`,
      {
        chart: CHARTS.kubePrometheusStack,
        releaseName: name,
        namespace: this.namespace,
        values: kubePrometheusStackValues(plan, { name: cluster.clusterName, region: cluster.region }),
        await: true,
        timeout: 900,
      },
      after(child, customResourceDefinitions),
    );

    this.release = release.name;
    this.retention = plan.retention;
    this.prometheusUrl = pulumi.interpolate`http://${name}-prometheus.${this.namespace}.svc:9090`;
    setNodes<PrometheusStackNodes>(this, { namespace, customResourceDefinitions, release });
    this.registerOutputs({ namespace: this.namespace, release: this.release, retention: this.retention, prometheusUrl: this.prometheusUrl });
  }

  /** Every child, for what is not an argument. */
  get nodes(): PrometheusStackNodes {
    return getNodes(this);
  }
}
