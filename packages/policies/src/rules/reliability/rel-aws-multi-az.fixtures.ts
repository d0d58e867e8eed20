import type { RuleFixtures } from "../../../test-support/fixtures";
import type { Given } from "../../../test-support/judge";

const store = (type: string, properties: object = {}): Given => ({
  type,
  name: "orders",
  properties: { tags: { Environment: "production" }, ...properties },
});
const database = (properties: object = {}): Given => store("aws:rds/instance:Instance", properties);
const instance = (name: string, service = "rds"): Given => ({
  type: `aws:${service}/clusterInstance:ClusterInstance`,
  name,
  properties: { clusterIdentifier: "orders-1a2b" },
  dependencies: { clusterIdentifier: ["orders"] },
});
const cache = (properties: object): Given => store("aws:elasticache/replicationGroup:ReplicationGroup", properties);
const memcached = (properties: object): Given => store("aws:elasticache/cluster:Cluster", { engine: "memcached", ...properties });

const noStandby = "orders: the database has no standby in another zone\nat multiAz\nfix: set multiAz: true";
const single = "orders: the cluster has a single instance\nfix: add a second instance, which takes over when the first fails";
const failover = "fix: set automaticFailoverEnabled and multiAzEnabled: true, with a replica for each shard";
const awareness =
  "orders: the nodes of the domain are in one zone\nat clusterConfig.zoneAwarenessEnabled\nfix: set clusterConfig.zoneAwarenessEnabled: true, with two instances or more";
const oneZone = 'orders: the file system is in one zone\nat deploymentType\nfix: set deploymentType to one of several zones, such as "MULTI_AZ_1"';

