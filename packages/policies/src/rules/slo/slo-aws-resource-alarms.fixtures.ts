import type { RuleFixtures } from "../../../test-support/fixtures";
import { type Given, UNKNOWN } from "../../../test-support/judge";

const production = { stack: "production" };

const resource = (type: string, properties: Record<string, unknown> = {}, more: Partial<Given> = {}): Given => ({
  type: `aws:${type}`,
  name: "orders",
  properties,
  ...more,
});

const alarm = (properties: Record<string, unknown>, of: string[] = [], property = "dimensions"): Given => ({
  type: "aws:cloudwatch/metricAlarm:MetricAlarm",
  name: "alarm",
  properties: { comparisonOperator: "GreaterThanThreshold", evaluationPeriods: 1, ...properties },
  dependencies: { [property]: of },
});

const finding = (subject: string, metrics: string, dimension: string, name = "orders"): string =>
  `${name}: no alarm watches this ${subject}\nfix: add a cloudwatch.MetricAlarm on ${metrics} with the dimension ${dimension}`;

const ofDatabase = finding("database", "CPUUtilization and FreeStorageSpace", "DBInstanceIdentifier");
const database = resource("rds/instance:Instance", { identifier: "orders" });
const target = resource("lb/targetGroup:TargetGroup", { port: 80 }, { name: "web" });
const service = resource("ecs/service:Service", { name: "orders" }, { dependencies: { loadBalancers: ["web"] } });
const dead = resource("sqs/queue:Queue", { name: "orders-dead" }, { name: "dead" });
const queue = resource("sqs/queue:Queue", { name: "orders" }, { dependencies: { redrivePolicy: ["dead"] } });

export const fixtures: RuleFixtures = {
  fails: [
    { title: "a database without an alarm", resources: [database], run: production, findings: [ofDatabase] },
    {
      title: "a database beside one that is watched",
      resources: [
        database,
        resource("rds/instance:Instance", {}, { name: "payments" }),
        alarm({ namespace: "AWS/RDS", metricName: "CPUUtilization", dimensions: { DBInstanceIdentifier: UNKNOWN } }, ["payments"]),
      ],
      run: production,
      findings: [ofDatabase],
    },
    {
      title: "something else of the same name",
      resources: [database, alarm({ namespace: "AWS/Lambda", metricName: "Errors", dimensions: { FunctionName: "orders" } })],
      run: production,
      findings: [ofDatabase],
    },
    {
      title: "each of the other kinds",
      resources: [
        resource("rds/cluster:Cluster", {}, { name: "b" }),
        resource("alb/loadBalancer:LoadBalancer", {}, { name: "c" }),
        resource("lambda/function:Function", {}, { name: "d" }),
        resource("dynamodb/table:Table", {}, { name: "e" }),
        resource("ecs/service:Service", {}, { name: "f" }),
        resource("elasticache/serverlessCache:ServerlessCache", {}, { name: "g" }),
        resource("elasticache/cluster:Cluster", {}, { name: "h" }),
      ],
      run: production,
      findings: [
        finding("load balancer", "UnHealthyHostCount and HTTPCode_Target_5XX_Count", "LoadBalancer", "c"),
        finding("table", "ThrottledRequests and SystemErrors", "TableName", "e"),
        finding("service", "CPUUtilization and MemoryUtilization", "ServiceName", "f"),
        finding("cache", "EngineCPUUtilization and Evictions", "CacheClusterId", "h"),
        finding("cache", "EngineCPUUtilization and Evictions", "CacheClusterId", "g"),
        finding("function", "Errors and Throttles", "FunctionName", "d"),
        finding("database cluster", "CPUUtilization and DatabaseConnections", "DBClusterIdentifier", "b"),
      ],
    },
    {
      title: "a dead-letter queue",
      resources: [queue, dead],
      run: production,
      findings: [finding("dead-letter queue", "ApproximateNumberOfMessagesVisible", "QueueName", "dead")],
    },
    {
      title: "one that is told to be in production, in any stack",
      resources: [{ ...database, properties: { tags: { Environment: "production" } } }],
      findings: [ofDatabase],
    },
    { title: "an environment that is asked for", resources: [database], config: { environments: ["dev"] }, findings: [ofDatabase] },
    {
      title: "what an unknown alarm may watch only as undetermined",
      resources: [database, alarm({ namespace: "AWS/RDS", dimensions: UNKNOWN })],
      run: production,
      findings: ["alarm: string value at .dimensions can't be known during preview"],
    },
  ],
  passes: [
    {
      title: "a database that an alarm names",
      resources: [database, alarm({ namespace: "AWS/RDS", dimensions: { DBInstanceIdentifier: "orders" } })],
      run: production,
    },
    {
      title: "one that an alarm was made from, whatever it will be called",
      resources: [database, alarm({ namespace: "AWS/RDS", dimensions: { DBInstanceIdentifier: UNKNOWN } }, ["orders"])],
      run: production,
    },
    {
      title: "a metric query about it",
      resources: [database, alarm({ metricQueries: [{ id: "a", metric: { dimensions: { DBInstanceIdentifier: "orders" } } }] })],
      run: production,
    },
    {
      title: "a query over all functions",
      resources: [
        resource("lambda/function:Function"),
        alarm({ metricQueries: [{ id: "a", expression: 'SELECT SUM(Errors) FROM SCHEMA("AWS/Lambda", FunctionName)' }] }),
      ],
      run: production,
    },
    {
      title: "a metric of all functions",
      resources: [resource("lambda/function:Function"), alarm({ namespace: "AWS/Lambda", metricName: "Errors" })],
      run: production,
    },
    {
      title: "a database cluster whose instance is watched",
      resources: [
        resource("rds/cluster:Cluster"),
        resource("rds/clusterInstance:ClusterInstance", {}, { name: "member", dependencies: { clusterIdentifier: ["orders"] } }),
        alarm({ namespace: "AWS/RDS", dimensions: { DBInstanceIdentifier: UNKNOWN } }, ["member"]),
      ],
      run: production,
    },
    {
      title: "an ECS service whose target group is watched",
      resources: [service, target, alarm({ namespace: "AWS/ApplicationELB", dimensions: { TargetGroup: UNKNOWN } }, ["web"])],
      run: production,
    },
    {
      title: "a queue whose dead-letter queue is watched, and one that has none",
      resources: [
        queue,
        dead,
        resource("sqs/queue:Queue", {}, { name: "events" }),
        alarm({ namespace: "AWS/SQS", dimensions: { QueueName: UNKNOWN } }, ["dead"]),
      ],
      run: production,
    },
    {
      title: "a cache of a replication group",
      resources: [resource("elasticache/cluster:Cluster", { replicationGroupId: "orders" })],
      run: production,
    },
    { title: "a database for development", resources: [database] },
    { title: "a service that is left out", resources: [database], run: production, config: { services: ["lambda"] } },
  ],
};
