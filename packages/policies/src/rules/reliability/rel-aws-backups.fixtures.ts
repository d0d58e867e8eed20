import type { RuleFixtures } from "../../../test-support/fixtures";
import type { Given } from "../../../test-support/judge";

const tags = { Environment: "production" };
const store = (type: string, properties: object = {}): Given => ({ type, name: "orders", properties: { tags, ...properties } });
const database = (properties: object = {}): Given => store("aws:rds/instance:Instance", properties);
const table = (properties: object = {}): Given => store("aws:dynamodb/table:Table", properties);
const files: Given = store("aws:efs/fileSystem:FileSystem");
const policy = (status: string): Given => ({
  type: "aws:efs/backupPolicy:BackupPolicy",
  name: "policy",
  properties: { fileSystemId: "fs-1", backupPolicy: { status } },
  dependencies: { fileSystemId: ["orders"] },
});
const selection = (properties: object, dependencies?: Record<string, string[]>): Given => ({
  type: "aws:backup/selection:Selection",
  name: "selection",
  properties,
  dependencies,
});

const byDefault = (property: string): string =>
  `orders: backups are kept for 1 day, as AWS does by itself\nat ${property}\nfix: set ${property}: 7 or more`;
const none = (property: string): string => `orders: there are no backups\nat ${property}\nfix: set ${property}: 7 or more`;
const noRecovery = "orders: the table can't be restored to a point in time\nat pointInTimeRecovery\nfix: set pointInTimeRecovery: { enabled: true }";
const noPolicy = 'orders: the file system is not backed up\nfix: add an efs.BackupPolicy with backupPolicy: { status: "ENABLED" }';

export const fixtures: RuleFixtures = {
  fails: [
    { title: "a database that says nothing of backups, and so has none", resources: [database()], findings: [none("backupRetentionPeriod")] },
    {
      title: "backups for too few days",
      resources: [database({ backupRetentionPeriod: 3 })],
      findings: ["orders: backups are kept for 3 days\nat backupRetentionPeriod\nfix: set backupRetentionPeriod: 7 or more"],
    },
    ...["aws:rds/cluster:Cluster", "aws:docdb/cluster:Cluster", "aws:docdb/elasticCluster:ElasticCluster", "aws:neptune/cluster:Cluster"].map(
      (type) => ({
        title: `${type} that says nothing, and so keeps them for one day`,
        resources: [store(type)],
        findings: [byDefault("backupRetentionPeriod")],
      }),
    ),
    {
      title: "a data warehouse that says nothing",
      resources: [store("aws:redshift/cluster:Cluster")],
      findings: [byDefault("automatedSnapshotRetentionPeriod")],
    },
    { title: "a database in memory", resources: [store("aws:memorydb/cluster:Cluster")], findings: [none("snapshotRetentionLimit")] },
    ...["ontapFileSystem:OntapFileSystem", "openZfsFileSystem:OpenZfsFileSystem"].map((type) => ({
      title: `${type} of FSx that says nothing`,
      resources: [store(`aws:fsx/${type}`)],
      findings: [none("automaticBackupRetentionDays")],
    })),
    {
      title: "a Windows file server whose backups are off",
      resources: [store("aws:fsx/windowsFileSystem:WindowsFileSystem", { automaticBackupRetentionDays: 0 })],
      findings: [none("automaticBackupRetentionDays")],
    },
    {
      title: "fewer days than are asked for",
      resources: [database({ backupRetentionPeriod: 7 })],
      config: { minimumDays: 14 },
      findings: ["orders: backups are kept for 7 days\nat backupRetentionPeriod\nfix: set backupRetentionPeriod: 14 or more"],
    },
    { title: "a table without recovery", resources: [table()], findings: [noRecovery] },
    {
      title: "a table that can be restored to yesterday",
      resources: [table({ pointInTimeRecovery: { enabled: true, recoveryPeriodInDays: 2 } })],
      findings: [
        "orders: the table can be restored to the last 2 days only\nat pointInTimeRecovery.recoveryPeriodInDays\nfix: set recoveryPeriodInDays: 7 or more, or leave it out: it is 35 then",
      ],
    },
    { title: "a file system without a policy", resources: [files], findings: [noPolicy] },
    { title: "a file system whose policy is off", resources: [files, policy("DISABLED")], findings: [noPolicy] },
    {
      title: "a cache, where it is asked for",
      resources: [store("aws:elasticache/replicationGroup:ReplicationGroup")],
      config: { caches: true },
      findings: [none("snapshotRetentionLimit")],
    },
    {
      title: "a database in an environment that is named",
      resources: [database({ tags: { Environment: "dev" } })],
      config: { environments: ["dev"] },
      findings: [none("backupRetentionPeriod")],
    },
    {
      title: "a table that AWS Backup does not select",
      resources: [table(), selection({ selectionTags: [{ type: "STRINGEQUALS", key: "Backup", value: "daily" }] })],
      findings: [noRecovery],
    },
  ],
  passes: [
    { title: "a database whose backups are kept for a week", resources: [database({ backupRetentionPeriod: 7 })] },
    { title: "a read replica", resources: [database({ replicateSourceDb: "orders-primary" })] },
    {
      title: "a cluster that copies another",
      resources: [store("aws:rds/cluster:Cluster", { replicationSourceIdentifier: "arn:aws:rds:eu-west-1:1:cluster:a" })],
    },
    { title: "a table with recovery", resources: [table({ pointInTimeRecovery: { enabled: true } })] },
    { title: "a file system with a policy", resources: [files, policy("ENABLED")] },
    {
      title: "a Windows file server that says nothing, whose backups are kept for a week",
      resources: [store("aws:fsx/windowsFileSystem:WindowsFileSystem")],
    },
    { title: "a cache", resources: [store("aws:elasticache/replicationGroup:ReplicationGroup")] },
    { title: "a database in a dev environment", resources: [database({ tags: { Environment: "dev" } })] },
    { title: "a table that AWS Backup selects", resources: [table(), selection({ resources: ["arn:table"] }, { resources: ["orders"] })] },
    {
      title: "a table that AWS Backup selects by a tag",
      resources: [
        table({ tags: { ...tags, Backup: "daily" } }),
        selection({ selectionTags: [{ type: "STRINGEQUALS", key: "Backup", value: "daily" }] }),
      ],
    },
    {
      title: "a database that AWS Backup finds from outside the stack",
      resources: [database({ tags: { ...tags, BackupPlan: "gold" } })],
      config: { backupTags: ["BackupPlan"] },
    },
  ],
};
