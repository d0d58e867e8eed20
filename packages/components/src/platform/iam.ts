import type { Output } from "@pulumi/pulumi";
import { Role } from "@pulumi/aws/iam/role";
import { RolePolicy } from "@pulumi/aws/iam/rolePolicy";
import { RolePolicyAttachment } from "@pulumi/aws/iam/rolePolicyAttachment";
import { managedPolicyArn, serviceTrust } from "./iam.plan";
import { partitionOf } from "./partition.plan";
import { type AwsScope, childName, childOptions, childTags } from "./scope";

export interface ServiceRoleArgs {
  description: string;
  /** Who assumes it, such as `ec2` or `pods.eks`. */
  service: "ec2" | "eks" | "pods.eks" | "vpc-flow-logs";
  /** Policies that AWS manages, by name with their path. Default: none. */
  managedPolicies?: readonly string[];
  /** A policy of its own, as JSON. Default: none. */
  inlinePolicy?: Output<string>;
}

export interface ServiceRole {
  role: Role;
  /** What gives the role its rights; whoever uses the role depends on them. */
  rights: (RolePolicyAttachment | RolePolicy)[];
}

/** A role for a service of AWS. Its name is made up by Pulumi, since IAM names are shared by all regions of an account. */
export function serviceRole(scope: AwsScope, suffix: string, args: ServiceRoleArgs): ServiceRole {
  const name = childName(scope, suffix);
  const options = childOptions(scope);
  const role = new Role(
    name,
    {
      description: args.description,
      assumeRolePolicy: scope.region.apply((region) => serviceTrust(args.service, partitionOf(region))),
      tags: childTags(scope, suffix),
    },
    options,
  );
  const attachments = (args.managedPolicies ?? []).map((policy) => {
    const policyName = policy.slice(policy.lastIndexOf("/") + 1);
    const policyArn = scope.region.apply((region) => managedPolicyArn(partitionOf(region), policy));
    return new RolePolicyAttachment(`${name}-${policyName}`, { role: role.name, policyArn }, options);
  });
  const inline = args.inlinePolicy === undefined ? [] : [new RolePolicy(name, { role: role.name, policy: args.inlinePolicy }, options)];
  return { role, rights: [...attachments, ...inline] };
}
