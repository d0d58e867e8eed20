import type { TestStack } from "@firmament/offline/testing";
import { asg, group, json } from "./spotMixedNodeGroup.fixtures";

const rules = (stack: TestStack) => stack.resources("aws:cloudwatch/eventRule:EventRule");

let stack: TestStack;
beforeAll(async () => {
  stack = await group();
});

describe("a node that is about to go", () => {
  it("ASG-08: is held back for five minutes, and goes then", () => {
    expect(stack.resource("batch-drain").inputs).toMatchObject({
      autoscalingGroupName: asg(stack).outputs["name"],
      lifecycleTransition: "autoscaling:EC2_INSTANCE_TERMINATING",
      defaultResult: "CONTINUE",
      heartbeatTimeout: 300,
    });
  });

  it("ASG-08: is announced on a queue by rules for its group, for changes of state and for maintenance", () => {
    const queue = stack.resource("batch-interruptions", "aws:sqs/queue:Queue");
    expect(queue.inputs).toMatchObject({ messageRetentionSeconds: 300, sqsManagedSseEnabled: true });
    expect(Object.fromEntries(rules(stack).map((rule) => [rule.name, json(rule.inputs["eventPattern"])]))).toEqual({
      "batch-terminating": {
        source: ["aws.autoscaling"],
        "detail-type": ["EC2 Instance-terminate Lifecycle Action"],
        detail: { AutoScalingGroupName: [asg(stack).outputs["name"]] },
      },
      "batch-state-change": {
        source: ["aws.ec2"],
        "detail-type": ["EC2 Instance State-change Notification"],
        detail: { state: ["shutting-down", "stopped", "stopping", "terminated"] },
      },
      "batch-maintenance": {
        source: ["aws.health"],
        "detail-type": ["AWS Health Event"],
        detail: { service: ["EC2"], eventTypeCategory: ["scheduledChange"] },
      },
    });
    const targets = stack.resources("aws:cloudwatch/eventTarget:EventTarget");
    expect(targets.map(({ inputs }) => [inputs["rule"], inputs["arn"]]).sort()).toEqual(
      rules(stack)
        .map((rule) => [rule.outputs["name"], queue.outputs["arn"]])
        .sort(),
    );
  });

  it("ASG-08: is announced by these rules and over TLS only", () => {
    const policy = json(stack.resource("batch-interruptions", "aws:sqs/queuePolicy:QueuePolicy").inputs["policy"]) as {
      Statement: { Condition: object }[];
    };
    const arns = ["terminating", "state-change", "maintenance"].map(
      (event) => stack.resource(`batch-${event}`, "aws:cloudwatch/eventRule:EventRule").outputs["arn"],
    );
    expect(policy.Statement).toMatchObject([
      {
        Effect: "Allow",
        Principal: { Service: "events.amazonaws.com" },
        Action: "sqs:SendMessage",
        Condition: { ArnEquals: { "aws:SourceArn": arns } },
      },
      { Effect: "Deny", Principal: "*", Action: "sqs:*", Condition: { Bool: { "aws:SecureTransport": "false" } } },
    ]);
  });
});
