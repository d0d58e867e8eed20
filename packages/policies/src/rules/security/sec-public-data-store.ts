import { flagOf } from "../../aws/values";
import type { Property } from "../../kernel/property";
import { type ResourceCheck, resourceRule } from "../../kernel/rule";
import { anyOf, awsResources } from "../../kernel/types";

const instances = anyOf(
  "databases and brokers",
  awsResources("rds", "ClusterInstance", "Instance", "ShardGroup"),
  awsResources("neptune", "ClusterInstance"),
  awsResources("redshift", "Cluster"),
  awsResources("redshiftserverless", "Workgroup"),
  awsResources("timestreaminfluxdb", "DbCluster", "DbInstance"),
  awsResources("lightsail", "Database"),
  awsResources("dms", "InstanceProfile", "ReplicationInstance"),
  awsResources("mq", "Broker"),
);
const kafka = awsResources("msk", "Cluster");
const search = anyOf("search domains", awsResources("opensearch", "Domain"), awsResources("elasticsearch", "Domain"));
const searchNetworks = awsResources("opensearch", "ServerlessSecurityPolicy");
const snapshots = awsResources("rds", "ClusterSnapshot", "ClusterSnapshotCopy", "Snapshot", "SnapshotCopy");
const images = awsResources("ec2", "AmiLaunchPermission");

/**
 * No database, cache, broker or search domain has an address on the internet, whoever may log in there, and no snapshot or machine image is shared with
 * everybody. That is `publiclyAccessible` of RDS, Neptune, Redshift, Timestream, Lightsail, DMS and MQ, where only DMS instance profiles are public unless
 * they say otherwise; the public access of MSK brokers; OpenSearch domains outside a VPC and OpenSearch Serverless networks with `AllowFromPublic`; RDS
 * snapshots shared with `all`; launch permissions for the group `all`. S3 buckets have a rule of their own.
 */
export const secPublicDataStore = resourceRule({
  id: "sec-public-data-store",
  title: "No data store on the internet",
  severity: "critical",
  must: "not be reachable from the internet, nor shared with everybody",
  because: "a database that everybody reaches is one leaked password or one unpatched server away from being copied",
  fix: "set publiclyAccessible: false, and let those who need it in through the VPC",
  remedy: "sets `publiclyAccessible: false` on what AWS can change in place: RDS and Redshift; others would be replaced, with what they hold",
  compliance: {
    fsbp: ["RDS.2", "RDS.1", "DMS.1", "ES.2", "MSK.4", "Opensearch.2", "Redshift.1", "RedshiftServerless.3"],
    wellArchitected: ["SEC03-BP07"],
  },
  appliesTo: anyOf("AWS data stores, brokers, snapshots and images", instances, kafka, search, searchNetworks, snapshots, images),
  config: {},
  check: (context) => {
    const { resource, report } = context;
    const { type, properties } = resource;
    if (instances.matches(type)) {
      const accessible = properties.at("publiclyAccessible");
      if (flagOf(accessible) ?? isPublicByDefault.matches(type)) {
        report("it gets an address on the internet", {
          path: accessible.path,
          ...(isMovable.matches(type) && { remedy: [accessible.changedTo(false)] }),
        });
      }
    } else if (kafka.matches(type)) {
      const access = properties.at("brokerNodeGroupInfo", "connectivityInfo", "publicAccess", "type");
      if (!["DISABLED", undefined].includes(access.string())) {
        report("its brokers get addresses on the internet", { path: access.path, fix: "set publicAccess.type: DISABLED" });
      }
    } else if (search.matches(type)) {
      if (properties.at("vpcOptions").isAbsent) {
        report("the domain is in no VPC, so that its endpoint is on the internet", {
          path: "vpcOptions",
          fix: "set vpcOptions with subnets and security groups; a domain can't be moved into a VPC later",
        });
      }
    } else if (searchNetworks.matches(type)) {
      checkSearchNetwork(context);
    } else if (snapshots.matches(type)) {
      checkEach(context, properties.at("sharedAccounts"), "the snapshot is shared with every AWS account", "share it with the accounts that need it");
    } else if (properties.at("group").string() === "all") {
      report("every AWS account may start the image, and read what is on it", {
        path: "group",
        fix: "name the accounts or the organization that need it",
      });
    }
  },
});

/** AWS takes its address away in place; the provider replaces all others. */
const isMovable = anyOf(
  "databases that AWS changes in place",
  awsResources("rds", "ClusterInstance", "Instance"),
  awsResources("redshift", "Cluster"),
  awsResources("redshiftserverless", "Workgroup"),
  awsResources("lightsail", "Database"),
);

const isPublicByDefault = awsResources("dms", "InstanceProfile");

/** Policies of the type `network` are a list of rules in JSON text. */
function checkSearchNetwork({ resource: { properties }, report, attempt }: ResourceCheck<Record<string, never>>): void {
  if (properties.at("type").string() !== "network") {
    return;
  }
  for (const policy of properties.at("policy").parsed().items()) {
    attempt(() => {
      const isPublic = policy.at("AllowFromPublic");
      if (isPublic.boolean() === true) {
        report("the collections are reachable from the internet", {
          path: isPublic.path,
          fix: "set AllowFromPublic: false, and name the VPC endpoints in SourceVPCEs",
        });
      }
    });
  }
}

function checkEach({ report, attempt }: ResourceCheck<Record<string, never>>, accounts: Property, what: string, fix: string): void {
  for (const account of accounts.items()) {
    attempt(() => {
      if (account.string() === "all") {
        report(what, { path: account.path, fix });
      }
    });
  }
}
