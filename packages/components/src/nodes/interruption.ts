import * as pulumi from "@pulumi/pulumi";
import type { Group } from "@pulumi/aws/autoscaling/group";
import { LifecycleHook } from "@pulumi/aws/autoscaling/lifecycleHook";
import { EventRule } from "@pulumi/aws/cloudwatch/eventRule";
import { EventTarget } from "@pulumi/aws/cloudwatch/eventTarget";
import { Queue } from "@pulumi/aws/sqs/queue";
import { QueuePolicy } from "@pulumi/aws/sqs/queuePolicy";
import { type AwsScope, childName, childOptions, childTags } from "../platform/scope";
import { interruptionPattern, interruptionQueuePolicy, INTERRUPTIONS } from "./interruption.plan";

/** Seconds. A node is terminated after this long when nobody has drained it, and a message about it is of no use any more. */
const DRAIN_TIMEOUT = 300;

/** Holds nodes back when they are to be terminated, and tells of it through a queue that aws-node-termination-handler reads. */
export function interruptionQueue(scope: AwsScope, group: Group) {
  const options = childOptions(scope);
  const region = scope.region;
  const hook = new LifecycleHook(
    childName(scope, "drain"),
    {
      autoscalingGroupName: group.name,
      lifecycleTransition: "autoscaling:EC2_INSTANCE_TERMINATING",
      // Without a handler the node goes when the time is over; AWS's default would give the hook up.
      defaultResult: "CONTINUE",
      heartbeatTimeout: DRAIN_TIMEOUT,
      region,
    },
    options,
  );
  const queue = new Queue(
    childName(scope, "interruptions"),
    // Keys of SQS itself: EventBridge can't send to a queue that is encrypted with the key that AWS manages in KMS.
    { messageRetentionSeconds: DRAIN_TIMEOUT, sqsManagedSseEnabled: true, region, tags: childTags(scope, "interruptions") },
    options,
  );
  const rules = INTERRUPTIONS.map((event) => {
    const eventPattern = group.name.apply((groupName) => JSON.stringify(interruptionPattern(event, groupName)));
    return new EventRule(childName(scope, event), { eventPattern, region, tags: childTags(scope, event) }, options);
  });
  const queuePolicy = new QueuePolicy(
    childName(scope, "interruptions"),
    {
      queueUrl: queue.url,
      policy: pulumi
        .all([queue.arn, pulumi.all(rules.map((rule) => rule.arn))])
        .apply(([queueArn, ruleArns]) => interruptionQueuePolicy(queueArn, ruleArns)),
      region,
    },
    options,
  );
  const targets = INTERRUPTIONS.map(
    (event, index) => new EventTarget(childName(scope, event), { rule: (rules[index] as EventRule).name, arn: queue.arn, region }, options),
  );
  return { hook, queue, queuePolicy, rules, targets };
}
