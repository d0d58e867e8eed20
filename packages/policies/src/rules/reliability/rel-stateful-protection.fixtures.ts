import type { RuleFixtures } from "../../../test-support/fixtures";
import type { Given } from "../../../test-support/judge";

const store = (type: string, properties: object = {}): Given => ({
  type,
  name: "orders",
  properties: { tags: { Environment: "production" }, ...properties },
});
const database = (properties: object = {}): Given => store("aws:rds/instance:Instance", properties);
const bucket = (properties: object = {}): Given => store("aws:s3/bucket:Bucket", properties);
const of = (type: string, properties: object, by = "bucket"): Given => ({ type, name: "more", properties, dependencies: { [by]: ["orders"] } });
const versioning = (status: string): Given => of("aws:s3/bucketVersioning:BucketVersioning", { versioningConfiguration: { status } });

const unprotected = (property: string, value = "true"): string =>
  `orders: nothing keeps it from being deleted\nat ${property}\nfix: set ${property}: ${value}, or protect: true in its options`;
const protectIt = "orders: nothing keeps it from being deleted\nfix: set protect: true in its options";
const noSnapshot =
  "orders: it is deleted without a final snapshot\nat skipFinalSnapshot\nfix: set skipFinalSnapshot: false, and a finalSnapshotIdentifier";
const unversioned =
  'orders: what is overwritten or deleted in the bucket is gone\nfix: add a BucketVersioning with status: "Enabled", or a lifecycle rule if its objects may expire';
const emptied = "orders: the bucket is emptied when it is deleted, where S3 would refuse\nat forceDestroy\nfix: leave forceDestroy out";

export const fixtures: RuleFixtures = {
  fails: [
    { title: "a database of production that anything may delete", resources: [database()], findings: [unprotected("deletionProtection")] },
    ...[
      "aws:rds/cluster:Cluster",
      "aws:rds/globalCluster:GlobalCluster",
      "aws:docdb/cluster:Cluster",
      "aws:docdb/globalCluster:GlobalCluster",
      "aws:neptune/cluster:Cluster",
      "aws:neptune/globalCluster:GlobalCluster",
    ].map((type) => ({
      title: `${type} that says it may be deleted`,
      resources: [store(type, { deletionProtection: false })],
      findings: [unprotected("deletionProtection")],
    })),
    {
      title: "a user pool",
      resources: [store("aws:cognito/userPool:UserPool", { deletionProtection: "INACTIVE" })],
      findings: [unprotected("deletionProtection", '"ACTIVE"')],
    },
    ...["aws:dynamodb/table:Table", "aws:dsql/cluster:Cluster"].map((type) => ({
      title: type,
      resources: [store(type)],
      findings: [unprotected("deletionProtectionEnabled")],
    })),
    ...["aws:efs/fileSystem:FileSystem", "aws:opensearch/domain:Domain", "aws:elasticsearch/domain:Domain"].map((type) => ({
      title: `${type}, which has no protection of its own`,
      resources: [store(type)],
      findings: [protectIt],
    })),
    ...["aws:rds/cluster:Cluster", "aws:docdb/cluster:Cluster", "aws:neptune/cluster:Cluster", "aws:redshift/cluster:Cluster"].map((type) => ({
      title: `${type} without a final snapshot`,
      resources: [store(type, { deletionProtection: true, skipFinalSnapshot: true })],
      findings: [noSnapshot],
    })),
    {
      title: "a database that Pulumi protects, without a final snapshot",
      resources: [{ ...database({ skipFinalSnapshot: true }), protect: true }],
      findings: [noSnapshot],
    },
    { title: "a bucket without versions", resources: [bucket()], findings: [unversioned] },
    { title: "a bucket whose versions are suspended", resources: [bucket(), versioning("Suspended")], findings: [unversioned] },
    { title: "a bucket that is emptied", resources: [bucket({ versioning: { enabled: true }, forceDestroy: true })], findings: [emptied] },
    {
      title: "a secret that is deleted at once",
      resources: [store("aws:secretsmanager/secret:Secret", { recoveryWindowInDays: 0 })],
      findings: [
        "orders: the secret is deleted at once, and can't be restored\nat recoveryWindowInDays\nfix: leave recoveryWindowInDays out: it is 30 then",
      ],
    },
    {
      title: "an environment that is named",
      resources: [database({ tags: { Environment: "test" } })],
      config: { environments: ["test"] },
      findings: [unprotected("deletionProtection")],
    },
  ],
  passes: [
    { title: "a protected database", resources: [database({ deletionProtection: true, finalSnapshotIdentifier: "orders-final" })] },
    { title: "a database that Pulumi protects", resources: [{ ...database(), protect: true }] },
    { title: "a database of a dev environment", resources: [database({ tags: { Environment: "dev" }, skipFinalSnapshot: true })] },
    { title: "a read replica", resources: [database({ replicateSourceDb: "orders-primary", skipFinalSnapshot: true })] },
    { title: "a protected user pool", resources: [store("aws:cognito/userPool:UserPool", { deletionProtection: "ACTIVE" })] },
    { title: "a file system that Pulumi protects", resources: [{ ...store("aws:efs/fileSystem:FileSystem"), protect: true }] },
    { title: "a bucket with versions", resources: [bucket(), versioning("Enabled")] },
    {
      title: "a bucket with versions by itself, which Pulumi protects",
      resources: [{ ...bucket({ versioning: { enabled: true }, forceDestroy: true }), protect: true }],
    },
    { title: "a bucket for logs", resources: [bucket(), of("aws:lb/loadBalancer:LoadBalancer", { accessLogs: { bucket: "orders" } }, "accessLogs")] },
    { title: "a bucket whose objects expire", resources: [bucket({ lifecycleRules: [{ enabled: true, expiration: { days: 7 } }] })] },
    { title: "a bucket, where versions are not asked for", resources: [bucket()], config: { versioning: false } },
    { title: "a secret that says nothing", resources: [store("aws:secretsmanager/secret:Secret")] },
  ],
};
