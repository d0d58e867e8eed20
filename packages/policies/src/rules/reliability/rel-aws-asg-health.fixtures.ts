import type { RuleFixtures } from "../../../test-support/fixtures";
import type { Given } from "../../../test-support/judge";

const group = (properties: object, environment = "production"): Given[] => [
  {
    type: "aws:autoscaling/group:Group",
    name: "web",
    properties: { tags: [{ key: "Environment", value: environment, propagateAtLaunch: true }], ...properties },
  },
];
const behind = { targetGroupArns: ["arn:aws:elasticloadbalancing:eu-west-1:123456789012:targetgroup/web/1"], healthCheckType: "ELB" };
const unasked =
  'web: the group does not ask its load balancer for the health of its instances: one that runs but does not answer is never replaced\nat healthCheckType\nfix: set healthCheckType: "ELB", with a healthCheckGracePeriod as long as a start takes';

export const fixtures: RuleFixtures = {
  fails: [
    {
      title: "a group behind a load balancer that looks only at whether its instances run",
      resources: group({ targetGroupArns: behind.targetGroupArns, minSize: 2, maxSize: 6 }),
      findings: [unasked],
      remedied: group({ targetGroupArns: behind.targetGroupArns, minSize: 2, maxSize: 6, healthCheckType: "ELB" }),
    },
    {
      title: "groups that are not told to ask a load balancer: another check, no time to start, a network of VPC Lattice",
      resources: [
        ...group({ ...behind, healthCheckType: "EC2,EBS", minSize: 2, maxSize: 6 }),
        ...group({ ...behind, healthCheckType: "EC2", healthCheckGracePeriod: 0, minSize: 2, maxSize: 6 }),
        ...group({ trafficSources: [{ identifier: "web", type: "vpc-lattice" }], minSize: 2, maxSize: 6 }),
      ],
      findings: [unasked, unasked, unasked],
      remedied: [
        ...group({ ...behind, healthCheckType: "EC2,EBS", minSize: 2, maxSize: 6 }),
        ...group({ ...behind, healthCheckType: "EC2", healthCheckGracePeriod: 0, minSize: 2, maxSize: 6 }),
        ...group({ trafficSources: [{ identifier: "web", type: "vpc-lattice" }], minSize: 2, maxSize: 6 }),
      ],
    },
    {
      title: "the same of a classic load balancer, of a traffic source, and in a dev environment",
      resources: [
        ...group({ loadBalancers: ["web"], healthCheckType: "EC2", minSize: 2, maxSize: 6 }),
        ...group({ trafficSources: [{ identifier: "web", type: "elb" }], minSize: 1, maxSize: 1 }, "dev"),
      ],
      findings: [unasked, unasked],
    },
    {
      title: "a group behind a load balancer that may shrink to one",
      resources: group({ ...behind, minSize: 1, maxSize: 6 }),
      findings: ["web: the group may shrink to one instance\nat minSize\nfix: set minSize: 2 or more"],
    },
    {
      title: "a group behind a load balancer that may shrink to nothing",
      resources: group({ ...behind, minSize: 0, maxSize: 6 }),
      findings: ["web: the group may shrink to nothing\nat minSize\nfix: set minSize: 2 or more"],
    },
    {
      title: "fewer instances than are asked for, in an environment that is named",
      resources: group({ ...behind, minSize: 2, maxSize: 6 }, "dev"),
      config: { minimum: 3, environments: ["dev"] },
      findings: ["web: the group may shrink to 2 instances\nat minSize\nfix: set minSize: 3 or more"],
    },
    {
      title: "a group that can't grow, where it has to",
      resources: group({ ...behind, minSize: 3, maxSize: 3 }),
      config: { requireHeadroom: true },
      findings: ["web: the group can't grow beyond 3 instances\nat maxSize\nfix: set maxSize above minSize"],
    },
    {
      title: "a group that replaces nothing",
      resources: group({ minSize: 0, maxSize: 6, suspendedProcesses: ["AZRebalance", "ReplaceUnhealthy"] }),
      findings: [
        "web: ReplaceUnhealthy is suspended, so that no instance is replaced when it fails\nat suspendedProcesses[1]\nfix: take ReplaceUnhealthy out of suspendedProcesses",
      ],
    },
  ],
  passes: [
    { title: "a group that its load balancer watches", resources: group({ ...behind, minSize: 2, maxSize: 6 }) },
    { title: "a fixed size", resources: group({ ...behind, minSize: 3, maxSize: 3 }) },
    { title: "room to grow, where it is asked for", resources: group({ ...behind, minSize: 3, maxSize: 4 }), config: { requireHeadroom: true } },
    { title: "batch nodes, of which there may be none", resources: group({ minSize: 0, maxSize: 30, suspendedProcesses: ["AZRebalance"] }) },
    { title: "one instance behind a load balancer, in a dev environment", resources: group({ ...behind, minSize: 1, maxSize: 1 }, "dev") },
    { title: "several kinds of health check", resources: group({ ...behind, healthCheckType: "EBS,ELB", minSize: 2, maxSize: 6 }) },
  ],
};
