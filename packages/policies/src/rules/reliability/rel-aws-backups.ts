import { isSelectedForBackup } from "../../aws/backupSelections";
import { referrers } from "../../aws/references";
import { flagOf, numberOf } from "../../aws/values";
import { environments, holdsIn } from "../../kernel/environment";
import { flag, integer, texts } from "../../kernel/options";
import type { StackResource } from "../../kernel/resource";
import { type StackCheck, stackRule } from "../../kernel/rule";
import { tagsOf } from "../../kernel/tags";
import { type TypeFamily, anyOf, awsResources } from "../../kernel/types";

/** Stores with a number of days, where it is, and how many AWS takes by itself. */
const RETENTIONS: readonly { family: TypeFamily; property: string; byDefault: number }[] = [
  { family: awsResources("rds", "Instance"), property: "backupRetentionPeriod", byDefault: 0 },
  { family: awsResources("rds", "Cluster"), property: "backupRetentionPeriod", byDefault: 1 },
  { family: awsResources("docdb", "Cluster", "ElasticCluster"), property: "backupRetentionPeriod", byDefault: 1 },
  { family: awsResources("neptune", "Cluster"), property: "backupRetentionPeriod", byDefault: 1 },
  { family: awsResources("redshift", "Cluster"), property: "automatedSnapshotRetentionPeriod", byDefault: 1 },
  { family: awsResources("memorydb", "Cluster"), property: "snapshotRetentionLimit", byDefault: 0 },
  { family: awsResources("fsx", "WindowsFileSystem"), property: "automaticBackupRetentionDays", byDefault: 7 },
  { family: awsResources("fsx", "OntapFileSystem", "OpenZfsFileSystem"), property: "automaticBackupRetentionDays", byDefault: 0 },
];
const caches = awsResources("elasticache", "ReplicationGroup");
const tables = awsResources("dynamodb", "Table");
const fileSystems = awsResources("efs", "FileSystem");
const backupPoliciesOf = referrers(awsResources("efs", "BackupPolicy"), "fileSystemId");

const config = {
  minimumDays: integer("Days that backups are kept at least.", 7, { minimum: 1, maximum: 35 }),
  caches: flag("Whether ElastiCache needs snapshots, too, since it holds what can't be computed again.", false),
  backupTags: texts("Keys of tags by which AWS Backup finds resources from outside the stack; what has one is backed up."),
  environments: environments(),
};

/**
 * Every data store outside dev environments has backups that are kept for a week: RDS, Aurora, DocumentDB, Neptune, Redshift, MemoryDB and FSx by their
 * number of days, DynamoDB by point-in-time recovery, EFS by an `efs.BackupPolicy`; or AWS Backup makes them, by a selection in the same stack or by a tag
 * that the rule is told. What is not said counts as AWS has it: an RDS instance has no backups at all, and a cluster keeps them for one day, which is gone
 * before anybody has noticed on Monday. Read replicas are let be, since their source has the backups; and caches, unless the rule is told
 * otherwise.
 */
export const relAwsBackups = stackRule({
  id: "rel-aws-backups",
  title: "Data stores have backups",
  severity: "high",
  must: "have backups that are kept long enough to notice a mistake",
  because: "replicas copy a wrong deletion within seconds, and only a backup from before brings the data back",
  fix: "keep automated backups for 7 days or more",
  compliance: {
    fsbp: ["RDS.11", "DocumentDB.2", "DynamoDB.2", "EFS.2", "EFS.7", "Neptune.5", "Redshift.3"],
    wellArchitected: ["REL09-BP01", "REL09-BP03"],
  },
  appliesTo: anyOf("AWS data stores", ...RETENTIONS.map(({ family }) => family), caches, tables, fileSystems),
  config,
  check: (context) => {
    const { stack, resources, config: options, run, report, attempt } = context;
    for (const resource of resources) {
      attempt(() => {
        const lack = holdsIn(options.environments, resource, run) ? lackOf(resource, context) : undefined;
        if (lack !== undefined && !hasBackupTag(resource, options.backupTags) && !isSelectedForBackup(resource, stack)) {
          report(resource, lack.what, { path: lack.path, fix: lack.fix });
        }
      });
    }
  },
});

interface Lack {
  what: string;
  path: string;
  fix: string;
}

function lackOf(resource: StackResource, context: StackCheck<typeof config>): Lack | undefined {
  const { minimumDays, caches: cachesToo } = context.config;
  if (tables.matches(resource.type)) {
    return lackOfRecovery(resource, minimumDays);
  }
  if (fileSystems.matches(resource.type)) {
    return lackOfPolicy(resource, context);
  }
  if (caches.matches(resource.type)) {
    return cachesToo ? lackOfDays(resource, "snapshotRetentionLimit", 0, minimumDays) : undefined;
  }
  const retention = RETENTIONS.find(({ family }) => family.matches(resource.type));
  return retention === undefined || isCopy(resource) ? undefined : lackOfDays(resource, retention.property, retention.byDefault, minimumDays);
}

/** Its data is another's, which has the backups. (Instances of an Aurora cluster are another type.) */
function isCopy({ properties }: StackResource): boolean {
  return ["replicateSourceDb", "replicationSourceIdentifier"].some((key) => !properties.at(key).isAbsent);
}

function lackOfDays({ properties }: StackResource, property: string, byDefault: number, minimum: number): Lack | undefined {
  const place = properties.at(property);
  const days = numberOf(place) ?? byDefault;
  return days >= minimum
    ? undefined
    : {
        what:
          days === 0
            ? "there are no backups"
            : `backups are kept for ${days} ${days === 1 ? "day" : "days"}${place.isAbsent ? ", as AWS does by itself" : ""}`,
        path: place.path,
        fix: `set ${property}: ${minimum} or more`,
      };
}

function lackOfRecovery({ properties }: StackResource, minimum: number): Lack | undefined {
  const recovery = properties.at("pointInTimeRecovery");
  if (flagOf(recovery.at("enabled")) !== true) {
    return { what: "the table can't be restored to a point in time", path: recovery.path, fix: "set pointInTimeRecovery: { enabled: true }" };
  }
  const days = numberOf(recovery.at("recoveryPeriodInDays")) ?? 35;
  return days >= minimum
    ? undefined
    : {
        what: `the table can be restored to the last ${days} days only`,
        path: recovery.at("recoveryPeriodInDays").path,
        fix: `set recoveryPeriodInDays: ${minimum} or more, or leave it out: it is 35 then`,
      };
}

function lackOfPolicy(resource: StackResource, { stack }: StackCheck<typeof config>): Lack | undefined {
  return backupPoliciesOf(resource, stack).some((policy) => policy.properties.at("backupPolicy", "status").string() === "ENABLED")
    ? undefined
    : { what: "the file system is not backed up", path: "", fix: 'add an efs.BackupPolicy with backupPolicy: { status: "ENABLED" }' };
}

function hasBackupTag(resource: StackResource, keys: readonly string[]): boolean {
  if (keys.length === 0) {
    return false;
  }
  const { values, unknown } = tagsOf(resource);
  const found = keys.some((key) => values.has(key));
  if (!found && unknown !== undefined) {
    throw unknown.undetermined();
  }
  return found;
}
