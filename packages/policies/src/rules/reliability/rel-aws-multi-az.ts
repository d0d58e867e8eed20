import { referrers } from "../../aws/references";
import { flagOf, numberOf } from "../../aws/values";
import { environments, holdsIn } from "../../kernel/environment";
import { flag } from "../../kernel/options";
import type { StackResource, StackView } from "../../kernel/resource";
import { stackRule } from "../../kernel/rule";
import { type TypeFamily, anyOf, awsResources } from "../../kernel/types";

interface Lack {
  what: string;
  path?: string;
  fix: string;
}

type Judge = (resource: StackResource, stack: StackView) => Lack | undefined;

const clusters = anyOf("clusters", awsResources("rds", "Cluster"), awsResources("docdb", "Cluster"), awsResources("neptune", "Cluster"));
const instancesOf = referrers(
  anyOf("instances", awsResources("rds", "ClusterInstance"), awsResources("docdb", "ClusterInstance"), awsResources("neptune", "ClusterInstance")),
  "clusterIdentifier",
);
const caches = awsResources("elasticache", "Cluster", "ReplicationGroup");

/** Each kind of store, and what keeps it in one zone. */
const JUDGES: readonly (readonly [TypeFamily, Judge])[] = [
  [awsResources("rds", "Instance"), lackOfStandby],
  [clusters, lackOfInstances],
  [awsResources("elasticache", "ReplicationGroup"), lackOfFailover],
  [awsResources("elasticache", "Cluster"), lackOfNodes],
  [awsResources("memorydb", "Cluster"), ({ properties }) => tooFew(properties.at("numReplicasPerShard"), 1, 1, "the shards have no replica")],
  [awsResources("dax", "Cluster"), ({ properties }) => tooFew(properties.at("replicationFactor"), 1, 2, "the cluster has a single node")],
  [anyOf("domains", awsResources("opensearch", "Domain"), awsResources("elasticsearch", "Domain")), lackOfZoneAwareness],
  [awsResources("mq", "Broker"), lackOfDeploymentMode],
  [awsResources("efs", "FileSystem"), oneZoneStorage],
  [awsResources("fsx", "OntapFileSystem", "OpenZfsFileSystem", "WindowsFileSystem"), lackOfDeploymentType],
];

/**
 * Data stores of production survive the loss of an availability zone: an RDS instance has a standby (`multiAz`), an Aurora, DocumentDB or Neptune cluster
 * two instances, ElastiCache automatic failover in several zones, MemoryDB and DAX replicas, OpenSearch zone awareness, MQ a deployment mode of several
 * zones, EFS and FSx storage of several. Dev environments, which are in one zone on purpose, are let be; so are read replicas, clusters whose instances
 * are in another stack, the Multi-AZ clusters of RDS and Aurora Serverless v1, which are in several zones by themselves, and MSK, which accepts no single
 * zone. Redshift is not looked at: most of its node types can't.
 */
export const relAwsMultiAz = stackRule({
  id: "rel-aws-multi-az",
  title: "Data stores in several zones",
  severity: "high",
  must: "survive the loss of an availability zone",
  because: "zones fail, and what is in one alone is then gone for hours, with all that depends on it",
  fix: "run it in two availability zones or more",
  compliance: { fsbp: ["RDS.5", "RDS.15", "ElastiCache.3", "ES.6", "FSx.3", "FSx.4", "FSx.5", "Opensearch.6"], wellArchitected: ["REL10-BP01"] },
  appliesTo: anyOf("AWS data stores", ...JUDGES.map(([family]) => family)),
  config: {
    caches: flag("Whether ElastiCache has to be in several zones, too.", true),
    environments: environments(),
  },
  check: ({ stack, resources, config, run, report, attempt }) => {
    for (const resource of resources) {
      const judge = JUDGES.find(([family]) => family.matches(resource.type))?.[1];
      attempt(() => {
        if (!holdsIn(config.environments, resource, run) || (!config.caches && caches.matches(resource.type))) {
          return;
        }
        const lack = judge?.(resource, stack);
        if (lack !== undefined) {
          report(resource, lack.what, { path: lack.path, fix: lack.fix });
        }
      });
    }
  },
});

