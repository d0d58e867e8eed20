// What holds data, or is known outside by its address: nothing but its own removal may delete or replace it.

import { typeOf } from "./steps.mjs";

/** By type, with what would be lost. */
export const holdsData = new Map([
  ["aws:ec2/eip:Eip", "an address that others have on their lists"],
  ["aws:ec2/subnet:Subnet", "the place of everything in it"],
  ["aws:ec2/vpc:Vpc", "the place of everything in it"],
  ["aws:eks/cluster:Cluster", "everything that runs in it, and its volumes' claims"],
  ["aws:cloudwatch/logGroup:LogGroup", "logs"],
  ["aws:iam/openIdConnectProvider:OpenIdConnectProvider", "the trust that roles outside of the stack put in it"],
  ["aws:kms/key:Key", "whatever it has encrypted"],
  ["aws:s3/bucket:Bucket", "objects"],
  ["aws:secretsmanager/secret:Secret", "a secret"],
  ["kubernetes:core/v1:Namespace", "everything in it, volumes included"],
  ["kubernetes:core/v1:PersistentVolumeClaim", "a volume"],
  ["kubernetes:core/v1:Secret", "a secret"],
  ["kubernetes:helm.sh/v3:Release", "the volumes of what it installs"],
  ["kubernetes:storage.k8s.io/v1:StorageClass", "the class that claims name"],
]);

/** The steps that would lose data. */
export function lossesIn(steps) {
  return steps.filter(({ op, urn }) => op !== "create" && op !== "update" && holdsData.has(typeOf(urn)));
}
