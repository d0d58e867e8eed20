import * as pulumi from "@pulumi/pulumi";
import { CustomResource } from "@pulumi/kubernetes/apiextensions/customResource";
import { Deployment } from "@pulumi/kubernetes/apps/v1/deployment";
import { HorizontalPodAutoscaler } from "@pulumi/kubernetes/autoscaling/v2/horizontalPodAutoscaler";
import { Namespace } from "@pulumi/kubernetes/core/v1/namespace";
import { Service } from "@pulumi/kubernetes/core/v1/service";
import { ServiceAccount } from "@pulumi/kubernetes/core/v1/serviceAccount";
import { NetworkPolicy } from "@pulumi/kubernetes/networking/v1/networkPolicy";
import { PodDisruptionBudget } from "@pulumi/kubernetes/policy/v1/podDisruptionBudget";
import { metricsInputs, type MetricsAttachment } from "../observability/metricsAttachment";
import type { ClusterAttachment } from "../platform/attachments";
import { checkGiven } from "../platform/given";
import { after, inCluster, kubernetesProvider } from "../platform/kubernetesProvider";
import { OWNER_ANNOTATION, platformLabels } from "../platform/labels";
import { getNodes, setNodes } from "../platform/nodes";
import { Problems } from "../platform/problems";
import type { PlatformTags } from "../platform/tags";
import { ServiceLevelObjective } from "../slo/serviceLevelObjective";
import type { ServiceLevelTargets } from "../slo/slo.plan";
import { autoscalerSpec } from "./autoscaler.plan";
import type { KeyReference } from "./environment.plan";
import { pinnedImage } from "./image";
import { networkPolicySpec, type AddressPeer, type CalledPeer, type CallerPeer } from "./network.plan";
import { deploymentSpec, disruptionBudgetSpec, namespaceLabels, serviceMetadata, serviceMonitorSpec, serviceSpec } from "./objects.plan";
import type { ServiceSize } from "./serviceSize.plan";
import { planWebService, type WorkloadResources } from "./webService.plan";

export interface WebServiceArgs {
  /** The cluster to run in. */
  cluster: ClusterAttachment;
  /** The Prometheus that scrapes the service and evaluates its objectives. */
  metrics: MetricsAttachment;
  /** The namespace of everything here. */
  namespace: string;
  /**
   * Whether the namespace is created. Of several services in one namespace, one creates it, and the others come with `createNamespace: false` and
   * `dependsOn` that one. Default: true.
   */
  createNamespace?: boolean;
  /** The container image, with a tag other than `latest` or a digest. */
  image: pulumi.Input<string>;
  /** `small`: 2 to 20 replicas, `large`: 10 to 100. Default: `small`. */
  size?: ServiceSize;
  /** The least number of replicas, at least 2 in production. Default: by size. */
  minReplicas?: number;
  /** The greatest number of replicas. Default: by size. */
  maxReplicas?: number;
  /**
   * How many requests a second one pod serves. The autoscaler then follows the metric `http_requests_per_second` as well, which an adapter must serve: while
   * it is missing, nothing is scaled down. Default: CPU and memory alone decide.
   */
  requestsPerSecond?: number;
  /** What a pod asks for and may use. */
  resources?: WorkloadResources;
  /** The port of the service in the container. Clients use port 80 of the Service. Default: 8080. */
  port?: number;
  /** The port in the container that serves `/metrics`. Default: 9090. */
  metricsPort?: number;
  /** Under it the container answers `/startup`, `/live` (without asking its dependencies) and `/ready`. Default: `/health`. */
  healthPath?: string;
  /**
   * Environment variables. `LOG_LEVEL` is `info` unless it is given; `ENVIRONMENT`, `POD_NAME` and `NODE_NAME` are set. Whoever may read the pods in the
   * cluster reads their values, those of a secret output as well: use `secrets` for what is secret.
   */
  env?: Record<string, pulumi.Input<string>>;
  /** Environment variables from ConfigMaps of the namespace. */
  config?: Record<string, KeyReference>;
  /** Environment variables from Secrets of the namespace. */
  secrets?: Record<string, KeyReference>;
  /** What must accept connections before a pod starts, as `host:port`. Default: nothing. */
  waitFor?: string[];
  /** Workloads that call this service. Default: none. */
  allowFrom?: CallerPeer[];
  /** IPv4 blocks that call this service, such as those of a load balancer's subnets. Default: none. */
  allowFromAddresses?: string[];
  /** Workloads that this service calls. Default: none. */
  allowTo?: CalledPeer[];
  /** Addresses outside the cluster that this service calls. Default: none. */
  allowToAddresses?: AddressPeer[];
  /** The number of availability zones that the nodes are in. Default: 3. */
  zones?: number;
  /** Labels of the nodes to run on, such as `{ "workload-type": "application" }`. Default: any node without a taint. */
  nodeSelector?: Record<string, string>;
  /** The user, and the group, of the process. Default: 10001. */
  runAsUser?: number;
  /** How long requests in flight may take when a pod ends, in seconds. Default: 30. */
  drainSeconds?: number;
  /** How many pods a node drain may take at once, as `"1"` or `"20%"`. Default: by size, `"1"` or `"20%"`. */
  maxUnavailable?: string;
  /** How many pods a node drain must leave, in place of `maxUnavailable`. */
  minAvailable?: string;
  /** What the service promises. Without it nobody is called when it fails. Default: nothing. */
  slo?: ServiceLevelTargets;
  /** The page that says what to do when an alert fires. */
  runbookUrl: string;
  /** Who pays and who answers for it. */
  tags: PlatformTags;
}