function lackOfStandby({ properties }: StackResource): Lack | undefined {
  const place = properties.at("multiAz");
  return !properties.at("replicateSourceDb").isAbsent || flagOf(place) === true
    ? undefined
    : { what: "the database has no standby in another zone", path: place.path, fix: "set multiAz: true" };
}

function lackOfInstances(cluster: StackResource, stack: StackView): Lack | undefined {
  const { properties } = cluster;
  // Multi-AZ clusters name the class of their three instances themselves; serverless ones have no instances.
  if (!properties.at("dbClusterInstanceClass").isAbsent || properties.at("engineMode").string() === "serverless") {
    return undefined;
  }
  const instances = instancesOf(cluster, stack, 2);
  return instances.length === 1
    ? { what: "the cluster has a single instance", fix: "add a second instance, which takes over when the first fails" }
    : undefined;
}

function lackOfFailover({ properties }: StackResource): Lack | undefined {
  const [failover, zones] = [properties.at("automaticFailoverEnabled"), properties.at("multiAzEnabled")];
  const fix = "set automaticFailoverEnabled and multiAzEnabled: true, with a replica for each shard";
  if (flagOf(failover) !== true) {
    return { what: "no replica takes over when the primary fails", path: failover.path, fix };
  }
  return flagOf(zones) === true ? undefined : { what: "all nodes may be in one zone", path: zones.path, fix };
}

function lackOfNodes({ properties }: StackResource): Lack | undefined {
  // A member of a replication group is judged there.
  if (!properties.at("replicationGroupId").isAbsent) {
    return undefined;
  }
  if (properties.at("engine").string() !== "memcached") {
    return { what: "the cache is a single node", fix: "use a ReplicationGroup with automaticFailoverEnabled and multiAzEnabled" };
  }
  const fewer = tooFew(properties.at("numCacheNodes"), 1, 2, "the cache is a single node");
  const mode = properties.at("azMode");
  return fewer ?? (mode.string() === "cross-az" ? undefined : { what: "all nodes are in one zone", path: mode.path, fix: 'set azMode: "cross-az"' });
}

function tooFew(place: StackResource["properties"], byDefault: number, minimum: number, what: string): Lack | undefined {
  return (numberOf(place) ?? byDefault) >= minimum ? undefined : { what, path: place.path, fix: `set ${place.path}: ${minimum} or more` };
}

function lackOfZoneAwareness({ properties }: StackResource): Lack | undefined {
  const [awareness, standby] = ["zoneAwarenessEnabled", "multiAzWithStandbyEnabled"].map((key) => properties.at("clusterConfig", key));
  return awareness === undefined || flagOf(awareness) === true || (standby !== undefined && flagOf(standby) === true)
    ? undefined
    : {
        what: "the nodes of the domain are in one zone",
        path: awareness.path,
        fix: "set clusterConfig.zoneAwarenessEnabled: true, with two instances or more",
      };
}

function lackOfDeploymentMode({ properties }: StackResource): Lack | undefined {
  const place = properties.at("deploymentMode");
  return (place.string() ?? "SINGLE_INSTANCE") === "SINGLE_INSTANCE"
    ? {
        what: "the broker is a single instance",
        path: place.path,
        fix: 'set deploymentMode: "ACTIVE_STANDBY_MULTI_AZ" for ActiveMQ, "CLUSTER_MULTI_AZ" for RabbitMQ',
      }
    : undefined;
}

function oneZoneStorage({ properties }: StackResource): Lack | undefined {
  const place = properties.at("availabilityZoneName");
  return place.isAbsent
    ? undefined
    : { what: `the files are in one zone, ${place.shown()}`, path: place.path, fix: "leave availabilityZoneName out" };
}

function lackOfDeploymentType({ properties }: StackResource): Lack | undefined {
  const place = properties.at("deploymentType");
  return (place.string() ?? "SINGLE_AZ_1").startsWith("SINGLE_AZ")
    ? { what: "the file system is in one zone", path: place.path, fix: 'set deploymentType to one of several zones, such as "MULTI_AZ_1"' }
    : undefined;
}
