import { autoScalingGroups, keysAddedTo, launchTemplatesOf, missingFrom, tagSpecification } from "../../aws/launches";
import { COST_TAGS } from "../../aws/costTags";
import { texts } from "../../kernel/options";
import type { StackResource } from "../../kernel/resource";
import { type StackCheck, stackRule } from "../../kernel/rule";
import { tagsOf } from "../../kernel/tags";
import { anyOf, awsResources } from "../../kernel/types";

const nodeGroups = awsResources("eks", "NodeGroup");

const config = { keys: texts("Tag keys that every instance must get.", COST_TAGS) };

/**
 * The instances of a group carry its cost tags, since they cost and the group does not. An Auto Scaling group passes a tag on with `propagateAtLaunch`; or
 * the launch template gives its instances the key (`tagSpecifications`). An EKS node group passes no tag on: it needs a launch template, which
 * `cost-launch-template-tag-specs` then judges, or `aws.autoscaling.Tag` resources for its Auto Scaling group. Keys that an Auto Scaling group lacks are
 * the business of `cost-required-tags`.
 */
export const costAsgTagPropagation = stackRule({
  id: "cost-asg-tag-propagation",
  title: "Cost tags reach the instances of groups",
  severity: "high",
  must: "pass their cost tags on to their instances",
  because: "it is the instances that are paid for",
  fix: "set propagateAtLaunch: true on the tag",
  compliance: { wellArchitected: ["COST03-BP02"] },
  appliesTo: anyOf("Auto Scaling groups and EKS node groups", autoScalingGroups, nodeGroups),
  config,
  check: (context) => {
    for (const group of context.resources) {
      context.attempt(() => (nodeGroups.matches(group.type) ? judgeNodeGroup(group, context) : judgeAutoScalingGroup(group, context)));
    }
  },
});

function judgeAutoScalingGroup(group: StackResource, { config: { keys }, stack, report, attempt }: StackCheck<typeof config>): void {
  const { places } = tagsOf(group);
  for (const key of keys) {
    attempt(() => {
      const place = places.get(key);
      if (place?.container?.at("propagateAtLaunch").boolean() !== false || keysAddedTo(group, stack).includes(key)) {
        return;
      }
      if (!launchTemplatesOf(group).some((template) => missingFrom(tagSpecification(template, "instance"), [key]).length === 0)) {
        report(group, `tags: ${key} is not propagated to the instances`, {
          path: place.container.at("propagateAtLaunch").path,
          fix: `set propagateAtLaunch: true on ${key}`,
        });
      }
    });
  }
}

function judgeNodeGroup(group: StackResource, { config: { keys }, stack, report }: StackCheck<typeof config>): void {
  if (!group.properties.at("launchTemplate").isAbsent) {
    return;
  }
  const added = keysAddedTo(group, stack);
  const missing = keys.filter((key) => !added.includes(key));
  if (missing.length > 0) {
    report(group, `instances get no tag of the node group: they lack ${missing.join(", ")}`, {
      path: "launchTemplate",
      fix: "give the node group a launchTemplate whose tagSpecifications tag instances and volumes",
    });
  }
}
