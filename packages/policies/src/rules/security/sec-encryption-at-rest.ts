import { ENCRYPTIONS, KEYS, diskOwners, disksOf, isEncrypted } from "../../aws/encryptionAtRest";
import { flagOf } from "../../aws/values";
import { choices, flag } from "../../kernel/options";
import type { Property } from "../../kernel/property";
import { type ResourceCheck, resourceRule } from "../../kernel/rule";
import { anyOf, awsResources } from "../../kernel/types";

const volumes = awsResources("ebs", "Volume");
const keys = awsResources("kms", "Key");
const topics = awsResources("sns", "Topic");
const KINDS = Object.keys(KEYS) as (keyof typeof KEYS)[];

const config = {
  customerKeys: choices("What has to be encrypted with a KMS key of one's own, and not with one of AWS.", KINDS, []),
  ebsEncryptedByDefault: flag(
    "Whether the accounts encrypt EBS volumes by themselves (`aws.ebs.EncryptionByDefault`), so that a volume need not say so.",
    false,
  ),
  topics: flag(
    "Whether SNS topics have to be encrypted. AWS's own key for them locks out CloudWatch alarms and EventBridge, so that each needs a key of its own.",
    false,
  ),
};

/**
 * What is stored is encrypted, and keys are rotated. Demanded is only what AWS does not do by itself: RDS, Aurora, DocumentDB, Neptune, ElastiCache for
 * Redis, DAX, OpenSearch, EFS, Kinesis and EBS are not encrypted unless one says so; Redshift and SQS are unless one says not. S3, DynamoDB, ECR, logs,
 * secrets and the objects of EKS clusters always are: for those only a key of one's own can be asked for, by `customerKeys`. EBS volumes need not say so
 * where the account's own setting does (`ebsEncryptedByDefault`). Copies, and what is restored from a snapshot, are encrypted as their source is. A
 * symmetric KMS key is rotated, unless its material is kept elsewhere.
 */
export const secEncryptionAtRest = resourceRule({
  id: "sec-encryption-at-rest",
  title: "Data is encrypted where it is stored",
  severity: "high",
  must: "be encrypted at rest",
  because: "a copied disk or snapshot is readable by whoever has it, and most stores can't be encrypted afterwards without being replaced",
  fix: "turn on encryption at rest",
  compliance: {
    fsbp: [
      "RDS.3",
      "DocumentDB.1",
      "DynamoDB.3",
      "EC2.3",
      "EC2.181",
      "EFS.8",
      "ElastiCache.4",
      "ES.1",
      "Kinesis.1",
      "Neptune.1",
      "Opensearch.1",
      "RDS.27",
      "Redshift.10",
      "SQS.1",
    ],
    cwe: ["CWE-312"],
    wellArchitected: ["SEC08-BP02"],
  },
  appliesTo: anyOf(
    "AWS data stores, disks, queues and keys",
    ...ENCRYPTIONS.map(({ stores }) => stores),
    ...Object.values(KEYS).map(({ stores }) => stores),
    diskOwners,
    keys,
    topics,
  ),
  config,
  check: (context) => {
    for (const check of [checkStore, checkDisks, checkTopic, checkRotation, checkKey]) {
      context.attempt(() => check(context));
    }
  },
});

type Context = ResourceCheck<typeof config>;

function checkStore({ resource, report }: Context): void {
  const encryption = ENCRYPTIONS.find(({ stores }) => stores.matches(resource.type));
  if (encryption !== undefined && !isEncrypted(encryption, resource.properties)) {
    report("it is not encrypted at rest", { path: encryption.path.join("."), fix: `set ${encryption.setting}` });
  }
}

function checkDisks({ resource: { type, properties }, config: options, report, attempt }: Context): void {
  if (!diskOwners.matches(type)) {
    return;
  }
  const disks = volumes.matches(type) ? (properties.at("snapshotId").isAbsent ? [properties] : []) : disksOf(properties);
  for (const disk of disks) {
    attempt(() => {
      const place = disk.at("encrypted");
      if (!(place.isAbsent ? options.ebsEncryptedByDefault : flagOf(place) === true)) {
        report("the volume is not encrypted", { path: place.path, fix: `set ${place.path}: true` });
      }
    });
  }
}

function checkTopic({ resource: { type, properties }, config: options, report }: Context): void {
  const place = properties.at("kmsMasterKeyId");
  if (options.topics && topics.matches(type) && isNone(place)) {
    report("the topic is not encrypted", { path: place.path, fix: "set kmsMasterKeyId to a key whose policy lets in what publishes to it" });
  }
}

function checkRotation({ resource: { type, properties }, report }: Context): void {
  if (!keys.matches(type)) {
    return;
  }
  const isSymmetric =
    (properties.at("keyUsage").string() ?? "ENCRYPT_DECRYPT") === "ENCRYPT_DECRYPT" &&
    (properties.at("customerMasterKeySpec").string() ?? "SYMMETRIC_DEFAULT") === "SYMMETRIC_DEFAULT";
  const rotation = properties.at("enableKeyRotation");
  if (isSymmetric && properties.at("customKeyStoreId").isAbsent && flagOf(rotation) !== true) {
    report("the key is never rotated", { path: rotation.path, fix: "set enableKeyRotation: true" });
  }
}

function checkKey({ resource: { type, properties }, config: options, report }: Context): void {
  const kind = options.customerKeys.find((one) => KEYS[one].stores.matches(type));
  if (kind === undefined) {
    return;
  }
  const place = properties.at(...KEYS[kind].path);
  if (isNone(place)) {
    report("it is encrypted with a key of AWS, where one of your own is asked for", {
      path: place.path,
      fix: `set ${place.path} to a KMS key of your own`,
    });
  }
}

/** A key is not there, or is AWS's own. */
function isNone(place: Property): boolean {
  return place.isAbsent || (!place.isUnknown && /(^|:)alias\/aws\//.test(place.string() ?? ""));
}
