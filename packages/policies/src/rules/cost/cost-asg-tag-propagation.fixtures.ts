import type { RuleFixtures } from "../../../test-support/fixtures";
import { type Given, UNKNOWN } from "../../../test-support/judge";

const group = (propagateAtLaunch: unknown, more: Partial<Given> = {}): Given => ({
  type: "aws:autoscaling/group:Group",
  name: "batch",
  properties: { tags: [{ key: "CostCenter", value: "cc-1042", propagateAtLaunch }] },
  ...more,
});

const nodeGroup = (properties: Record<string, unknown> = {}): Given => ({
  type: "aws:eks/nodeGroup:NodeGroup",
  name: "nodes",
  properties: { clusterName: "core", tags: { CostCenter: "cc-1042" }, ...properties },
});

const template = (resourceType: string): Given => ({
  type: "aws:ec2/launchTemplate:LaunchTemplate",
  name: "template",
  properties: { tagSpecifications: [{ resourceType, tags: { CostCenter: "cc-1042" } }] },
});

const added = (tag: Record<string, unknown>): Given => ({
  type: "aws:autoscaling/tag:Tag",
  name: "cost-center",
  properties: { autoscalingGroupName: "eks-nodes", tag: { key: "CostCenter", value: "cc-1042", propagateAtLaunch: true, ...tag } },
  dependencies: { autoscalingGroupName: ["nodes"] },
});

const keys = { keys: ["CostCenter"] };
const notPropagated =
  "batch: tags: CostCenter is not propagated to the instances\nat tags[0].propagateAtLaunch\nfix: set propagateAtLaunch: true on CostCenter";
const lacking = (missing: string): string =>
  `nodes: instances get no tag of the node group: they lack ${missing}\nat launchTemplate\nfix: give the node group a launchTemplate whose tagSpecifications tag instances and volumes`;

export const fixtures: RuleFixtures = {
  fails: [
    { title: "an Auto Scaling group that keeps its tag to itself", resources: [group(false)], findings: [notPropagated] },
    {
      title: "one whose launch template tags volumes alone",
      resources: [template("volume"), group(false, { dependencies: { launchTemplate: ["template"] } })],
      findings: [notPropagated],
    },
    {
      title: "an EKS node group without a launch template",
      resources: [nodeGroup()],
      findings: [lacking("CostCenter, Environment, Owner, Team, Service")],
    },
    {
      title: "one whose Auto Scaling group is given a part of the tags",
      resources: [nodeGroup(), added({})],
      config: { keys: ["CostCenter", "Team"] },
      findings: [lacking("Team")],
    },
    {
      title: "one whose Auto Scaling group is given a tag for itself",
      resources: [nodeGroup(), added({ propagateAtLaunch: false })],
      config: keys,
      findings: [lacking("CostCenter")],
    },
    {
      title: "what can't be known only as undetermined",
      resources: [group(UNKNOWN)],
      findings: ["batch: string value at .tags[0].propagateAtLaunch can't be known during preview"],
    },
  ],
  passes: [
    { title: "an Auto Scaling group that passes its tags on", resources: [group(true)] },
    {
      title: "one whose launch template tags the instances",
      resources: [template("instance"), group(false, { dependencies: { mixedInstancesPolicy: ["template"] } })],
    },
    { title: "one without the tag, which is another rule's business", resources: [group(true)], config: { keys: ["Team"] } },
    {
      title: "one that another resource gives the tag",
      resources: [{ ...group(false), name: "nodes" }, added({})],
    },
    { title: "an EKS node group with a launch template", resources: [nodeGroup({ launchTemplate: { id: "lt-1", version: "1" } })] },
    { title: "an EKS node group whose Auto Scaling group is given the tags", resources: [nodeGroup(), added({})], config: keys },
  ],
};