export interface WebServiceNodes {
  /** Absent when the namespace is not created here. */
  namespace?: pulumi.CustomResource;
  serviceAccount: pulumi.CustomResource;
  networkPolicy: pulumi.CustomResource;
  service: pulumi.CustomResource;
  deployment: pulumi.CustomResource;
  disruptionBudget: pulumi.CustomResource;
  autoscaler: pulumi.CustomResource;
  serviceMonitor: pulumi.CustomResource;
  /** Absent without `slo`. */
  serviceLevelObjective?: ServiceLevelObjective;
}

/**
 * A service that answers requests over HTTP, as it should run in production.
 *
 * It creates a namespace that admits restricted pods only, a service account without a token, a network policy that denies all but the named peers, a
 * Service, a Deployment, a disruption budget, an autoscaler on CPU and memory, a `ServiceMonitor` (every 15 seconds), and the service's objectives as a
 * `ServiceLevelObjective`.
 *
 * ```ts
 * new WebService("orders", {
 *   cluster, metrics, namespace: "orders", image: "ghcr.io/acme/orders:1.9.2",
 *   secrets: { DB_PASSWORD: { name: "orders-db", key: "password" } },
 *   allowTo: [{ service: "payments", namespace: "payments" }], allowToAddresses: [{ cidrBlock: "10.16.0.0/16", port: 5432 }],
 *   slo: { availability: 99.9, latency: { p99: "500ms" } }, runbookUrl: "https://runbooks.example.com/orders", tags,
 * });
 * ```
 *
 * A pod asks for half a core and 512 MiB. It spreads over zones and nodes, runs as a user without rights, with a file system that it cannot write but for `/tmp`
 * and `/cache`, and when it ends it serves for 15 seconds more, then drains. All objects have the component's name. The autoscaler needs the metrics server in
 * the cluster. Canary releases are not part of it.
 *
 * @throws `pulumi.InputPropertiesError` with every argument that is wrong. An image that is known only later is checked then.
 */
export class WebService extends pulumi.ComponentResource {
  /** The type of the component in Pulumi. */
  static readonly __pulumiType = "firmament:index:WebService";

