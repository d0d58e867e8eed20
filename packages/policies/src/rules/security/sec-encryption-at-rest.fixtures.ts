import type { RuleFixtures } from "../../../test-support/fixtures";
import type { Given } from "../../../test-support/judge";

const one = (type: string, properties: object = {}): Given[] => [{ type, name: "orders", properties }];
const volume = (properties: object): Given[] => one("aws:ebs/volume:Volume", { availabilityZone: "eu-west-1a", ...properties });
const template = (...ebs: object[]): Given[] =>
  one("aws:ec2/launchTemplate:LaunchTemplate", { blockDeviceMappings: ebs.map((disk) => ({ deviceName: "/dev/xvda", ebs: disk })) });
const key = (properties: object): Given[] => one("aws:kms/key:Key", properties);

const plain = (path: string, setting = `${path}: true`): string => `orders: it is not encrypted at rest\nat ${path}\nfix: set ${setting}`;
const disk = (path: string): string => `orders: the volume is not encrypted\nat ${path}\nfix: set ${path}: true`;
const foreign = (path: string): string =>
  `orders: it is encrypted with a key of AWS, where one of your own is asked for\nat ${path}\nfix: set ${path} to a KMS key of your own`;
const snapshot = { snapshotIdentifier: "orders-2026-11-01" };

