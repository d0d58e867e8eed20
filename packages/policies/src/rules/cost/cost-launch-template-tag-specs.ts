import { launchTemplates, missingFrom, tagSpecification, templatesOfGroups } from "../../aws/launches";
import { COST_TAGS } from "../../aws/costTags";
import { choices, texts } from "../../kernel/options";
import type { Property } from "../../kernel/property";
import type { StackResource } from "../../kernel/resource";
import { type StackCheck, stackRule } from "../../kernel/rule";
import { defaultTagsOf } from "../../kernel/tags";
import { anyOf, awsResources } from "../../kernel/types";

const instances = awsResources("ec2", "Instance");

const config = {
  keys: texts("Tag keys that what is launched must carry.", COST_TAGS),
  resourceTypes: choices("What is launched and must be tagged.", ["instance", "volume", "network-interface"], ["instance", "volume"]),
};

/**
 * What an instance is started with carries the cost tags, too. A launch template's own tags are only the template's, and the provider's default tags do
 * not reach further: `tagSpecifications` name what instances and volumes get. Instances of an Auto Scaling group get the group's tags instead, but their
 * volumes do not. The volumes of a single instance are tagged by `volumeTags`, by the `tags` of its block devices, or by the provider's default tags; one
 * that is started from a launch template has that template's.
 */
export const costLaunchTemplateTagSpecs = stackRule({
  id: "cost-launch-template-tag-specs",
  title: "Launch templates tag instances and volumes",
  severity: "medium",
  must: "give their cost tags to the instances and volumes that they start",
  because: "what a template starts is paid for under no name otherwise",
  fix: "add the tags to tagSpecifications",
  compliance: { wellArchitected: ["COST03-BP02"] },
  appliesTo: anyOf("EC2 launch templates and instances", launchTemplates, instances),
  config,
  check: (context) => {
    for (const resource of context.resources) {
      context.attempt(() => (instances.matches(resource.type) ? judgeInstance(resource, context) : judgeTemplate(resource, context)));
    }
  },
});

function judgeTemplate(template: StackResource, { config: { keys, resourceTypes }, stack, report, attempt }: StackCheck<typeof config>): void {
  for (const resourceType of resourceTypes) {
    if (resourceType === "instance" && templatesOfGroups(stack).has(template)) {
      continue;
    }
    attempt(() => {
      const tags = tagSpecification(template, resourceType);
      const missing = missingFrom(tags, keys);
      if (missing.length > 0) {
        report(template, `${resourceType}s are launched without ${missing.join(", ")}`, {
          path: tags?.path ?? "tagSpecifications",
          fix: `add ${missing.join(", ")} to the tagSpecifications with resourceType ${resourceType}`,
        });
      }
    });
  }
}

function judgeInstance(instance: StackResource, { config: { keys, resourceTypes }, report, attempt }: StackCheck<typeof config>): void {
  const { properties } = instance;
  if (!resourceTypes.includes("volume") || !properties.at("launchTemplate").isAbsent) {
    return;
  }
  const volumeTags = properties.at("volumeTags");
  const devices = [properties.at("rootBlockDevice"), ...properties.at("ebsBlockDevices").items()].map((device) => device.at("tags"));
  for (const tags of volumeTags.isAbsent ? devices : [volumeTags]) {
    attempt(() => {
      const missing = missingFromAll([...defaultTagsOf(instance), tags], keys);
      if (missing.length > 0) {
        report(instance, `volumes are created without ${missing.join(", ")}`, {
          path: tags.path,
          fix: `add ${missing.join(", ")} to volumeTags, or to the tags of the block device`,
        });
      }
    });
  }
}

/** Keys that are in none of them. */
function missingFromAll(sources: readonly Property[], keys: readonly string[]): string[] {
  let missing = [...keys];
  for (const source of sources.filter((one) => !one.isUnknown)) {
    missing = missingFrom(source, missing);
  }
  const unknown = sources.find((source) => source.isUnknown);
  if (missing.length > 0 && unknown !== undefined) {
    throw unknown.undetermined();
  }
  return missing;
}
