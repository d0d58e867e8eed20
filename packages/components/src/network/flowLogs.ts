import { LogGroup } from "@pulumi/aws/cloudwatch/logGroup";
import { FlowLog } from "@pulumi/aws/ec2/flowLog";
import type { Vpc } from "@pulumi/aws/ec2/vpc";
import { encryptionKey } from "../platform/encryptionKey";
import { serviceRole } from "../platform/iam";
import { accountOf } from "../platform/partition.plan";
import { isProduction } from "../platform/tags";
import { type AwsScope, childName, childOptions, childTags } from "../platform/scope";
import { flowLogDelivery } from "./flowLogs.plan";

/** Records all traffic of a VPC, once a minute, in a log group of its own that is encrypted with a key of its own. */
export function flowLogs(scope: AwsScope, vpc: Vpc, retentionInDays: number) {
  const name = childName(scope, "flow-logs");
  const options = childOptions(scope);
  const { key, alias } = encryptionKey(scope, "flow-logs", {
    description: `Encrypts the flow logs of the network ${scope.name}`,
    account: vpc.arn.apply(accountOf),
    // Pulumi makes up the end of the log group's name.
    logGroup: `${name}-*`,
    protect: isProduction(scope.tags),
  });
  const logGroup = new LogGroup(name, { retentionInDays, kmsKeyId: key.arn, region: scope.region, tags: childTags(scope, "flow-logs") }, options);
  const { role, rights } = serviceRole(scope, "flow-logs", {
    description: `Writes the flow logs of the network ${scope.name}`,
    service: "vpc-flow-logs",
    inlinePolicy: logGroup.arn.apply(flowLogDelivery),
  });
  const flowLog = new FlowLog(
    name,
    {
      vpcId: vpc.id,
      trafficType: "ALL",
      maxAggregationInterval: 60,
      logDestinationType: "cloud-watch-logs",
      logDestination: logGroup.arn,
      iamRoleArn: role.arn,
      region: scope.region,
      tags: childTags(scope, "flow-logs"),
    },
    childOptions(scope, ...rights),
  );
  return { key, alias, logGroup, role, rights, flowLog };
}
