import * as pulumi from "@pulumi/pulumi";
import { awsTags, type PlatformTags } from "./tags";

/** What every AWS child of a component shares. */
export interface AwsScope {
  /** The component's name, which each child's logical name starts with. */
  name: string;
  parent: pulumi.ComponentResource;
  /** What the component itself depends on. */
  dependsOn: pulumi.ComponentResourceOptions["dependsOn"];
  region: pulumi.Output<string>;
  tags: PlatformTags;
}

/** The logical name of a child. */
export function childName(scope: AwsScope, suffix: string): string {
  return `${scope.name}-${suffix}`;
}

/** The options of a child: what the component depends on, which Pulumi does not hand down, and what comes before the child besides. */
export function childOptions(scope: AwsScope, ...after: pulumi.Resource[]): pulumi.CustomResourceOptions {
  return pulumi.mergeOptions({ parent: scope.parent, dependsOn: scope.dependsOn }, { dependsOn: after });
}

/** The tags of a child, its logical name among them. */
export function childTags(scope: AwsScope, suffix: string): Record<string, string> {
  return awsTags(scope.tags, childName(scope, suffix));
}
