import { type RuleFixtures, manifests } from "../../../test-support/fixtures";
import { type Given, UNKNOWN } from "../../../test-support/judge";

const alarm = (properties: Record<string, unknown> = {}, more: Partial<Given> = {}): Given => ({
  type: "aws:cloudwatch/metricAlarm:MetricAlarm",
  name: "errors",
  properties: { comparisonOperator: "GreaterThanThreshold", ...properties },
  ...more,
});

const routed = (topicArn: unknown = "arn:aws:sns:eu-west-1:123456789012:pages", more: Partial<Given> = {}): Given =>
  alarm({ alarmActions: [topicArn] }, more);

const topic: Given = { type: "aws:sns/topic:Topic", name: "pages", properties: { name: "pages" } };
const user = (type: string, property: string, of: string): Given => ({
  type: `aws:${type}`,
  name: "user",
  properties: { [property]: UNKNOWN },
  dependencies: { [property]: [of] },
});

const rules = (labels: string, group = ""): Given[] =>
  manifests(`
apiVersion: monitoring.coreos.com/v1
kind: PrometheusRule
metadata: { name: orders }
spec:
  groups:
    - name: orders
      ${group}
      rules:
        - { record: "job:errors:rate5m", expr: "sum(rate(errors[5m]))" }
        - { alert: OrdersDown, expr: "up == 0", labels: { ${labels} } }
`);

const nobody = "errors: the alarm tells nobody\nat alarmActions\nfix: give it alarmActions, such as an SNS topic";
const off = "errors: the alarm's actions are turned off\nat actionsEnabled\nfix: remove actionsEnabled: false";

export const fixtures: RuleFixtures = {
  fails: [
    { title: "an alarm without an action", resources: [alarm()], findings: [nobody] },
    {
      title: "an alarm whose actions are turned off",
      resources: [alarm({ alarmActions: ["arn:aws:sns:x"], actionsEnabled: false })],
      findings: [off],
    },
    {
      title: "a composite alarm without an action, over one that has",
      resources: [
        routed(),
        {
          type: "aws:cloudwatch/compositeAlarm:CompositeAlarm",
          name: "all",
          properties: { alarmActions: [], alarmRule: UNKNOWN },
          dependencies: { alarmRule: ["errors"] },
        },
      ],
      findings: ["all: the alarm tells nobody\nat alarmActions\nfix: give it alarmActions, such as an SNS topic"],
    },
    {
      title: "an alarm that only a dashboard shows",
      resources: [alarm(), user("cloudwatch/dashboard:Dashboard", "dashboardBody", "errors")],
      findings: [nobody],
    },
    {
      title: "a topic that nobody has subscribed to, as advisory",
      resources: [
        topic,
        routed(UNKNOWN, { dependencies: { alarmActions: ["pages"] } }),
        routed(UNKNOWN, { name: "latency", dependencies: { alarmActions: ["pages"] } }),
        routed("arn:aws:sns:eu-west-1:123456789012:tickets", { name: "disk" }),
        user("sns/topicPolicy:TopicPolicy", "arn", "pages"),
      ],
      findings: ["pages: no subscription to this topic, which errors and latency send to\nfix: add an sns.TopicSubscription"],
    },
    {
      title: "a Prometheus alert that no route can match",
      resources: rules("app: orders"),
      findings: [
        "orders: alert OrdersDown has none of the labels severity, sloth_severity, slo_severity, team\nat spec.groups[0].rules[1].labels\nfix: add the label severity to the alert",
      ],
    },
    {
      title: "one without a label that is asked for",
      resources: rules("severity: critical"),
      config: { routingLabels: ["squad"] },
      findings: ["orders: alert OrdersDown has none of the labels squad\nat spec.groups[0].rules[1].labels\nfix: add the label squad to the alert"],
    },
  ],
  passes: [
    { title: "an alarm with an action", resources: [routed()] },
    { title: "an action that is not known yet", resources: [routed(UNKNOWN)] },
    {
      title: "an alarm that a composite alarm takes up",
      resources: [
        alarm({ actionsEnabled: false }),
        {
          type: "aws:cloudwatch/compositeAlarm:CompositeAlarm",
          name: "all",
          properties: { alarmActions: ["arn:aws:sns:x"], alarmRule: UNKNOWN },
          dependencies: { alarmRule: ["errors"] },
        },
      ],
    },
    { title: "an alarm that a deployment is rolled back by", resources: [alarm(), user("ecs/service:Service", "alarms", "errors")] },
    {
      title: "a topic with a subscription",
      resources: [
        topic,
        routed(UNKNOWN, { dependencies: { alarmActions: ["pages"] } }),
        user("sns/topicSubscription:TopicSubscription", "topic", "pages"),
      ],
    },
    {
      title: "a topic that a chat listens to",
      resources: [
        topic,
        routed(UNKNOWN, { dependencies: { alarmActions: ["pages"] } }),
        user("chatbot/slackChannelConfiguration:SlackChannelConfiguration", "snsTopicArns", "pages"),
      ],
    },
    { title: "a topic that no alarm is sent to", resources: [topic] },
    { title: "a Prometheus alert with a severity", resources: rules("severity: critical") },
    { title: "one of sloth's", resources: rules("sloth_severity: page") },
    { title: "the labels of its group", resources: rules("app: orders", "labels: { team: orders }") },
  ],
};
