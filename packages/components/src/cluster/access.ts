import type * as pulumi from "@pulumi/pulumi";
import { AccessEntry } from "@pulumi/aws/eks/accessEntry";
import { AccessPolicyAssociation } from "@pulumi/aws/eks/accessPolicyAssociation";
import type { Cluster } from "@pulumi/aws/eks/cluster";
import { partitionOf } from "../platform/partition.plan";
import { type AwsScope, childName, childOptions, childTags } from "../platform/scope";

/** Makes each of the principals an administrator of the whole cluster. */
export function administratorAccess(scope: AwsScope, cluster: Cluster, administrators: Record<string, pulumi.Input<string>>) {
  const policyArn = scope.region.apply((region) => `arn:${partitionOf(region).id}:eks::aws:cluster-access-policy/AmazonEKSClusterAdminPolicy`);
  const access = Object.entries(administrators).map(([key, principalArn]) => {
    const suffix = `admin-${key}`;
    const entry = new AccessEntry(
      childName(scope, suffix),
      { clusterName: cluster.name, principalArn, type: "STANDARD", region: scope.region, tags: childTags(scope, suffix) },
      childOptions(scope),
    );
    const association = new AccessPolicyAssociation(
      childName(scope, suffix),
      { clusterName: cluster.name, principalArn: entry.principalArn, policyArn, accessScope: { type: "cluster" }, region: scope.region },
      childOptions(scope, entry),
    );
    return { entry, association };
  });
  return { entries: access.map(({ entry }) => entry), associations: access.map(({ association }) => association) };
}