export const fixtures: RuleFixtures = {
  fails: [
    { title: "a database of production without a standby", resources: [database({ engine: "postgres" })], findings: [noStandby] },
    { title: "an Aurora cluster with one instance", resources: [store("aws:rds/cluster:Cluster"), instance("a")], findings: [single] },
    { title: "a DocumentDB cluster with one instance", resources: [store("aws:docdb/cluster:Cluster"), instance("a", "docdb")], findings: [single] },
    { title: "a Neptune cluster with one instance", resources: [store("aws:neptune/cluster:Cluster"), instance("a", "neptune")], findings: [single] },
    {
      title: "a cache whose replica takes nothing over",
      resources: [cache({ numCacheClusters: 2 })],
      findings: [`orders: no replica takes over when the primary fails\nat automaticFailoverEnabled\n${failover}`],
    },
    {
      title: "a cache in one zone",
      resources: [cache({ automaticFailoverEnabled: true })],
      findings: [`orders: all nodes may be in one zone\nat multiAzEnabled\n${failover}`],
    },
    {
      title: "a Redis of a single node",
      resources: [store("aws:elasticache/cluster:Cluster", { engine: "redis" })],
      findings: ["orders: the cache is a single node\nfix: use a ReplicationGroup with automaticFailoverEnabled and multiAzEnabled"],
    },
    {
      title: "a memcached of a single node",
      resources: [memcached({ numCacheNodes: 1 })],
      findings: ["orders: the cache is a single node\nat numCacheNodes\nfix: set numCacheNodes: 2 or more"],
    },
    {
      title: "a memcached in one zone",
      resources: [memcached({ numCacheNodes: 3 })],
      findings: ['orders: all nodes are in one zone\nat azMode\nfix: set azMode: "cross-az"'],
    },
    {
      title: "a MemoryDB without replicas",
      resources: [store("aws:memorydb/cluster:Cluster", { numReplicasPerShard: 0 })],
      findings: ["orders: the shards have no replica\nat numReplicasPerShard\nfix: set numReplicasPerShard: 1 or more"],
    },
    {
      title: "a DAX of a single node",
      resources: [store("aws:dax/cluster:Cluster", { replicationFactor: 1 })],
      findings: ["orders: the cluster has a single node\nat replicationFactor\nfix: set replicationFactor: 2 or more"],
    },
    {
      title: "search domains in one zone",
      resources: [
        store("aws:opensearch/domain:Domain"),
        { ...store("aws:elasticsearch/domain:Domain", { clusterConfig: { zoneAwarenessEnabled: false } }), name: "old" },
      ],
      findings: [awareness.replace("orders", "old"), awareness],
    },
    {
      title: "a message broker that is a single instance",
      resources: [store("aws:mq/broker:Broker")],
      findings: [
        'orders: the broker is a single instance\nat deploymentMode\nfix: set deploymentMode: "ACTIVE_STANDBY_MULTI_AZ" for ActiveMQ, "CLUSTER_MULTI_AZ" for RabbitMQ',
      ],
    },
    {
      title: "files in one zone",
      resources: [store("aws:efs/fileSystem:FileSystem", { availabilityZoneName: "eu-west-1a" })],
      findings: ["orders: the files are in one zone, eu-west-1a\nat availabilityZoneName\nfix: leave availabilityZoneName out"],
    },
    {
      title: "a Windows file server that says nothing, and so is in one zone",
      resources: [store("aws:fsx/windowsFileSystem:WindowsFileSystem")],
      findings: [oneZone],
    },
    {
      title: "an OpenZFS file server in one zone",
      resources: [store("aws:fsx/openZfsFileSystem:OpenZfsFileSystem", { deploymentType: "SINGLE_AZ_HA_2" })],
      findings: [oneZone],
    },
    {
      title: "a database in an environment that is named",
      resources: [database({ tags: { Environment: "test" }, multiAz: false })],
      config: { environments: ["test"] },
      findings: [noStandby],
    },
  ],
  passes: [
    { title: "a database with a standby", resources: [database({ multiAz: true })] },
    { title: "a database of a dev environment", resources: [database({ tags: { Environment: "dev" } })] },
    { title: "a database of production, in an environment that is not named", resources: [database()], config: { environments: ["live"] } },
    { title: "a read replica", resources: [database({ replicateSourceDb: "orders-primary" })] },
    { title: "a cluster with two instances", resources: [store("aws:rds/cluster:Cluster"), instance("a"), instance("b")] },
    {
      title: "a cluster whose instances name it",
      resources: [
        store("aws:rds/cluster:Cluster", { clusterIdentifier: "orders-1a2b" }),
        ...["a", "b"].map((name) => ({ ...instance(name), dependencies: {} })),
      ],
    },
    { title: "a cluster whose instances are in another stack", resources: [store("aws:rds/cluster:Cluster")] },
    { title: "a Multi-AZ cluster of RDS", resources: [store("aws:rds/cluster:Cluster", { dbClusterInstanceClass: "db.m6gd.large" })] },
    { title: "an Aurora Serverless v1", resources: [store("aws:rds/cluster:Cluster", { engineMode: "serverless" }), instance("a")] },
    { title: "a cache with failover", resources: [cache({ automaticFailoverEnabled: true, multiAzEnabled: true })] },
    { title: "caches, where they need not be in several zones", resources: [cache({}), memcached({ numCacheNodes: 1 })], config: { caches: false } },
    { title: "a member of a replication group", resources: [store("aws:elasticache/cluster:Cluster", { replicationGroupId: "orders" })] },
    { title: "a memcached in several zones", resources: [memcached({ numCacheNodes: 3, azMode: "cross-az" })] },
    { title: "a MemoryDB that says nothing, and so has replicas", resources: [store("aws:memorydb/cluster:Cluster")] },
    { title: "a DAX of three nodes", resources: [store("aws:dax/cluster:Cluster", { replicationFactor: 3 })] },
    {
      title: "search domains in several zones",
      resources: [
        store("aws:opensearch/domain:Domain", { clusterConfig: { zoneAwarenessEnabled: true } }),
        { ...store("aws:opensearch/domain:Domain", { clusterConfig: { multiAzWithStandbyEnabled: true } }), name: "standby" },
      ],
    },
    { title: "a message broker with a standby", resources: [store("aws:mq/broker:Broker", { deploymentMode: "ACTIVE_STANDBY_MULTI_AZ" })] },
    { title: "files in several zones", resources: [store("aws:efs/fileSystem:FileSystem")] },
    { title: "a file server in several zones", resources: [store("aws:fsx/ontapFileSystem:OntapFileSystem", { deploymentType: "MULTI_AZ_2" })] },
  ],
};
