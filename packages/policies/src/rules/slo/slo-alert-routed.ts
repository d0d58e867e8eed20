import { metricAlarms } from "../../aws/alarms";
import { texts } from "../../kernel/options";
import type { Property } from "../../kernel/property";
import { type StackResource, type StackView, onceForStack } from "../../kernel/resource";
import { type StackCheck, stackRule } from "../../kernel/rule";
import { anyOf, awsResources, kubernetesKinds, parseType } from "../../kernel/types";

const alarms = anyOf("CloudWatch alarms", metricAlarms, awsResources("cloudwatch", "CompositeAlarm"));
const topics = awsResources("sns", "Topic");
const prometheusRules = kubernetesKinds("monitoring.coreos.com", "PrometheusRule");
const dashboards = awsResources("cloudwatch", "Dashboard");

const config = {
  routingLabels: texts("Labels of which an alert needs one, so that Alertmanager can choose who is told.", [
    "severity",
    "sloth_severity",
    "slo_severity",
    "team",
  ]),
};

/**
 * Every alert reaches somebody. A CloudWatch alarm has `alarmActions`, and they are not turned off; or another resource takes the alarm up: a composite
 * alarm, a health check, a deployment that rolls back. Dashboards tell nobody. An SNS topic of the stack that alarms are sent to has a subscription in the
 * stack, which is advisory, since an e-mail address is often subscribed by hand. An alert of a `PrometheusRule` has a label that Alertmanager can route by,
 * of its own or of its group.
 */
export const sloAlertRouted = stackRule({
  id: "slo-alert-routed",
  title: "Alerts reach somebody",
  severity: "high",
  must: "tell somebody when they fire",
  because: "an alert that reaches nobody is none",
  fix: "give the alarm an action, or the alert a label that a route matches",
  compliance: { wellArchitected: ["OPS08-BP04", "REL06-BP03"] },
  appliesTo: anyOf("alarms and alerts", alarms, prometheusRules),
  config,
  check: (context) => {
    for (const resource of context.resources) {
      context.attempt(() => (prometheusRules.matches(resource.type) ? judgeRules(resource, context) : judgeAlarm(resource, context)));
    }
    judgeTopics(context);
  },
});

function judgeAlarm(alarm: StackResource, { stack, report, attempt }: StackCheck<typeof config>): void {
  const takenUp = (): boolean => (usersOf(stack).get(alarm) ?? []).some(({ resource }) => !dashboards.matches(resource.type));
  attempt(() => {
    const enabled = alarm.properties.at("actionsEnabled");
    if (enabled.boolean() === false && !takenUp()) {
      report(alarm, "the alarm's actions are turned off", { path: enabled.path, fix: "remove actionsEnabled: false" });
    }
  });
  attempt(() => {
    const actions = alarm.properties.at("alarmActions");
    if (actions.items().length === 0 && !takenUp()) {
      report(alarm, "the alarm tells nobody", { path: actions.path, fix: "give it alarmActions, such as an SNS topic" });
    }
  });
}

function judgeTopics({ resources, stack, report }: StackCheck<typeof config>): void {
  const ours = resources.filter(({ type }) => alarms.matches(type));
  for (const topic of stack.resources.filter(({ type }) => topics.matches(type))) {
    const users = usersOf(stack).get(topic) ?? [];
    const senders = ours.filter((alarm) => users.some(({ resource, property }) => resource === alarm && property === "alarmActions"));
    if (senders.length > 0 && !users.some(({ resource }) => isSubscriber(resource))) {
      report(
        topic,
        `no subscription to this topic, which ${senders.map(({ name }) => name).join(" and ")} send${senders.length === 1 ? "s" : ""} to`,
        {
          level: "advisory",
          fix: "add an sns.TopicSubscription",
        },
      );
    }
  }
}

/** A subscription, or a chat that AWS Chatbot sends to. */
function isSubscriber({ type }: StackResource): boolean {
  const { module, name } = parseType(type);
  return name === "TopicSubscription" || module.split("/")[0] === "chatbot";
}

interface Use {
  resource: StackResource;
  property: string;
}

/** By resource, what its outputs went into. */
const usersOf: (stack: StackView) => ReadonlyMap<StackResource, readonly Use[]> = onceForStack((stack) => {
  const users = new Map<StackResource, Use[]>();
  for (const resource of stack.resources) {
    for (const [property] of resource.properties.entries()) {
      for (const source of resource.dependenciesOf(property)) {
        const known = users.get(source);
        if (known === undefined) {
          users.set(source, [{ resource, property }]);
        } else {
          known.push({ resource, property });
        }
      }
    }
  }
  return users;
});

function judgeRules(resource: StackResource, { config: { routingLabels }, report, attempt }: StackCheck<typeof config>): void {
  const isRouted = (labels: Property): boolean => routingLabels.some((label) => !labels.at(label).isAbsent && labels.at(label).string() !== "");
  for (const group of resource.properties.at("spec", "groups").items()) {
    for (const rule of group.at("rules").items()) {
      attempt(() => {
        const alert = rule.at("alert");
        if (!alert.isAbsent && !isRouted(rule.at("labels")) && !isRouted(group.at("labels"))) {
          report(resource, `alert ${alert.shown()} has none of the labels ${routingLabels.join(", ")}`, {
            path: rule.at("labels").path,
            fix: `add the label ${routingLabels[0] ?? "severity"} to the alert`,
          });
        }
      });
    }
  }
}
