import { buckets, isPassing, isVersioned } from "../../aws/buckets";
import { flagOf, numberOf } from "../../aws/values";
import { environments, holdsIn } from "../../kernel/environment";
import { flag } from "../../kernel/options";
import type { Property } from "../../kernel/property";
import type { StackResource } from "../../kernel/resource";
import { type StackCheck, stackRule } from "../../kernel/rule";
import { type TypeFamily, anyOf, awsResources } from "../../kernel/types";

/** Stores with a deletion protection of their own, which is off unless they say otherwise. */
const PROTECTABLE: readonly (readonly [TypeFamily, string])[] = [
  [awsResources("rds", "Cluster", "GlobalCluster", "Instance"), "deletionProtection"],
  [awsResources("docdb", "Cluster", "GlobalCluster"), "deletionProtection"],
  [awsResources("neptune", "Cluster", "GlobalCluster"), "deletionProtection"],
  [awsResources("cognito", "UserPool"), "deletionProtection"],
  [awsResources("dynamodb", "Table"), "deletionProtectionEnabled"],
  [awsResources("dsql", "Cluster"), "deletionProtectionEnabled"],
];
/** Stores that AWS deletes with all their data, and that have no protection of their own. */
const unprotectable = anyOf(
  "file systems and search domains",
  awsResources("efs", "FileSystem"),
  awsResources("elasticsearch", "Domain"),
  awsResources("opensearch", "Domain"),
);
const snapshotting = anyOf(
  "stores with a final snapshot",
  awsResources("rds", "Cluster", "Instance"),
  awsResources("docdb", "Cluster"),
  awsResources("neptune", "Cluster"),
  awsResources("redshift", "Cluster"),
);
const secrets = awsResources("secretsmanager", "Secret");

const config = {
  versioning: flag("Whether buckets have to keep what is overwritten or deleted.", true),
  environments: environments(),
};

/**
 * Outside dev environments, no single command deletes data for good. Databases and user pools are protected from deletion, by their own property or by
 * Pulumi's option `protect`; file systems and search domains by `protect`, since they have nothing of their own. Databases leave a final snapshot
 * (`skipFinalSnapshot` is not set). Buckets are not emptied to be deleted (`forceDestroy`), and keep old versions, unless what is in them expires or is
 * logs. Secrets can be restored for some days. Read replicas are let be: their data is another's. Pulumi's `retainOnDelete` is not seen, since engines do
 * not show it to policies.
 */
export const relStatefulProtection = stackRule({
  id: "rel-stateful-protection",
  title: "Data is not deleted by accident",
  severity: "medium",
  must: "be protected from deletion, and leave something behind",
  because: "a renamed resource or a wrong stack is enough for Pulumi to delete a database, and nothing brings it back",
  fix: "set deletionProtection: true on the resource, or protect: true in its options",
  compliance: { fsbp: ["RDS.8", "RDS.7", "DocumentDB.5", "DynamoDB.6", "Neptune.4"] },
  appliesTo: anyOf("AWS data stores", ...PROTECTABLE.map(([family]) => family), unprotectable, snapshotting, buckets, secrets),
  config,
  check: (context) => {
    const { resources, config: options, run, attempt } = context;
    for (const resource of resources) {
      attempt(() => {
        if (!holdsIn(options.environments, resource, run) || !resource.properties.at("replicateSourceDb").isAbsent) {
          return;
        }
        for (const check of [checkProtection, checkSnapshot, checkBucket, checkSecret]) {
          attempt(() => check(resource, context));
        }
      });
    }
  },
});

type Context = StackCheck<typeof config>;

function checkProtection(resource: StackResource, { report }: Context): void {
  if (resource.protect) {
    return;
  }
  const property = PROTECTABLE.find(([family]) => family.matches(resource.type))?.[1];
  if (property !== undefined) {
    const place = resource.properties.at(property);
    if (!isOn(place)) {
      const value = resource.type.endsWith(":UserPool") ? '"ACTIVE"' : "true";
      report(resource, "nothing keeps it from being deleted", {
        path: place.path,
        fix: `set ${property}: ${value}, or protect: true in its options`,
      });
    }
  } else if (unprotectable.matches(resource.type)) {
    report(resource, "nothing keeps it from being deleted", { fix: "set protect: true in its options" });
  }
}

function isOn(place: Property): boolean {
  return flagOf(place) === true || place.string() === "ACTIVE";
}

function checkSnapshot(resource: StackResource, { report }: Context): void {
  const place = resource.properties.at("skipFinalSnapshot");
  if (snapshotting.matches(resource.type) && flagOf(place) === true) {
    report(resource, "it is deleted without a final snapshot", {
      path: place.path,
      fix: "set skipFinalSnapshot: false, and a finalSnapshotIdentifier",
    });
  }
}

function checkBucket(bucket: StackResource, { stack, config: options, report, attempt }: Context): void {
  if (!buckets.matches(bucket.type)) {
    return;
  }
  attempt(() => {
    const emptied = bucket.properties.at("forceDestroy");
    if (!bucket.protect && flagOf(emptied) === true) {
      report(bucket, "the bucket is emptied when it is deleted, where S3 would refuse", { path: emptied.path, fix: "leave forceDestroy out" });
    }
  });
  if (options.versioning && !isVersioned(bucket, stack) && !isPassing(bucket, stack)) {
    report(bucket, "what is overwritten or deleted in the bucket is gone", {
      fix: 'add a BucketVersioning with status: "Enabled", or a lifecycle rule if its objects may expire',
    });
  }
}

function checkSecret(resource: StackResource, { report }: Context): void {
  const window = resource.properties.at("recoveryWindowInDays");
  if (secrets.matches(resource.type) && numberOf(window) === 0) {
    report(resource, "the secret is deleted at once, and can't be restored", {
      path: window.path,
      fix: "leave recoveryWindowInDays out: it is 30 then",
    });
  }
}
