import type { RuleFixtures } from "../../../test-support/fixtures";
import { type Given, UNKNOWN } from "../../../test-support/judge";

const tags = { Environment: "production" };
const subnet = (name: string, zone = name): Given => ({
  type: "aws:ec2/subnet:Subnet",
  name,
  properties: { availabilityZone: `eu-west-1${zone}` },
  outputs: { id: `subnet-${name}`, availabilityZone: `eu-west-1${zone}` },
});
const subnets = [subnet("a"), subnet("b"), subnet("a2", "a")];
const one = (type: string, properties: object, name = "orders", dependencies: Record<string, string[]> = {}): Given => ({
  type,
  name,
  properties: { tags, ...properties },
  dependencies,
});
const group = (properties: object, name = "orders", dependencies: Record<string, string[]> = {}): Given =>
  one("aws:autoscaling/group:Group", { tags: [{ key: "Environment", value: "production" }], maxSize: 6, ...properties }, name, dependencies);
const loadBalancer = (properties: object): Given => one("aws:lb/loadBalancer:LoadBalancer", { loadBalancerType: "network", ...properties });
const template: Given = { type: "aws:ec2/launchTemplate:LaunchTemplate", name: "template" };

const gateway = (name: string, properties: object = {}): Given =>
  one("aws:ec2/natGateway:NatGateway", { subnetId: `subnet-${name}`, ...properties }, `nat-${name}`, { subnetId: [name] });
const route = (zone: string, through: string): Given[] => [
  { type: "aws:ec2/routeTable:RouteTable", name: `table-${zone}` },
  {
    type: "aws:ec2/route:Route",
    name: `out-${zone}`,
    properties: { destinationCidrBlock: "0.0.0.0/0" },
    dependencies: { routeTableId: [`table-${zone}`], natGatewayId: [`nat-${through}`] },
  },
  {
    type: "aws:ec2/routeTableAssociation:RouteTableAssociation",
    name: `association-${zone}`,
    dependencies: { routeTableId: [`table-${zone}`], subnetId: [zone] },
  },
];

const fix = "fix: add a subnet of another availability zone";
const finding = (path: string, name = "orders"): string => `${name}: it has a single subnet, and so is in one zone\nat ${path}\n${fix}`;
const inOneZone = (path: string): string => `orders: all its subnets are in the same zone\nat ${path}\n${fix}`;

