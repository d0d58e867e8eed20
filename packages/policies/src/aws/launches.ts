import type { Property } from "../kernel/property";
import { type StackResource, type StackView, onceForStack } from "../kernel/resource";
import { awsResources } from "../kernel/types";

export const launchTemplates = awsResources("ec2", "LaunchTemplate");
export const autoScalingGroups = awsResources("autoscaling", "Group");
const groupTags = awsResources("autoscaling", "Tag");

/** The launch templates of the stack that an Auto Scaling group starts its instances from. */
export function launchTemplatesOf(group: StackResource): StackResource[] {
  return ["launchTemplate", "mixedInstancesPolicy"]
    .flatMap((property) => group.dependenciesOf(property))
    .filter(({ type }) => launchTemplates.matches(type));
}

/** Launch templates that only Auto Scaling groups of the stack use: those give their instances their own tags. */
export const templatesOfGroups: (stack: StackView) => ReadonlySet<StackResource> = onceForStack((stack) => {
  const [ofGroups, ofOthers] = [new Set<StackResource>(), new Set<StackResource>()];
  for (const resource of stack.resources) {
    const users = autoScalingGroups.matches(resource.type) ? ofGroups : ofOthers;
    launchTemplatesOf(resource).forEach((template) => users.add(template));
  }
  return new Set([...ofGroups].filter((template) => !ofOthers.has(template)));
});

/** The tags that a launch template gives to what it starts, by `instance` or `volume`; undefined where it gives none. */
export function tagSpecification(template: StackResource, resourceType: string): Property | undefined {
  return template.properties
    .at("tagSpecifications")
    .items()
    .find((specification) => specification.at("resourceType").string() === resourceType)
    ?.at("tags");
}

/** Those keys that are not among the tags there. */
export function missingFrom(tags: Property | undefined, keys: readonly string[]): string[] {
  const present = tags?.entries().map(([key]) => key) ?? [];
  return keys.filter((key) => !present.includes(key));
}

/** Keys that `aws.autoscaling.Tag` resources add to a group, and that its instances get. */
export function keysAddedTo(group: StackResource, stack: StackView): string[] {
  return stack.resources
    .filter(({ type }) => groupTags.matches(type))
    .filter((tag) => tag.dependenciesOf("autoscalingGroupName").includes(group))
    .map(({ properties }) => properties.at("tag"))
    .filter((tag) => tag.at("propagateAtLaunch").boolean() === true)
    .map((tag) => tag.at("key").string() ?? "");
}
