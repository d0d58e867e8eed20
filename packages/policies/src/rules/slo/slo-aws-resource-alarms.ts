import { type Dimensions, isWatched } from "../../aws/alarms";
import { environments, holdsIn } from "../../kernel/environment";
import { choices } from "../../kernel/options";
import { type StackResource, type StackView, onceForStack } from "../../kernel/resource";
import { type StackCheck, stackRule } from "../../kernel/rule";
import { type TypeFamily, anyOf, awsResources } from "../../kernel/types";

interface Watched extends Dimensions {
  service: string;
  family: TypeFamily;
  /** As a message calls it. */
  subject: string;
  /** Metrics that an alarm is usually on. */
  metrics: string;
  /** Others of its kind need no alarm. */
  only?(resource: StackResource, stack: StackView): boolean;
  /** Resources whose alarm says as much. */
  or?(resource: StackResource, stack: StackView): { resources: readonly StackResource[]; dimensions: Dimensions }[];
}

const database: Dimensions = { namespace: "AWS/RDS", names: ["DBInstanceIdentifier"], identities: ["identifier"] };
const targetGroup: Dimensions = { namespace: "ELB", names: ["TargetGroup"], identities: ["arnSuffix"] };
const targetGroups = anyOf("target groups", ...["lb", "alb", "elasticloadbalancingv2"].map((service) => awsResources(service, "TargetGroup")));
const clusterInstances = awsResources("rds", "ClusterInstance");

const WATCHED: readonly Watched[] = [
  {
    service: "rds",
    family: awsResources("rds", "Instance"),
    subject: "database",
    metrics: "CPUUtilization and FreeStorageSpace",
    ...database,
  },
  {
    service: "rds",
    family: awsResources("rds", "Cluster"),
    subject: "database cluster",
    metrics: "CPUUtilization and DatabaseConnections",
    namespace: "AWS/RDS",
    names: ["DBClusterIdentifier"],
    identities: ["clusterIdentifier"],
    or: (cluster, stack) => [{ resources: membersOf(cluster, stack), dimensions: database }],
  },
  {
    service: "lb",
    family: anyOf("load balancers", ...["lb", "alb", "elasticloadbalancingv2"].map((service) => awsResources(service, "LoadBalancer"))),
    subject: "load balancer",
    metrics: "UnHealthyHostCount and HTTPCode_Target_5XX_Count",
    namespace: "ELB",
    names: ["LoadBalancer"],
    identities: ["arnSuffix"],
  },
  {
    service: "lambda",
    family: awsResources("lambda", "Function"),
    subject: "function",
    metrics: "Errors and Throttles",
    namespace: "AWS/Lambda",
    names: ["FunctionName"],
    identities: ["name"],
  },
  {
    service: "sqs",
    family: awsResources("sqs", "Queue"),
    subject: "dead-letter queue",
    metrics: "ApproximateNumberOfMessagesVisible",
    namespace: "AWS/SQS",
    names: ["QueueName"],
    identities: ["name"],
    only: (queue, stack) => deadLetterQueuesOf(stack).has(queue),
  },
  {
    service: "dynamodb",
    family: awsResources("dynamodb", "Table"),
    subject: "table",
    metrics: "ThrottledRequests and SystemErrors",
    namespace: "AWS/DynamoDB",
    names: ["TableName"],
    identities: ["name"],
  },
  {
    service: "ecs",
    family: awsResources("ecs", "Service"),
    subject: "service",
    metrics: "CPUUtilization and MemoryUtilization",
    namespace: "AWS/ECS",
    names: ["ServiceName"],
    identities: ["name"],
    or: (service) => [
      { resources: service.dependenciesOf("loadBalancers").filter(({ type }) => targetGroups.matches(type)), dimensions: targetGroup },
    ],
  },
  {
    service: "elasticache",
    family: awsResources("elasticache", "ReplicationGroup", "Cluster", "ServerlessCache"),
    subject: "cache",
    metrics: "EngineCPUUtilization and Evictions",
    namespace: "AWS/ElastiCache",
    names: ["CacheClusterId", "ReplicationGroupId", "clusterId"],
    identities: ["clusterId", "replicationGroupId", "name"],
    // A member of a replication group is that group's business.
    only: ({ type, properties }) => !type.endsWith(":Cluster") || properties.at("replicationGroupId").isAbsent,
  },
];

const SERVICES = ["rds", "lb", "lambda", "sqs", "dynamodb", "ecs", "elasticache"] as const;

const config = {
  services: choices("Services whose resources need an alarm.", SERVICES),
  environments: environments(),
};

/**
 * Somebody is told when a database, load balancer, function, dead-letter queue, table, ECS service or cache fails: a CloudWatch alarm of the stack watches it.
 * An alarm watches what its dimensions, or those of its metric queries, were made from or name; one without dimensions, and a query over all of a service,
 * watch them all. The instances of a database cluster stand for the cluster, the target groups of an ECS service for the service. Of queues only
 * dead-letter ones are looked at: what arrives there has failed. Alarms in another stack or another tool are not seen, so exempt what those watch.
 */
export const sloAwsResourceAlarms = stackRule({
  id: "slo-aws-resource-alarms",
  title: "AWS resources have alarms",
  severity: "high",
  must: "be watched by an alarm",
  because: "what nobody watches fails until a customer says so",
  fix: "add a cloudwatch.MetricAlarm with the dimensions of the resource",
  compliance: { wellArchitected: ["OPS08-BP04", "REL11-BP01"] },
  appliesTo: anyOf("AWS databases, load balancers, functions, queues, tables, services and caches", ...WATCHED.map(({ family }) => family)),
  config,
  check: (context) => {
    for (const resource of context.resources) {
      for (const watched of WATCHED.filter(({ family, service }) => family.matches(resource.type) && isAmong(service, context.config.services))) {
        context.attempt(() => judge(resource, watched, context));
      }
    }
  },
});

function isAmong(service: string, services: readonly string[]): boolean {
  return services.includes(service);
}

function judge(resource: StackResource, watched: Watched, { config: options, stack, run, report }: StackCheck<typeof config>): void {
  if (watched.only?.(resource, stack) === false || !holdsIn(options.environments, resource, run)) {
    return;
  }
  const others = watched.or?.(resource, stack) ?? [];
  if (
    !isWatched(resource, watched, stack) &&
    !others.some(({ resources, dimensions }) => resources.some((one) => isWatched(one, dimensions, stack)))
  ) {
    report(resource, `no alarm watches this ${watched.subject}`, {
      fix: `add a cloudwatch.MetricAlarm on ${watched.metrics} with the dimension ${watched.names[0]}`,
    });
  }
}

function membersOf(cluster: StackResource, stack: StackView): StackResource[] {
  return stack.resources
    .filter(({ type }) => clusterInstances.matches(type))
    .filter((one) => one.dependenciesOf("clusterIdentifier").includes(cluster));
}

/** Queues that something sends to what it could not handle. */
const deadLetterQueuesOf = onceForStack(
  (stack) =>
    new Set(stack.resources.flatMap((resource) => ["redrivePolicy", "deadLetterConfig"].flatMap((property) => resource.dependenciesOf(property)))),
);
