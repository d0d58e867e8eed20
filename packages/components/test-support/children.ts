import type { ResourceResult, TestStack } from "@firmament/offline/testing";

/** What AWS puts no tags on. */
const WITHOUT_TAGS = new Set([
  "aws:cloudwatch/eventTarget:EventTarget",
  "aws:autoscaling/lifecycleHook:LifecycleHook",
  "aws:ec2/route:Route",
  "aws:ec2/routeTableAssociation:RouteTableAssociation",
  "aws:eks/accessPolicyAssociation:AccessPolicyAssociation",
  "aws:iam/rolePolicy:RolePolicy",
  "aws:iam/rolePolicyAttachment:RolePolicyAttachment",
  "aws:kms/alias:Alias",
  "aws:sqs/queuePolicy:QueuePolicy",
]);

const COST_TAGS = ["CostCenter", "Environment", "Owner", "Team", "Service"];

/** The resources of a stack that a component made: all but the stack itself and providers that the engine made. */
export function made(stack: TestStack): ResourceResult[] {
  return stack.resources().filter((resource) => resource.kind !== "stack" && resource.kind !== "default-provider");
}

/** URNs of AWS resources that lack a cost tag though their type takes tags. */
export function untagged(stack: TestStack): string[] {
  return made(stack)
    .filter((resource) => resource.type.startsWith("aws:") && !WITHOUT_TAGS.has(resource.type))
    .filter((resource) => COST_TAGS.some((key) => !tagsOf(resource)[key]))
    .map((resource) => resource.urn);
}

/** The tags of a resource as a map, also where AWS has them as a list. */
export function tagsOf(resource: ResourceResult): Record<string, unknown> {
  const { tags } = resource.inputs;
  return Array.isArray(tags)
    ? Object.fromEntries((tags as { key: string; value: unknown }[]).map(({ key, value }) => [key, value]))
    : ((tags ?? {}) as Record<string, unknown>);
}

/** URNs of children whose logical name does not start with that of the component above them. */
export function misnamed(stack: TestStack): string[] {
  const byUrn = new Map(stack.resources().map((resource) => [resource.urn, resource]));
  return made(stack)
    .filter((resource) => {
      const parent = byUrn.get(resource.parent);
      return parent?.kind === "component" && !resource.name.startsWith(`${parent.name}-`) && resource.name !== parent.name;
    })
    .map((resource) => resource.urn);
}

/** URNs of resources that do not name the resource of this name among what they depend on. */
export function early(stack: TestStack, name: string): string[] {
  const { urn } = stack.resource(name);
  return made(stack)
    .filter((resource) => resource.urn !== urn && !resource.dependencies.includes(urn))
    .map((resource) => resource.urn);
}

/** URNs of resources that use a provider that the engine made, though the program gave another. */
export function onDefaultProvider(stack: TestStack): string[] {
  const defaults = new Set(
    stack
      .resources()
      .filter((resource) => resource.kind === "default-provider")
      .map((resource) => resource.urn),
  );
  return made(stack)
    .filter((resource) => resource.provider !== undefined && defaults.has(resource.provider))
    .map((resource) => resource.urn);
}
