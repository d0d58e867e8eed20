import * as pulumi from "@pulumi/pulumi";
import { Alias } from "@pulumi/aws/kms/alias";
import { Key } from "@pulumi/aws/kms/key";
import { aliasName, keyPolicy, type KeyUse } from "./encryptionKey.plan";
import { type AwsScope, childName, childOptions, childTags } from "./scope";

export interface EncryptionKeyArgs extends KeyUse {
  description: string;
  /** The account that the key is made in. */
  account: pulumi.Output<string>;
  /** Whether Pulumi refuses to delete it: without the key, what it encrypts is lost. */
  protect: boolean;
}

/** A symmetric key that is rotated every year and, when deleted, can be had back for 30 days; with an alias. */
export function encryptionKey(scope: AwsScope, suffix: string, args: EncryptionKeyArgs): { key: Key; alias: Alias } {
  const name = childName(scope, suffix);
  const key = new Key(
    name,
    {
      description: args.description,
      deletionWindowInDays: 30,
      enableKeyRotation: true,
      policy: pulumi.all([scope.region, args.account]).apply(([region, account]) => keyPolicy({ region, account }, args)),
      region: scope.region,
      tags: childTags(scope, suffix),
    },
    { ...childOptions(scope), protect: args.protect },
  );
  // Unlike other names, the one that Pulumi would make up is refused: it does not start with `alias/`.
  const alias = new Alias(
    name,
    { name: aliasName(pulumi.getProject(), pulumi.getStack(), name), targetKeyId: key.id, region: scope.region },
    childOptions(scope),
  );
  return { key, alias };
}
