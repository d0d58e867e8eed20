import type { ComponentResource, Output } from "@pulumi/pulumi";
import { awsTags, type PlatformTags } from "./tags";

/** What every AWS child of a component shares. */
export interface AwsScope {
  /** The component's name, which each child's logical name starts with. */
  name: string;
  parent: ComponentResource;
  region: Output<string>;
  tags: PlatformTags;
}

/** The logical name of a child. */
export function childName(scope: AwsScope, suffix: string): string {
  return `${scope.name}-${suffix}`;
}

/** The tags of a child, its logical name among them. */
export function childTags(scope: AwsScope, suffix: string): Record<string, string> {
  return awsTags(scope.tags, childName(scope, suffix));
}
