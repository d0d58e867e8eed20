import type { Property } from "../kernel/property";
import { type TypeFamily, anyOf, awsResources } from "../kernel/types";
import { flagOf } from "./values";

/** How a kind of store says that it is encrypted. */
export interface Encryption {
  stores: TypeFamily;
  /** The property that says so. */
  path: readonly [string, ...string[]];
  /** How it says so, for advice: `storageEncrypted: true`. */
  setting: string;
  /** Whether AWS encrypts where the property says nothing. Default: no. */
  byDefault?: (properties: Property) => boolean;
  /** Properties which, when one is there, decide in its place: what the store is a copy of, or a key. */
  decidedBy?: readonly string[];
  /** Whether the property says yes. Default: it is true. */
  isOn?: (place: Property) => boolean;
}

const COPIED = ["replicateSourceDb", "replicationSourceIdentifier", "restoreToPointInTime", "snapshotIdentifier", "sourceDbClusterIdentifier"];

/**
 * The stores that are not encrypted unless one says so, or may say that they are not. Always encrypted, and so not here: DynamoDB, S3, ECR, FSx, MemoryDB,
 * MSK, CloudWatch Logs, Secrets Manager, Redshift Serverless, and the objects of EKS clusters.
 */
export const ENCRYPTIONS: readonly Encryption[] = [
  { stores: awsResources("rds", "GlobalCluster", "Instance"), path: ["storageEncrypted"], setting: "storageEncrypted: true", decidedBy: COPIED },
  {
    stores: awsResources("rds", "Cluster"),
    path: ["storageEncrypted"],
    setting: "storageEncrypted: true",
    byDefault: (properties) => properties.at("engineMode").string() === "serverless",
    decidedBy: COPIED,
  },
  {
    stores: anyOf("clusters", awsResources("docdb", "Cluster", "GlobalCluster"), awsResources("neptune", "Cluster", "GlobalCluster")),
    path: ["storageEncrypted"],
    setting: "storageEncrypted: true",
    decidedBy: COPIED,
  },
  { stores: awsResources("redshift", "Cluster"), path: ["encrypted"], setting: "encrypted: true", byDefault: () => true, decidedBy: COPIED },
  {
    stores: awsResources("elasticache", "ReplicationGroup"),
    path: ["atRestEncryptionEnabled"],
    setting: "atRestEncryptionEnabled: true",
    byDefault: (properties) => properties.at("engine").string() === "valkey",
    decidedBy: ["globalReplicationGroupId"],
  },
  { stores: awsResources("dax", "Cluster"), path: ["serverSideEncryption", "enabled"], setting: "serverSideEncryption: { enabled: true }" },
  {
    stores: anyOf("domains", awsResources("opensearch", "Domain"), awsResources("elasticsearch", "Domain")),
    path: ["encryptAtRest", "enabled"],
    setting: "encryptAtRest: { enabled: true }",
  },
  { stores: awsResources("efs", "FileSystem"), path: ["encrypted"], setting: "encrypted: true" },
  {
    stores: awsResources("kinesis", "Stream"),
    path: ["encryptionType"],
    setting: 'encryptionType: "KMS", with kmsKeyId: "alias/aws/kinesis" or a key of your own',
    isOn: (place) => place.string() === "KMS",
  },
  {
    stores: awsResources("sqs", "Queue"),
    path: ["sqsManagedSseEnabled"],
    setting: "sqsManagedSseEnabled: true, which it is by itself, or a kmsMasterKeyId",
    byDefault: () => true,
    decidedBy: ["kmsMasterKeyId"],
  },
];

/** Whether a store is encrypted, where that is not decided elsewhere. */
export function isEncrypted({ path, byDefault, decidedBy = [], isOn = saysYes }: Encryption, properties: Property): boolean {
  const place = properties.at(...path);
  if (decidedBy.some((key) => !properties.at(key).isAbsent)) {
    return true;
  }
  return place.isAbsent ? (byDefault?.(properties) ?? false) : isOn(place);
}

function saysYes(place: Property): boolean {
  return flagOf(place) === true;
}

/** Resources with disks of EC2 instances. */
export const diskOwners = anyOf(
  "instances, their templates and volumes",
  awsResources("ebs", "Volume"),
  awsResources("ec2", "Instance", "LaunchConfiguration", "LaunchTemplate", "SpotInstanceRequest"),
);

/**
 * The disks that a resource describes, each where its `encrypted` is or would be. A disk of a snapshot is encrypted as that is, and an instance whose root
 * disk is not described has that of its image.
 */
export function disksOf(properties: Property): Property[] {
  const mappings = properties
    .at("blockDeviceMappings")
    .items()
    .map((mapping) => mapping.at("ebs"));
  const described = [...mappings, properties.at("rootBlockDevice"), ...properties.at("ebsBlockDevices").items()].filter((disk) => !disk.isAbsent);
  return described.filter((disk) => disk.at("snapshotId").isAbsent);
}

/** Where each kind of store names the key of one's own. */
export const KEYS = {
  clusters: { stores: awsResources("eks", "Cluster"), path: ["encryptionConfig", "provider", "keyArn"] },
  databases: {
    stores: anyOf("databases", awsResources("rds", "Cluster", "Instance"), awsResources("docdb", "Cluster"), awsResources("redshift", "Cluster")),
    path: ["kmsKeyId"],
  },
  files: { stores: awsResources("efs", "FileSystem"), path: ["kmsKeyId"] },
  images: { stores: awsResources("ecr", "Repository"), path: ["encryptionConfigurations", 0, "kmsKey"] },
  logs: { stores: awsResources("cloudwatch", "LogGroup"), path: ["kmsKeyId"] },
  queues: { stores: awsResources("sqs", "Queue"), path: ["kmsMasterKeyId"] },
  secrets: { stores: awsResources("secretsmanager", "Secret"), path: ["kmsKeyId"] },
  streams: { stores: awsResources("kinesis", "Stream"), path: ["kmsKeyId"] },
  tables: { stores: awsResources("dynamodb", "Table"), path: ["serverSideEncryption", "kmsKeyArn"] },
  topics: { stores: awsResources("sns", "Topic"), path: ["kmsMasterKeyId"] },
  volumes: { stores: awsResources("ebs", "Volume"), path: ["kmsKeyId"] },
} as const satisfies Record<string, { stores: TypeFamily; path: readonly (string | number)[] }>;