export const fixtures: RuleFixtures = {
  fails: [
    {
      title: "a database that says nothing, and so is not encrypted",
      resources: one("aws:rds/instance:Instance", { engine: "postgres" }),
      findings: [plain("storageEncrypted")],
    },
    ...[
      ["aws:rds/cluster:Cluster", "storageEncrypted"],
      ["aws:rds/globalCluster:GlobalCluster", "storageEncrypted"],
      ["aws:docdb/cluster:Cluster", "storageEncrypted"],
      ["aws:docdb/globalCluster:GlobalCluster", "storageEncrypted"],
      ["aws:neptune/cluster:Cluster", "storageEncrypted"],
      ["aws:neptune/globalCluster:GlobalCluster", "storageEncrypted"],
      ["aws:elasticache/replicationGroup:ReplicationGroup", "atRestEncryptionEnabled"],
      ["aws:efs/fileSystem:FileSystem", "encrypted"],
    ].map(([type = "", property = ""]) => ({ title: `${type} that says nothing`, resources: one(type), findings: [plain(property)] })),
    ...["aws:opensearch/domain:Domain", "aws:elasticsearch/domain:Domain"].map((type) => ({
      title: `${type} that says nothing`,
      resources: one(type),
      findings: [plain("encryptAtRest.enabled", "encryptAtRest: { enabled: true }")],
    })),
    {
      title: "a DAX cluster",
      resources: one("aws:dax/cluster:Cluster", { serverSideEncryption: { enabled: false } }),
      findings: [plain("serverSideEncryption.enabled", "serverSideEncryption: { enabled: true }")],
    },
    {
      title: "a stream",
      resources: one("aws:kinesis/stream:Stream", { encryptionType: "NONE" }),
      findings: [plain("encryptionType", 'encryptionType: "KMS", with kmsKeyId: "alias/aws/kinesis" or a key of your own')],
    },
    {
      title: "a data warehouse and a queue whose encryption is turned off",
      resources: [...one("aws:redshift/cluster:Cluster", { encrypted: "false" }), ...one("aws:sqs/queue:Queue", { sqsManagedSseEnabled: false })],
      findings: [plain("encrypted"), plain("sqsManagedSseEnabled", "sqsManagedSseEnabled: true, which it is by itself, or a kmsMasterKeyId")],
    },
    { title: "a volume", resources: volume({ size: 8 }), findings: [disk("encrypted")] },
    {
      title: "disks of a launch template and of instances",
      resources: [
        ...template({ encrypted: "false" }, { volumeSize: 8 }),
        ...one("aws:ec2/instance:Instance", { rootBlockDevice: { volumeSize: 8 } }),
        ...one("aws:ec2/launchConfiguration:LaunchConfiguration", { ebsBlockDevices: [{ deviceName: "/dev/xvdb" }] }),
      ],
      findings: [
        disk("blockDeviceMappings[0].ebs.encrypted"),
        disk("blockDeviceMappings[1].ebs.encrypted"),
        disk("rootBlockDevice.encrypted"),
        disk("ebsBlockDevices[0].encrypted"),
      ],
    },
    {
      title: "a volume that says it is not encrypted, in an account that encrypts",
      resources: volume({ encrypted: false }),
      config: { ebsEncryptedByDefault: true },
      findings: [disk("encrypted")],
    },
    {
      title: "a key that is never rotated",
      resources: key({}),
      findings: ["orders: the key is never rotated\nat enableKeyRotation\nfix: set enableKeyRotation: true"],
    },
    {
      title: "a topic, where it has to be encrypted",
      resources: one("aws:sns/topic:Topic"),
      config: { topics: true },
      findings: ["orders: the topic is not encrypted\nat kmsMasterKeyId\nfix: set kmsMasterKeyId to a key whose policy lets in what publishes to it"],
    },
    {
      title: "a table, a repository and a queue without a key of one's own, where one is asked for",
      resources: [
        ...one("aws:dynamodb/table:Table", { serverSideEncryption: { enabled: true } }),
        ...one("aws:ecr/repository:Repository", { encryptionConfigurations: [{ encryptionType: "KMS" }] }),
        ...one("aws:sqs/queue:Queue", { kmsMasterKeyId: "alias/aws/sqs" }),
      ],
      config: { customerKeys: ["tables", "images", "queues"] },
      findings: [foreign("serverSideEncryption.kmsKeyArn"), foreign("encryptionConfigurations[0].kmsKey"), foreign("kmsMasterKeyId")],
    },
  ],
  passes: [
    { title: "an encrypted database", resources: one("aws:rds/instance:Instance", { storageEncrypted: true }) },
    {
      title: "copies, and what is restored from a snapshot",
      resources: [
        ...one("aws:rds/instance:Instance", { replicateSourceDb: "orders-primary" }),
        ...one("aws:rds/cluster:Cluster", snapshot),
        ...one("aws:rds/globalCluster:GlobalCluster", { sourceDbClusterIdentifier: "arn:aws:rds:eu-west-1:1:cluster:orders" }),
        ...volume({ snapshotId: "snap-1" }),
        ...template({ snapshotId: "snap-1" }),
      ],
    },
    { title: "an Aurora Serverless v1, which is encrypted by itself", resources: one("aws:rds/cluster:Cluster", { engineMode: "serverless" }) },
    {
      title: "a Valkey cache, which is encrypted by itself",
      resources: one("aws:elasticache/replicationGroup:ReplicationGroup", { engine: "valkey" }),
    },
    {
      title: "what AWS always encrypts",
      resources: [
        ...one("aws:s3/bucket:Bucket"),
        ...one("aws:dynamodb/table:Table"),
        ...one("aws:sqs/queue:Queue"),
        ...one("aws:redshift/cluster:Cluster"),
        ...one("aws:ecr/repository:Repository"),
        ...one("aws:cloudwatch/logGroup:LogGroup"),
        ...one("aws:secretsmanager/secret:Secret"),
        ...one("aws:eks/cluster:Cluster"),
        ...one("aws:memorydb/cluster:Cluster"),
      ],
    },
    {
      title: "a queue with a key of its own",
      resources: one("aws:sqs/queue:Queue", { sqsManagedSseEnabled: false, kmsMasterKeyId: "alias/orders" }),
    },
    { title: "an encrypted stream", resources: one("aws:kinesis/stream:Stream", { encryptionType: "KMS" }) },
    { title: "encrypted disks", resources: [...volume({ encrypted: true }), ...template({ encrypted: "true" })] },
    {
      title: "disks of the image, and of the instance itself",
      resources: [
        ...one("aws:ec2/instance:Instance"),
        ...one("aws:ec2/launchTemplate:LaunchTemplate", { blockDeviceMappings: [{ virtualName: "ephemeral0" }] }),
      ],
    },
    { title: "a volume in an account that encrypts", resources: volume({}), config: { ebsEncryptedByDefault: true } },
    {
      title: "a key that is rotated, and keys that can't be",
      resources: [
        ...key({ enableKeyRotation: true }),
        ...key({ keyUsage: "SIGN_VERIFY", customerMasterKeySpec: "RSA_2048" }),
        ...key({ customerMasterKeySpec: "RSA_4096" }),
        ...key({ customKeyStoreId: "cks-1" }),
      ],
    },
    { title: "a topic, which alarms publish to", resources: one("aws:sns/topic:Topic") },
    {
      title: "a topic with a key",
      resources: one("aws:sns/topic:Topic", { kmsMasterKeyId: "arn:aws:kms:eu-west-1:1:key/1" }),
      config: { topics: true },
    },
    {
      title: "keys of one's own",
      resources: [
        ...one("aws:dynamodb/table:Table", { serverSideEncryption: { enabled: true, kmsKeyArn: "arn:aws:kms:eu-west-1:1:key/1" } }),
        ...one("aws:eks/cluster:Cluster", { encryptionConfig: { resources: ["secrets"], provider: { keyArn: "arn:aws:kms:eu-west-1:1:key/1" } } }),
      ],
      config: { customerKeys: ["tables", "clusters"] },
    },
  ],
};