  /** The namespace of everything here. */
  readonly namespace: pulumi.Output<string>;
  /** The URL of the service inside the cluster. */
  readonly url: pulumi.Output<string>;

  constructor(name: string, args: WebServiceArgs, opts: pulumi.ComponentResourceOptions = {}) {
    checkGiven("WebService", name, args, "cluster", "metrics");
    const { cluster, metrics, image, ...plain } = args;
    const problems = new Problems();
    // An image that a program in JavaScript left out is not one that is known later.
    const known = typeof (image ?? "") === "string" ? ((image ?? "") as string) : undefined;
    const plan = planWebService(problems, name, { ...plain, image: known, retention: metrics.retention });
    problems.throwIfAny("WebService", name);

    super(WebService.__pulumiType, name, { ...plain, image, cluster: { clusterName: cluster.clusterName }, metrics: metricsInputs(metrics) }, opts);
    const provider = kubernetesProvider(this, name, cluster, opts);
    const child = inCluster(this, provider, opts);
    const annotations = { [OWNER_ANNOTATION]: args.tags.owner, runbook: args.runbookUrl };

    const namespace =
      args.createNamespace === false
        ? undefined
        : new Namespace(`${name}-namespace`, { metadata: { name: plan.namespace, labels: namespaceLabels(plan), annotations } }, child);
    this.namespace = namespace === undefined ? pulumi.output(plan.namespace) : namespace.metadata.name;
    const metadata = { name, namespace: this.namespace, labels: platformLabels(name, args.tags), annotations };

    const serviceAccount = new ServiceAccount(`${name}-account`, { metadata, automountServiceAccountToken: false }, child);
    const policySpec = networkPolicySpec(name, plan.namespace, metrics.namespace, plan.peers);
    const networkPolicy = new NetworkPolicy(`${name}-network-policy`, { metadata, spec: policySpec }, child);
    const service = new Service(`${name}-service`, { metadata: serviceMetadata(metadata), spec: serviceSpec(plan) }, child);
    // A pod that starts before its policy is open to everybody; one that starts before its Service has no readiness gate of a load balancer.
    const deployment = new Deployment(
      `${name}-deployment`,
      { metadata, spec: deploymentSpec(plan, pinnedImage(image)) },
      after(child, serviceAccount, networkPolicy, service),
    );
    const disruptionBudget = new PodDisruptionBudget(`${name}-disruption-budget`, { metadata, spec: disruptionBudgetSpec(plan) }, child);
    const autoscaler = new HorizontalPodAutoscaler(`${name}-autoscaler`, { metadata, spec: autoscalerSpec(plan) }, after(child, deployment));
    const serviceMonitor = new CustomResource(
      `${name}-service-monitor`,
      {
        apiVersion: "monitoring.coreos.com/v1",
        kind: "ServiceMonitor",
        metadata: { ...metadata, labels: { ...metadata.labels, release: metrics.release } },
        spec: serviceMonitorSpec(plan),
      },
      child,
    );
    const serviceLevelObjective =
      args.slo === undefined
        ? undefined
        : new ServiceLevelObjective(
            `${name}-slo`,
            { cluster, metrics, namespace: plan.namespace, service: name, targets: args.slo, runbookUrl: args.runbookUrl, tags: args.tags },
            // Otherwise a service that starts for the first time, or is deleted, would page.
            { parent: this, providers: [provider], dependsOn: deployment },
          );

    this.url = pulumi.interpolate`http://${name}.${this.namespace}.svc`;
    setNodes<WebServiceNodes>(this, {
      namespace,
      serviceAccount,
      networkPolicy,
      service,
      deployment,
      disruptionBudget,
      autoscaler,
      serviceMonitor,
      serviceLevelObjective,
    });
    this.registerOutputs({ namespace: this.namespace, url: this.url });
  }

  /** Every child, for what is not an argument. */
  get nodes(): WebServiceNodes {
    return getNodes(this);
  }
}
