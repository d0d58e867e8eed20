// The specification of a stack's life: each change that a team makes, and exactly what it may do. One step a line, as `<kind> <logical name>`; braces stand
// for alternatives. What is not named must not happen. docs/lifecycle.md shows the numbers.
import { bumpedCharts } from "./components.mjs";

const program = "index.ts";
const configuration = "Pulumi.dev.yaml";

/** Everything that carries tags or labels, which is nearly everything. */
const tagged = `
  Vpc core-vpc
  Subnet core-{intra,private,public}-{a,b,c,d}
  RouteTable core-{intra,public,private-a,private-b,private-c,private-d}
  InternetGateway core-internet
  Eip core-nat-a
  NatGateway core-nat-a
  VpcEndpoint core-s3
  DefaultSecurityGroup core-default
  FlowLog core-flow-logs
  Cluster core-cluster
  NodeGroup core-{application,compute-intensive,memory-intensive,system}
  LaunchTemplate core-{application,compute-intensive,memory-intensive,system}
  Addon core-{aws-ebs-csi-driver,coredns,eks-pod-identity-agent,kube-proxy,metrics-server,vpc-cni}
  AccessEntry core-admin-platform
  OpenIdConnectProvider core-oidc
  LogGroup core-{cluster,flow-logs}
  Key {core-cluster,core-flow-logs,vault-unseal}
  Role {batch-node,core-aws-ebs-csi-driver,core-cluster,core-flow-logs,core-node,core-vpc-cni,vault-unseal}
  Group batch
  LaunchTemplate batch-node
  InstanceProfile batch-node
  AccessEntry batch-node
  Queue batch-interruptions
  EventRule batch-{maintenance,state-change,terminating}
  Namespace {metrics,orders,vault}-namespace
  NetworkPolicy {orders-network-policy,vault-servers}
  ServiceAccount orders-account
  Service orders-service
  Deployment orders-deployment
  HorizontalPodAutoscaler orders-autoscaler
  PodDisruptionBudget orders-disruption-budget
  ServiceMonitor orders-service-monitor
  PrometheusRule orders-slo-rules`;

const builds = '{ ...pools, builds: { instanceTypes: ["m6i.xlarge"], minSize: 4, maxSize: 8 } }';

/** In the order in which they are made, each on top of those before. */
export const changes = [
  {
    change: "A zone more",
    edit: (stack) => stack.edit(program, '["a", "b", "c"]', '["a", "b", "c", "d"]'),
    create: `
      Subnet core-{intra,private,public}-d
      RouteTable core-private-d
      Route core-private-d
      RouteTableAssociation core-{intra,private,public}-d`,
    update: `
      VpcEndpoint core-s3
      Group batch`,
    means: "The cluster and its pools stay where they are; the Auto Scaling group and pools that are added later use the zone.",
  },
  {
    change: "A newer Kubernetes",
    edit: (stack) => stack.edit(program, 'version: "1.34"', 'version: "1.35"'),
    update: `
      Cluster core-cluster
      NodeGroup core-{application,compute-intensive,memory-intensive,system}
      LaunchTemplate batch-node
      Group batch`,
    means: "First the control plane, then every node is replaced by one with the new version, a third of a pool at a time.",
  },
  {
    change: "A pool added",
    edit: (stack) => stack.edit(program, "  pools,\n", `  pools: ${builds},\n`),
    create: `
      LaunchTemplate core-builds
      NodeGroup core-builds`,
    means: "Nothing else changes.",
  },
  {
    change: "A pool removed",
    edit: (stack) => stack.edit(program, `  pools: ${builds},\n`, "  pools,\n"),
    delete: `
      LaunchTemplate core-builds
      NodeGroup core-builds`,
    means: "EKS drains its nodes; their pods need room elsewhere.",
  },
  {
    change: "A tag changed",
    edit: (stack) => stack.edit(configuration, "costCenter: cc-1042", "costCenter: cc-2042"),
    update: tagged,
    means: "Instances get their tags when they start, so every node is replaced by one with the new tags, and every pod with its labels.",
  },
  {
    change: "An instance type added",
    edit: (stack) => stack.edit(program, '"t3.large": 2 }', '"t3.large": 2, "t3.xlarge": 4 }'),
    update: "Group batch",
    means: "The instances that run stay.",
  },
  {
    change: "A service scaled",
    edit: (stack) => stack.edit(program, 'size: "small"', 'size: "large"'),
    update: `
      HorizontalPodAutoscaler orders-autoscaler
      PodDisruptionBudget orders-disruption-budget`,
    means: "The autoscaler adds replicas; the ones that run stay.",
  },
  {
    change: "An objective tightened",
    edit: (stack) => stack.edit(program, "availability: 99.9,", "availability: 99.95,"),
    update: "PrometheusRule orders-slo-rules",
    means: "Only the rules that judge it.",
  },
  {
    change: "A new image",
    edit: (stack) => stack.edit(program, "orders:1.9.2", "orders:1.10.0"),
    update: "Deployment orders-deployment",
    means: "A rolling update, with no replica less at any time.",
  },
  {
    change: "Newer charts, with a newer version of this package",
    edit: async (stack) => stack.useComponents(await bumpedCharts(stack.work)),
    update: `
      Release metrics-{crds,release}
      Release vault-release`,
    means: "Helm upgrades each release; Vault's servers restart only when somebody deletes their pods.",
  },
];

/** Previewed only, and all at once: changes of tags, counts and sizes, which must leave alone what holds data. */
export const harmless = {
  async edit(stack) {
    await stack.edit(configuration, "natStrategy: single", "natStrategy: perAz");
    await stack.edit(
      configuration,
      "      minSize: 2\n      maxSize: 6\n",
      '      minSize: 4\n      maxSize: 12\n      diskSize: 100\n      instanceTypes: ["m6i.8xlarge"]\n',
    );
    await stack.edit(program, 'owner: "platform@example.com"', 'owner: "sre@example.com"');
    await stack.edit(program, 'service: "golden-path"', 'service: "platform"');
    await stack.edit(program, 'retention: "15d"', 'retention: "30d"');
    await stack.edit(program, "replicas: 3", "replicas: 5");
    await stack.edit(program, "max: 30", "max: 60");
    await stack.edit(program, "onDemandPercentage: 20", "onDemandPercentage: 50");
  },
  create: `
    Eip core-nat-{b,c,d}
    NatGateway core-nat-{b,c,d}`,
  update: `
    Route core-private-{b,c,d}
    Release {metrics,vault}-release
    ${tagged.replace("NodeGroup core-{application,", "NodeGroup core-{")}`,
  replace: "NodeGroup core-application",
};
