import type { RuleFixtures } from "../../../test-support/fixtures";
import type { Given } from "../../../test-support/judge";

const one = (type: string, properties: object = {}, name = "orders"): Given => ({
  type,
  name,
  properties: { tags: { Environment: "production" }, ...properties },
});
const cluster = (properties: object = {}): Given => one("aws:eks/cluster:Cluster", properties);
const database = (properties: object = {}): Given => one("aws:rds/instance:Instance", properties);
const member = (properties: object = {}): Given => ({
  ...one("aws:rds/clusterInstance:ClusterInstance", properties, "member"),
  dependencies: { clusterIdentifier: ["aurora"] },
});
const aurora = (properties: object): Given => one("aws:rds/cluster:Cluster", properties, "aurora");
const containers = (properties: object = {}): Given => one("aws:ecs/cluster:Cluster", properties);
const loadBalancer = (properties: object = {}): Given => one("aws:lb/loadBalancer:LoadBalancer", properties);
const network = one("aws:ec2/vpc:Vpc", { cidrBlock: "10.0.0.0/16" });
const subnet: Given = {
  type: "aws:ec2/subnet:Subnet",
  name: "subnet",
  properties: { cidrBlock: "10.0.0.0/24" },
  dependencies: { vpcId: ["orders"] },
};
const flowLog = (of: string, by: string): Given => ({
  type: "aws:ec2/flowLog:FlowLog",
  name: "log",
  properties: { trafficType: "ALL" },
  dependencies: { [by]: [of] },
});

const unwatched = (name: string): string =>
  `${name}: nothing shows which queries the database waits for\nat performanceInsightsEnabled\nfix: set performanceInsightsEnabled: true, or monitoringInterval: 60`;
const noInsights =
  'orders: the cluster has no metrics of its tasks\nat settings\nfix: add { name: "containerInsights", value: "enabled" } to its settings';
const noAccessLogs = "orders: the load balancer does not write access logs\nat accessLogs\nfix: set accessLogs with a bucket, and enabled: true";
const noStageLogs =
  "orders: the stage does not write access logs\nat accessLogSettings\nfix: set accessLogSettings with the ARN of a log group, and a format";

export const fixtures: RuleFixtures = {
  fails: [
    {
      title: "a Kubernetes cluster without an audit log",
      resources: [cluster({ enabledClusterLogTypes: ["api", "authenticator"] })],
      findings: ["orders: the control plane does not write its audit logs\nat enabledClusterLogTypes\nfix: add audit to enabledClusterLogTypes"],
    },
    {
      title: "a Kubernetes cluster that writes no logs of those that are asked for",
      resources: [cluster()],
      config: { clusterLogs: ["audit", "scheduler"] },
      findings: [
        "orders: the control plane does not write its audit, scheduler logs\nat enabledClusterLogTypes\nfix: add audit, scheduler to enabledClusterLogTypes",
      ],
    },
    { title: "a database", resources: [database({ monitoringInterval: 0 })], findings: [unwatched("orders")] },
    { title: "an instance of a cluster", resources: [aurora({ performanceInsightsEnabled: false }), member()], findings: [unwatched("member")] },
    { title: "a cluster of containers", resources: [containers()], findings: [noInsights] },
    {
      title: "a cluster of containers that says it is not watched",
      resources: [containers({ settings: [{ name: "containerInsights", value: "disabled" }] })],
      findings: [noInsights],
    },
    { title: "a load balancer", resources: [loadBalancer()], findings: [noAccessLogs] },
    {
      title: "load balancers with a bucket for logs, which are off",
      resources: [
        { ...loadBalancer({ loadBalancerType: "application", accessLogs: { bucket: "logs" } }), type: "aws:alb/loadBalancer:LoadBalancer" },
        one("aws:elb/loadBalancer:LoadBalancer", { accessLogs: { bucket: "logs", enabled: false } }, "old"),
      ],
      findings: [noAccessLogs, noAccessLogs.replace("orders", "old")],
    },
    {
      title: "stages of APIs",
      resources: [one("aws:apigateway/stage:Stage"), one("aws:apigatewayv2/stage:Stage", {}, "http")],
      findings: [noStageLogs, noStageLogs.replace("orders", "http")],
    },
    {
      title: "a network",
      resources: [network, subnet],
      findings: ['orders: the network has no flow logs\nfix: add a FlowLog with its vpcId and trafficType: "ALL"'],
    },
    {
      title: "a function and an instance, where they have to be watched",
      resources: [one("aws:lambda/function:Function", { tracingConfig: { mode: "PassThrough" } }), one("aws:ec2/instance:Instance", {}, "bastion")],
      config: { subjects: ["function-tracing", "instance-metrics"] },
      findings: [
        "bastion: the instance has a metric only every five minutes\nat monitoring\nfix: set monitoring: true",
        'orders: the function is not traced\nat tracingConfig.mode\nfix: set tracingConfig: { mode: "Active" }',
      ],
    },
    {
      title: "an environment that is named",
      resources: [database({ tags: { Environment: "test" } })],
      config: { environments: ["test"] },
      findings: [unwatched("orders")],
    },
  ],
  passes: [
    { title: "a Kubernetes cluster with its logs", resources: [cluster({ enabledClusterLogTypes: ["api", "audit", "authenticator"] })] },
    {
      title: "databases that are watched in one way or another",
      resources: [
        database({ performanceInsightsEnabled: true }),
        one("aws:rds/instance:Instance", { monitoringInterval: 60 }, "payments"),
        one("aws:rds/instance:Instance", { databaseInsightsMode: "advanced" }, "search"),
      ],
    },
    { title: "an instance that its cluster watches", resources: [aurora({ performanceInsightsEnabled: true }), member()] },
    { title: "a cluster of containers that is watched", resources: [containers({ settings: [{ name: "containerInsights", value: "enhanced" }] })] },
    {
      title: "load balancers that write access logs",
      resources: [
        loadBalancer({ accessLogs: { bucket: "logs", enabled: true } }),
        one("aws:elb/loadBalancer:LoadBalancer", { accessLogs: { bucket: "logs" } }, "old"),
      ],
    },
    { title: "a network load balancer", resources: [loadBalancer({ loadBalancerType: "network" })] },
    {
      title: "a stage that writes access logs",
      resources: [one("aws:apigatewayv2/stage:Stage", { accessLogSettings: { destinationArn: "arn:aws:logs:x", format: "$context.requestId" } })],
    },
    { title: "a network with flow logs", resources: [network, flowLog("orders", "vpcId")] },
    { title: "a network whose subnet has flow logs", resources: [network, subnet, flowLog("subnet", "subnetId")] },
    { title: "a function and an instance", resources: [one("aws:lambda/function:Function"), one("aws:ec2/instance:Instance", {}, "bastion")] },
    {
      title: "a function and an instance that are watched",
      resources: [
        one("aws:lambda/function:Function", { tracingConfig: { mode: "Active" } }),
        one("aws:ec2/instance:Instance", { monitoring: true }, "bastion"),
      ],
      config: { subjects: ["function-tracing", "instance-metrics"] },
    },
    { title: "a dev environment", resources: [database({ tags: { Environment: "dev" } })] },
  ],
};
