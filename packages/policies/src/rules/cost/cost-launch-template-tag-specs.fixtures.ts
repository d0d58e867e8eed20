import type { RuleFixtures } from "../../../test-support/fixtures";
import type { Given } from "../../../test-support/judge";

const tags = { CostCenter: "cc-1042", Environment: "dev", Owner: "platform@example.com", Team: "platform", Service: "shop" };
const { Team: _, ...withoutTeam } = tags;

const template = (specifications: Record<string, Record<string, unknown>>): Given => ({
  type: "aws:ec2/launchTemplate:LaunchTemplate",
  name: "template",
  properties: { tags, tagSpecifications: Object.entries(specifications).map(([resourceType, given]) => ({ resourceType, tags: given })) },
});

const instance = (properties: Record<string, unknown>, more: Partial<Given> = {}): Given => ({
  type: "aws:ec2/instance:Instance",
  name: "bastion",
  properties: { tags, ...properties },
  ...more,
});

const group = (more: Partial<Given> = {}): Given => ({
  type: "aws:autoscaling/group:Group",
  name: "group",
  properties: { minSize: 1 },
  dependencies: { launchTemplate: ["template"] },
  ...more,
});

const without = (what: string, missing: string, at: string): string =>
  `template: ${what}s are launched without ${missing}\nat ${at}\nfix: add ${missing} to the tagSpecifications with resourceType ${what}`;
const volumes = (missing: string, at: string): string =>
  `bastion: volumes are created without ${missing}\nat ${at}\nfix: add ${missing} to volumeTags, or to the tags of the block device`;

export const fixtures: RuleFixtures = {
  fails: [
    {
      title: "a launch template whose tags are only its own",
      resources: [template({})],
      config: { keys: ["CostCenter", "Team"] },
      findings: [without("instance", "CostCenter, Team", "tagSpecifications"), without("volume", "CostCenter, Team", "tagSpecifications")],
    },
    {
      title: "volumes without a team",
      resources: [template({ instance: tags, volume: withoutTeam })],
      findings: [without("volume", "Team", "tagSpecifications[1].tags")],
    },
    {
      title: "the volumes of an Auto Scaling group, which its tags do not reach",
      resources: [template({}), group()],
      config: { keys: ["Team"] },
      findings: [without("volume", "Team", "tagSpecifications")],
    },
    {
      title: "instances of a node group, beside those of an Auto Scaling group",
      resources: [template({ volume: tags }), group(), group({ type: "aws:eks/nodeGroup:NodeGroup", name: "nodes" })],
      config: { keys: ["Team"] },
      findings: [without("instance", "Team", "tagSpecifications")],
    },
    {
      title: "network interfaces where they are asked for",
      resources: [template({ instance: tags })],
      config: { keys: ["Team"], resourceTypes: ["network-interface"] },
      findings: [without("network-interface", "Team", "tagSpecifications")],
    },
    {
      title: "an instance whose volumes get no tags",
      resources: [instance({})],
      config: { keys: ["Team"] },
      findings: [volumes("Team", "rootBlockDevice.tags")],
    },
    {
      title: "an instance with a second volume without tags",
      resources: [instance({ rootBlockDevice: { tags }, ebsBlockDevices: [{ volumeSize: 100 }] })],
      config: { keys: ["Team"] },
      findings: [volumes("Team", "ebsBlockDevices[0].tags")],
    },
    {
      title: "volume tags without a team",
      resources: [instance({ volumeTags: withoutTeam })],
      findings: [volumes("Team", "volumeTags")],
    },
  ],
  passes: [
    { title: "a launch template that tags instances and volumes", resources: [template({ instance: tags, volume: tags })] },
    { title: "one that leaves the instances to its Auto Scaling group", resources: [template({ volume: tags }), group()] },
    { title: "an instance with volume tags", resources: [instance({ volumeTags: tags })] },
    { title: "an instance with tags on its volumes", resources: [instance({ rootBlockDevice: { tags } })] },
    { title: "the provider's default tags", resources: [instance({}, { provider: { defaultTags: JSON.stringify({ tags }) } })] },
    { title: "an instance that is started from a launch template", resources: [instance({ launchTemplate: { id: "lt-1" } })] },
    { title: "volumes that nobody asks for", resources: [instance({})], config: { resourceTypes: ["instance"] } },
  ],
};
