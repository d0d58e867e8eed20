import { policyDocument } from "../platform/iam.plan";

/** What VPC flow logs may do with their log group. */
export function flowLogDelivery(logGroupArn: string): string {
  return policyDocument({
    Effect: "Allow",
    Action: ["logs:CreateLogStream", "logs:DescribeLogGroups", "logs:DescribeLogStreams", "logs:PutLogEvents"],
    Resource: [logGroupArn, `${logGroupArn}:*`],
  });
}
