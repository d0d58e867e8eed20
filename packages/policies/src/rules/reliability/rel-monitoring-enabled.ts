import { classicLoadBalancers, loadBalancers } from "../../aws/loadBalancers";
import { referrers } from "../../aws/references";
import { flagOf, numberOf } from "../../aws/values";
import { environments, holdsIn } from "../../kernel/environment";
import { choices, texts } from "../../kernel/options";
import type { StackResource } from "../../kernel/resource";
import { type StackCheck, stackRule } from "../../kernel/rule";
import { type TypeFamily, anyOf, awsResources } from "../../kernel/types";

const clusters = awsResources("eks", "Cluster");
const databases = awsResources("rds", "ClusterInstance", "Instance");
const containers = awsResources("ecs", "Cluster");
const stages = anyOf("stages", awsResources("apigateway", "Stage"), awsResources("apigatewayv2", "Stage"));
const networks = awsResources("ec2", "Vpc");
const functions = awsResources("lambda", "Function");
const instances = awsResources("ec2", "Instance");

const flowLogsOf = referrers(awsResources("ec2", "FlowLog"), "vpcId");
const subnetsOf = referrers(awsResources("ec2", "Subnet"), "vpcId");
const subnetFlowLogsOf = referrers(awsResources("ec2", "FlowLog"), "subnetId");

const SUBJECTS = [
  "cluster-logs",
  "databases",
  "containers",
  "load-balancer-logs",
  "api-logs",
  "flow-logs",
  "function-tracing",
  "instance-metrics",
] as const;
const BY_DEFAULT = SUBJECTS.filter((subject) => !["function-tracing", "instance-metrics"].includes(subject));

const config = {
  subjects: choices(
    "What has to be watched. Tracing of functions and detailed metrics of single instances are not, by default: programs trace by other means, too, and the metrics cost money.",
    SUBJECTS,
    BY_DEFAULT,
  ),
  clusterLogs: texts("Logs that the control plane of an EKS cluster has to write.", ["api", "audit", "authenticator"]),
  environments: environments(),
};

/**
 * What AWS can watch outside dev environments is watched, where it is off unless one asks for it: the control plane logs of EKS clusters, Performance
 * Insights or Enhanced Monitoring of RDS instances, Container Insights of ECS clusters, access logs of application and classic load balancers and of API
 * stages, flow logs of VPCs (of the network or of its subnets). Network load balancers are let be: they log nothing but TLS. Tracing of Lambda functions
 * and detailed metrics of EC2 instances are asked for by an option.
 */
export const relMonitoringEnabled = stackRule({
  id: "rel-monitoring-enabled",
  title: "What AWS can watch is watched",
  severity: "medium",
  must: "write the logs and metrics that an incident is understood by",
  because: "they can't be had afterwards for the hour in which something went wrong",
  fix: "turn the logs or metrics on",
  compliance: {
    wellArchitected: ["REL06-BP01", "SEC04-BP01"],
    fsbp: ["APIGateway.9", "EC2.6", "ECS.12", "EKS.8", "ELB.5", "RDS.6"],
    cisEks: ["2.1.1"],
    cwe: ["CWE-778"],
  },
  appliesTo: anyOf(
    "AWS clusters, databases, load balancers, APIs, networks and functions",
    clusters,
    databases,
    containers,
    loadBalancers,
    classicLoadBalancers,
    stages,
    networks,
    functions,
    instances,
  ),
  config,
  check: (context) => {
    const { resources, config: options, run, attempt } = context;
    for (const resource of resources) {
      attempt(() => {
        if (holdsIn(options.environments, resource, run)) {
          CHECKS.filter(([subject, family]) => options.subjects.includes(subject) && family.matches(resource.type)).forEach(([, , check]) =>
            check(resource, context),
          );
        }
      });
    }
  },
});

type Context = StackCheck<typeof config>;

