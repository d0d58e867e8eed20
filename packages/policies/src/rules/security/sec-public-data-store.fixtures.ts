import type { RuleFixtures } from "../../../test-support/fixtures";
import type { Given } from "../../../test-support/judge";

const one = (type: string, properties: object = {}): Given[] => [{ type, name: "orders", properties }];
const accessible = (type: string): { title: string; resources: Given[]; findings: string[] } => ({
  title: `${type.split(":").at(-1)} of ${type.split(":")[1]} with an address on the internet`,
  resources: one(type, { publiclyAccessible: true }),
  findings: [
    "orders: it gets an address on the internet\nat publiclyAccessible\nfix: set publiclyAccessible: false, and let those who need it in through the VPC",
  ],
});
const searchNetwork = (AllowFromPublic: boolean, type = "network"): Given[] =>
  one("aws:opensearch/serverlessSecurityPolicy:ServerlessSecurityPolicy", {
    type,
    policy: JSON.stringify([{ Rules: [{ ResourceType: "collection", Resource: ["collection/orders"] }], AllowFromPublic }]),
  });

export const fixtures: RuleFixtures = {
  fails: [
    {
      ...accessible("aws:rds/instance:Instance"),
      title: "a database with an address on the internet",
      remedied: one("aws:rds/instance:Instance", { publiclyAccessible: false }),
    },
    {
      ...accessible("aws:mq/broker:Broker"),
      title: "a broker with an address on the internet, which a change would replace",
      remedied: one("aws:mq/broker:Broker", { publiclyAccessible: true }),
    },
    ...[
      "aws:rds/clusterInstance:ClusterInstance",
      "aws:rds/shardGroup:ShardGroup",
      "aws:neptune/clusterInstance:ClusterInstance",
      "aws:redshift/cluster:Cluster",
      "aws:redshiftserverless/workgroup:Workgroup",
      "aws:timestreaminfluxdb/dbInstance:DbInstance",
      "aws:lightsail/database:Database",
      "aws:dms/replicationInstance:ReplicationInstance",
    ].map(accessible),
    {
      title: "an instance profile of DMS that says nothing, which is public",
      resources: one("aws:dms/instanceProfile:InstanceProfile"),
      findings: [
        "orders: it gets an address on the internet\nat publiclyAccessible\nfix: set publiclyAccessible: false, and let those who need it in through the VPC",
      ],
    },
    {
      title: "Kafka brokers on the internet",
      resources: one("aws:msk/cluster:Cluster", { brokerNodeGroupInfo: { connectivityInfo: { publicAccess: { type: "SERVICE_PROVIDED_EIPS" } } } }),
      findings: [
        "orders: its brokers get addresses on the internet\nat brokerNodeGroupInfo.connectivityInfo.publicAccess.type\nfix: set publicAccess.type: DISABLED",
      ],
    },
    ...["aws:opensearch/domain:Domain", "aws:elasticsearch/domain:Domain"].map((type) => ({
      title: `${type} outside a VPC`,
      resources: one(type),
      findings: [
        "orders: the domain is in no VPC, so that its endpoint is on the internet\nat vpcOptions\nfix: set vpcOptions with subnets and security groups; a domain can't be moved into a VPC later",
      ],
    })),
    {
      title: "a serverless collection on the internet",
      resources: searchNetwork(true),
      findings: [
        "orders: the collections are reachable from the internet\nat policy<json>[0].AllowFromPublic\nfix: set AllowFromPublic: false, and name the VPC endpoints in SourceVPCEs",
      ],
    },
    ...["snapshot:Snapshot", "snapshotCopy:SnapshotCopy", "clusterSnapshot:ClusterSnapshot", "clusterSnapshotCopy:ClusterSnapshotCopy"].map(
      (type) => ({
        title: `a ${type.split(":").at(-1)} for everybody`,
        resources: one(`aws:rds/${type}`, { sharedAccounts: ["123456789012", "all"] }),
        findings: ["orders: the snapshot is shared with every AWS account\nat sharedAccounts[1]\nfix: share it with the accounts that need it"],
      }),
    ),
    {
      title: "a machine image for everybody",
      resources: one("aws:ec2/amiLaunchPermission:AmiLaunchPermission", { group: "all" }),
      findings: [
        "orders: every AWS account may start the image, and read what is on it\nat group\nfix: name the accounts or the organization that need it",
      ],
    },
  ],
  passes: [
    { title: "a database that says nothing, which is private", resources: one("aws:rds/instance:Instance", { engine: "postgres" }) },
    { title: "a database that says it is private", resources: one("aws:rds/instance:Instance", { publiclyAccessible: false }) },
    { title: "a private instance profile of DMS", resources: one("aws:dms/instanceProfile:InstanceProfile", { publiclyAccessible: false }) },
    {
      title: "Kafka brokers in a VPC",
      resources: [
        ...one("aws:msk/cluster:Cluster", { brokerNodeGroupInfo: { clientSubnets: ["subnet-1"] } }),
        ...one("aws:msk/cluster:Cluster", { brokerNodeGroupInfo: { connectivityInfo: { publicAccess: { type: "DISABLED" } } } }),
      ],
    },
    { title: "a search domain in a VPC", resources: one("aws:opensearch/domain:Domain", { vpcOptions: { subnetIds: ["subnet-1", "subnet-2"] } }) },
    { title: "a serverless collection in a VPC", resources: searchNetwork(false) },
    { title: "another policy of a serverless collection", resources: searchNetwork(true, "encryption") },
    { title: "a snapshot for one account", resources: one("aws:rds/snapshot:Snapshot", { sharedAccounts: ["123456789012"] }) },
    { title: "a machine image for one account", resources: one("aws:ec2/amiLaunchPermission:AmiLaunchPermission", { accountId: "123456789012" }) },
  ],
};