export const fixtures: RuleFixtures = {
  fails: [
    {
      title: "an Auto Scaling group in two subnets of one zone",
      resources: [...subnets, group({ vpcZoneIdentifiers: ["subnet-a", "subnet-a2"] })],
      findings: [inOneZone("vpcZoneIdentifiers")],
    },
    {
      title: "subnets whose ids are not known yet, but what they were made from",
      resources: [...subnets, one("aws:rds/subnetGroup:SubnetGroup", { subnetIds: [UNKNOWN, UNKNOWN] }, "orders", { subnetIds: ["a", "a2"] })],
      findings: [inOneZone("subnetIds")],
    },
    {
      title: "a list of subnets that is not known yet, but what it was made from",
      resources: [...subnets, one("aws:rds/subnetGroup:SubnetGroup", { subnetIds: UNKNOWN }, "orders", { subnetIds: ["a", "a2"] })],
      findings: [inOneZone("subnetIds")],
    },
    ...[
      ["aws:eks/nodeGroup:NodeGroup", "subnetIds"],
      ["aws:eks/fargateProfile:FargateProfile", "subnetIds"],
      ["aws:lb/loadBalancer:LoadBalancer", "subnets"],
      ["aws:alb/loadBalancer:LoadBalancer", "subnets"],
      ["aws:elb/loadBalancer:LoadBalancer", "subnets"],
      ["aws:elasticache/subnetGroup:SubnetGroup", "subnetIds"],
      ["aws:memorydb/subnetGroup:SubnetGroup", "subnetIds"],
      ["aws:dax/subnetGroup:SubnetGroup", "subnetIds"],
      ["aws:docdb/subnetGroup:SubnetGroup", "subnetIds"],
      ["aws:neptune/subnetGroup:SubnetGroup", "subnetIds"],
    ].map(([type = "", property = ""]) => ({
      title: `${type} in one zone`,
      resources: [...subnets, one(type, { [property]: ["subnet-a"] })],
      findings: [finding(property)],
    })),
    {
      title: "a service and a function with a single subnet, which is of another stack",
      resources: [
        one("aws:ecs/service:Service", { networkConfiguration: { subnets: ["subnet-1"] } }),
        { ...one("aws:lambda/function:Function", { vpcConfig: { subnetIds: [UNKNOWN] } }), name: "report" },
      ],
      findings: [finding("networkConfiguration.subnets"), finding("vpcConfig.subnetIds", "report")],
    },
    {
      title: "a load balancer with addresses in one zone",
      resources: [...subnets, loadBalancer({ subnetMappings: [{ subnetId: "subnet-a", allocationId: "eipalloc-1" }] })],
      findings: [finding("subnetMappings")],
    },
    {
      title: "groups that have nothing in common, or are in the same zone",
      resources: [
        ...subnets,
        template,
        group({ vpcZoneIdentifiers: ["subnet-a"] }, "orders", { launchTemplate: ["template"] }),
        group({ vpcZoneIdentifiers: ["subnet-a2"] }, "payments", { launchTemplate: ["template"] }),
        group({ vpcZoneIdentifiers: ["subnet-b"] }, "search"),
      ],
      findings: [finding("vpcZoneIdentifiers"), finding("vpcZoneIdentifiers", "payments"), finding("vpcZoneIdentifiers", "search")],
    },
    {
      title: "a subnet that goes out through another zone",
      resources: [...subnets, gateway("a"), ...route("a", "a"), ...route("b", "a")],
      findings: [
        "nat-a: what is in the subnet b leaves the VPC through a NAT gateway in another zone\nat subnetId\nfix: add a NAT gateway in each zone, and route the subnets of a zone to it",
      ],
    },
    {
      title: "load balancers that keep to their zones, where they must not",
      resources: [
        loadBalancer({ subnets: ["subnet-1", "subnet-2"] }),
        one("aws:elb/loadBalancer:LoadBalancer", { subnets: ["subnet-1", "subnet-2"], crossZoneLoadBalancing: false }, "old"),
      ],
      config: { requireCrossZone: true },
      findings: [
        "old: it sends requests only to targets in the zone that they came in by\nat crossZoneLoadBalancing\nfix: set crossZoneLoadBalancing: true",
        "orders: it sends requests only to targets in the zone that they came in by\nat enableCrossZoneLoadBalancing\nfix: set enableCrossZoneLoadBalancing: true",
      ],
    },
    {
      title: "an environment that is named",
      resources: [...subnets, one("aws:rds/subnetGroup:SubnetGroup", { tags: { Environment: "dev" }, subnetIds: ["subnet-a"] })],
      config: { environments: ["dev"] },
      findings: [finding("subnetIds")],
    },
  ],
  passes: [
    { title: "an Auto Scaling group in two zones", resources: [...subnets, group({ vpcZoneIdentifiers: ["subnet-a", "subnet-b"] })] },
    {
      title: "subnets that are not known yet, made from those of two zones",
      resources: [...subnets, one("aws:rds/subnetGroup:SubnetGroup", { subnetIds: UNKNOWN }, "orders", { subnetIds: ["a", "b"] })],
    },
    { title: "subnets of another stack", resources: [loadBalancer({ subnets: ["subnet-1", "subnet-2"] })] },
    { title: "a function outside a VPC", resources: [one("aws:lambda/function:Function", {})] },
    { title: "a group of one instance", resources: [...subnets, group({ vpcZoneIdentifiers: ["subnet-a"], maxSize: 1 })] },
    {
      title: "a group for each zone, with a launch template in common",
      resources: [
        ...subnets,
        template,
        group({ vpcZoneIdentifiers: ["subnet-a"] }, "orders-a", { launchTemplate: ["template"] }),
        group({ vpcZoneIdentifiers: ["subnet-b"] }, "orders-b", { launchTemplate: ["template"] }),
      ],
    },
    {
      title: "a node group for each zone of one cluster",
      resources: [
        ...subnets,
        { type: "aws:eks/cluster:Cluster", name: "core" },
        ...["a", "b"].map((zone) =>
          one("aws:eks/nodeGroup:NodeGroup", { subnetIds: [`subnet-${zone}`] }, `orders-${zone}`, { clusterName: ["core"] }),
        ),
      ],
    },
    {
      title: "a dev environment",
      resources: [...subnets, one("aws:rds/subnetGroup:SubnetGroup", { tags: { Environment: "dev" }, subnetIds: ["subnet-a"] })],
    },
    { title: "a NAT gateway for each zone", resources: [...subnets, gateway("a"), gateway("b"), ...route("a", "a"), ...route("b", "b")] },
    {
      title: "a private NAT gateway, and a regional one",
      resources: [
        ...subnets,
        gateway("a", { connectivityType: "private" }),
        ...route("b", "a"),
        { ...gateway("c"), properties: { tags, availabilityMode: "regional", vpcId: "vpc-1" }, dependencies: {} },
      ],
    },
    {
      title: "load balancers that reach all zones",
      resources: [
        loadBalancer({ enableCrossZoneLoadBalancing: true }),
        one("aws:elb/loadBalancer:LoadBalancer", {}, "old"),
        one("aws:lb/loadBalancer:LoadBalancer", { loadBalancerType: "application" }, "web"),
      ],
      config: { requireCrossZone: true },
    },
  ],
};