const CHECKS: readonly (readonly [(typeof SUBJECTS)[number], TypeFamily, (resource: StackResource, context: Context) => void])[] = [
  ["cluster-logs", clusters, checkCluster],
  ["databases", databases, checkDatabase],
  ["containers", containers, checkContainers],
  ["load-balancer-logs", anyOf("load balancers", loadBalancers, classicLoadBalancers), checkLoadBalancer],
  ["api-logs", stages, checkStage],
  ["flow-logs", networks, checkNetwork],
  ["function-tracing", functions, checkFunction],
  ["instance-metrics", instances, checkInstance],
];

function checkCluster(cluster: StackResource, { config: { clusterLogs }, report }: Context): void {
  const place = cluster.properties.at("enabledClusterLogTypes");
  const enabled = place.items().map((item) => item.string());
  const missing = clusterLogs.filter((log) => !enabled.includes(log));
  if (missing.length > 0) {
    report(cluster, `the control plane does not write its ${missing.join(", ")} logs`, {
      path: place.path,
      fix: `add ${missing.join(", ")} to enabledClusterLogTypes`,
    });
  }
}

/** An instance of a cluster may have it from there. */
function checkDatabase(database: StackResource, { report }: Context): void {
  const owners = [database, ...database.dependenciesOf("clusterIdentifier")];
  const isWatched = owners.some(
    ({ properties }) =>
      flagOf(properties.at("performanceInsightsEnabled")) === true ||
      (numberOf(properties.at("monitoringInterval")) ?? 0) > 0 ||
      properties.at("databaseInsightsMode").string() === "advanced",
  );
  if (!isWatched) {
    report(database, "nothing shows which queries the database waits for", {
      path: "performanceInsightsEnabled",
      fix: "set performanceInsightsEnabled: true, or monitoringInterval: 60",
    });
  }
}

function checkContainers(cluster: StackResource, { report }: Context): void {
  const settings = cluster.properties.at("settings").items();
  const insights = settings.find((setting) => setting.at("name").string() === "containerInsights");
  if (!["enabled", "enhanced"].includes(insights?.at("value").string() ?? "")) {
    report(cluster, "the cluster has no metrics of its tasks", {
      path: "settings",
      fix: 'add { name: "containerInsights", value: "enabled" } to its settings',
    });
  }
}

function checkLoadBalancer(loadBalancer: StackResource, { report }: Context): void {
  const { type, properties } = loadBalancer;
  const isClassic = classicLoadBalancers.matches(type);
  if (!isClassic && (properties.at("loadBalancerType").string() ?? "application") !== "application") {
    return;
  }
  const logs = properties.at("accessLogs");
  // With a bucket, only a classic one writes them unless it is told not to.
  const enabled = !logs.isAbsent && (flagOf(logs.at("enabled")) ?? isClassic);
  if (!enabled) {
    report(loadBalancer, "the load balancer does not write access logs", { path: logs.path, fix: "set accessLogs with a bucket, and enabled: true" });
  }
}

function checkStage(stage: StackResource, { report }: Context): void {
  const settings = stage.properties.at("accessLogSettings");
  if (settings.isAbsent) {
    report(stage, "the stage does not write access logs", {
      path: settings.path,
      fix: "set accessLogSettings with the ARN of a log group, and a format",
    });
  }
}

function checkNetwork(network: StackResource, { stack, report }: Context): void {
  const isLogged = flowLogsOf(network, stack).length > 0 || subnetsOf(network, stack).some((subnet) => subnetFlowLogsOf(subnet, stack).length > 0);
  if (!isLogged) {
    report(network, "the network has no flow logs", { fix: 'add a FlowLog with its vpcId and trafficType: "ALL"' });
  }
}

function checkFunction(subject: StackResource, { report }: Context): void {
  const mode = subject.properties.at("tracingConfig", "mode");
  if (mode.string() !== "Active") {
    report(subject, "the function is not traced", { path: mode.path, fix: 'set tracingConfig: { mode: "Active" }' });
  }
}

function checkInstance(instance: StackResource, { report }: Context): void {
  const place = instance.properties.at("monitoring");
  if (flagOf(place) !== true) {
    report(instance, "the instance has a metric only every five minutes", { path: place.path, fix: "set monitoring: true" });
  }
}
