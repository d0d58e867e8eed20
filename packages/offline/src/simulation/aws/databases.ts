import type { SimulatedType, Subject } from "../subject";

/** Default ports by the start of the engine's name. Source: "DB instance endpoints", RDS user guide. */
const enginePorts: ReadonlyArray<readonly [engine: string, port: number]> = [
  ["aurora-postgresql", 5432],
  ["aurora", 3306],
  ["postgres", 5432],
  ["mysql", 3306],
  ["mariadb", 3306],
  ["oracle", 1521],
  ["custom-oracle", 1521],
  ["sqlserver", 1433],
  ["custom-sqlserver", 1433],
  ["db2", 50000],
];

function port(subject: Subject): number | undefined {
  const given = subject.input("port");
  if (typeof given === "number") {
    return given;
  }
  const engine = subject.text("engine");
  return enginePorts.find(([name]) => engine.startsWith(name))?.[1];
}

/** The part of RDS host names that is the same for an account in a region. */
function domain(subject: Subject): string {
  return `${subject.alphanumeric(12, "account")}.${subject.region}.rds.${subject.dnsSuffix}`;
}

function address(subject: Subject): string {
  return `${subject.name}.${domain(subject)}`;
}

/** The hosts of a cluster: one that writes, one that spreads reads. */
function clusterHosts(suffix: (subject: Subject) => string): SimulatedType["attributes"] {
  return {
    clusterIdentifier: (subject) => subject.name,
    endpoint: (subject) => `${subject.name}.cluster-${suffix(subject)}`,
    readerEndpoint: (subject) => `${subject.name}.cluster-ro-${suffix(subject)}`,
  };
}

function rdsCluster(suffix: (subject: Subject) => string): SimulatedType {
  return {
    id: "name",
    nameProperty: "clusterIdentifier",
    lowerCase: true,
    attributes: {
      arn: (subject) => subject.arn("rds", `cluster:${subject.name}`),
      clusterResourceId: (subject) => subject.upperId("cluster-", 26, "resource"),
      hostedZoneId: (subject) => subject.upperId("Z", 13, "hosted zone"),
      ...clusterHosts(suffix),
    },
  };
}

function rdsGroup(kind: string): SimulatedType {
  return { id: "name", lowerCase: true, attributes: { arn: (subject) => subject.arn("rds", `${kind}:${subject.name}`) } };
}

export const databases: Record<string, SimulatedType> = {
  "rds:Instance": {
    id: (subject) => subject.upperId("db-", 26),
    nameProperty: "identifier",
    lowerCase: true,
    attributes: {
      address,
      arn: (subject) => subject.arn("rds", `db:${subject.name}`),
      endpoint: (subject) => {
        const number = port(subject);
        return number === undefined ? undefined : `${address(subject)}:${number}`;
      },
      hostedZoneId: (subject) => subject.upperId("Z", 13, "hosted zone"),
      identifier: (subject) => subject.name,
      port,
      resourceId: (subject) => subject.id,
      status: () => "available",
    },
  },
  "rds:Cluster": {
    ...rdsCluster(domain),
    attributes: { ...rdsCluster(domain).attributes, port },
  },
  "rds:ClusterInstance": {
    id: "name",
    nameProperty: "identifier",
    lowerCase: true,
    attributes: {
      arn: (subject) => subject.arn("rds", `db:${subject.name}`),
      dbiResourceId: (subject) => subject.upperId("db-", 26, "resource"),
      endpoint: address,
      identifier: (subject) => subject.name,
      port,
    },
  },
  "rds:SubnetGroup": rdsGroup("subgrp"),
  "rds:ParameterGroup": rdsGroup("pg"),
  "rds:ClusterParameterGroup": rdsGroup("cluster-pg"),
  "rds:OptionGroup": rdsGroup("og"),
  "docdb:Cluster": rdsCluster((subject) => `${subject.alphanumeric(12, "account")}.${subject.region}.docdb.${subject.dnsSuffix}`),
  "neptune:Cluster": rdsCluster((subject) => `${subject.alphanumeric(12, "account")}.${subject.region}.neptune.${subject.dnsSuffix}`),
  "dynamodb:Table": {
    id: "name",
    attributes: { arn: (subject) => subject.arn("dynamodb", `table/${subject.name}`) },
  },
  "elasticache:ReplicationGroup": {
    id: "name",
    nameProperty: "replicationGroupId",
    lowerCase: true,
    longestName: 40,
    attributes: {
      arn: (subject) => subject.arn("elasticache", `replicationgroup:${subject.name}`),
      primaryEndpointAddress: (subject) => `${subject.name}.${subject.alphanumeric(6, "account")}.ng.0001.cache.${subject.dnsSuffix}`,
      readerEndpointAddress: (subject) => `${subject.name}-ro.${subject.alphanumeric(6, "account")}.ng.0001.cache.${subject.dnsSuffix}`,
      replicationGroupId: (subject) => subject.name,
    },
  },
  "elasticache:Cluster": {
    id: "name",
    nameProperty: "clusterId",
    lowerCase: true,
    longestName: 50,
    attributes: { arn: (subject) => subject.arn("elasticache", `cluster:${subject.name}`), clusterId: (subject) => subject.name },
  },
  "elasticache:SubnetGroup": {
    id: "name",
    lowerCase: true,
    attributes: { arn: (subject) => subject.arn("elasticache", `subnetgroup:${subject.name}`) },
  },
  "elasticache:ParameterGroup": {
    id: "name",
    lowerCase: true,
    attributes: { arn: (subject) => subject.arn("elasticache", `parametergroup:${subject.name}`) },
  },
  "opensearch:Domain": {
    id: (subject) => subject.arn("es", `domain/${subject.name}`),
    nameProperty: "domainName",
    lowerCase: true,
    longestName: 28,
    attributes: {
      arn: (subject) => subject.arn("es", `domain/${subject.name}`),
      dashboardEndpoint: (subject) =>
        `search-${subject.name}-${subject.alphanumeric(26, "domain")}.${subject.region}.es.${subject.dnsSuffix}/_dashboards`,
      domainId: (subject) => `${subject.accountId}/${subject.name}`,
      domainName: (subject) => subject.name,
      endpoint: (subject) => `search-${subject.name}-${subject.alphanumeric(26, "domain")}.${subject.region}.es.${subject.dnsSuffix}`,
    },
  },
  "redshift:Cluster": {
    id: (subject) => subject.text("clusterIdentifier"),
    nameProperty: "clusterIdentifier",
    attributes: {
      arn: (subject) => subject.arn("redshift", `cluster:${subject.name}`),
      dnsName: (subject) => `${subject.name}.${subject.alphanumeric(12, "account")}.${subject.region}.redshift.${subject.dnsSuffix}`,
      endpoint: (subject) =>
        `${subject.name}.${subject.alphanumeric(12, "account")}.${subject.region}.redshift.${subject.dnsSuffix}:${subject.optional("port") ?? "5439"}`,
    },
  },
};
