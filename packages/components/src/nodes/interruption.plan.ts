import { policyDocument } from "../platform/iam.plan";

/** What announces the end of a node, by the name of its rule. */
export const INTERRUPTIONS = ["terminating", "state-change", "maintenance"] as const;

/** The pattern of the events of one rule. `groupName` is the Auto Scaling group's. */
export function interruptionPattern(event: (typeof INTERRUPTIONS)[number], groupName: string): object {
  switch (event) {
    case "terminating":
      // The lifecycle hook. It also tells of Spot interruptions and rebalance recommendations, as the group rebalances its capacity.
      return {
        source: ["aws.autoscaling"],
        "detail-type": ["EC2 Instance-terminate Lifecycle Action"],
        detail: { AutoScalingGroupName: [groupName] },
      };
    case "state-change":
      // Instances that somebody stops or terminates by hand. These events are the account's: the handler drains only nodes with its tag.
      return {
        source: ["aws.ec2"],
        "detail-type": ["EC2 Instance State-change Notification"],
        detail: { state: ["shutting-down", "stopped", "stopping", "terminated"] },
      };
    case "maintenance":
      return { source: ["aws.health"], "detail-type": ["AWS Health Event"], detail: { service: ["EC2"], eventTypeCategory: ["scheduledChange"] } };
  }
}

/** Lets these rules send to the queue, over TLS only. */
export function interruptionQueuePolicy(queueArn: string, ruleArns: string[]): string {
  return policyDocument(
    {
      Sid: "RulesSend",
      Effect: "Allow",
      Principal: { Service: "events.amazonaws.com" },
      Action: "sqs:SendMessage",
      Resource: queueArn,
      Condition: { ArnEquals: { "aws:SourceArn": ruleArns } },
    },
    { Sid: "OnlyTls", Effect: "Deny", Principal: "*", Action: "sqs:*", Resource: queueArn, Condition: { Bool: { "aws:SecureTransport": "false" } } },
  );
}
