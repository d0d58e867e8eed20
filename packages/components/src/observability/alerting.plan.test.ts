import { Problems } from "../platform/problems";
import type { AlertRoute } from "../charts/kubePrometheusStackValues";
import { planAlerting, type AlertRouting, type AlertingPlan } from "./alerting.plan";

const everything: AlertRouting = {
  pagerDuty: { secret: "alerting/pagerduty" },
  slack: { secret: "alerting/slack", channel: "#alerts" },
  deadMansSwitch: { secret: "dead-mans-switch/url" },
};

function plan(routing?: AlertRouting): AlertingPlan {
  const problems = new Problems();
  const result = planAlerting(problems, routing);
  problems.throwIfAny("Test", "metrics");
  return result;
}

/** The receivers that an alert reaches, by Alertmanager's rule: the first route that matches, and further ones while it says `continue`. */
function receivers(routing: AlertRouting | undefined, labels: Record<string, string>): string[] {
  const { route } = plan(routing).config;
  const reached: string[] = [];
  for (const child of route.routes ?? []) {
    if (matches(child, labels)) {
      reached.push(child.receiver ?? route.receiver ?? "");
      if (child.continue !== true) {
        break;
      }
    }
  }
  return reached.length === 0 ? [route.receiver ?? ""] : reached;
}

function matches({ matchers = [] }: AlertRoute, labels: Record<string, string>): boolean {
  return matchers.every((matcher) => {
    const [, label = "", operator, value] = /^(\w+)(=|!=)"(.*)"$/.exec(matcher) ?? [];
    return (labels[label] === value) === (operator === "=");
  });
}

test.each([
  ["a page of ours", { severity: "critical", sloth_severity: "page" }, ["pagerduty", "slack"]],
  ["another tool's page", { sloth_severity: "page" }, ["pagerduty", "slack"]],
  ["a critical alert of the chart", { severity: "critical" }, ["pagerduty", "slack"]],
  ["a ticket", { severity: "warning", sloth_severity: "ticket" }, ["slack"]],
  ["the alert that always fires", { alertname: "Watchdog", severity: "none" }, ["dead-mans-switch"]],
  ["the alert that only inhibits others", { alertname: "InfoInhibitor", severity: "none" }, ["nobody"]],
])("%s reaches whom it concerns, once", (_, labels, reached) => {
  expect(receivers(everything, labels)).toEqual(reached);
});

test("without channels nobody is told", () => {
  expect(plan()).toMatchObject({ secrets: [], config: { receivers: [{ name: "nobody" }] } });
  expect(receivers(undefined, { severity: "critical" })).toEqual(["nobody"]);
  expect(receivers({ pagerDuty: { secret: "a/b" } }, { severity: "critical" })).toEqual(["pagerduty", "nobody"]);
});

test("OBS-03: credentials are files of mounted Secrets", () => {
  const { secrets, config } = plan(everything);
  expect(secrets).toEqual(["alerting", "dead-mans-switch"]);
  expect(config.receivers).toMatchObject([
    { name: "nobody" },
    { name: "pagerduty", pagerduty_configs: [{ routing_key_file: "/etc/alertmanager/secrets/alerting/pagerduty" }] },
    { name: "slack", slack_configs: [{ api_url_file: "/etc/alertmanager/secrets/alerting/slack", channel: "#alerts" }] },
    { name: "dead-mans-switch", webhook_configs: [{ url_file: "/etc/alertmanager/secrets/dead-mans-switch/url" }] },
  ]);
});

test("service levels of different services are different notifications", () => {
  expect(plan(everything).config.route.group_by).toEqual(["alertname", "cluster", "namespace", "sloth_service"]);
});

test("a page silences the ticket of the same objective, and of no other", () => {
  expect(plan().config.inhibit_rules[0]).toEqual({
    source_matchers: ['severity="critical"'],
    target_matchers: ['severity=~"warning|info"'],
    equal: ["namespace", "alertname", "sloth_id"],
  });
});

test("a credential in the place of its reference is refused, and not repeated", () => {
  const problems = new Problems();
  planAlerting(problems, {
    pagerDuty: { secret: "0123456789abcdef" },
    slack: { secret: "https://hooks.slack.com/services/T0/B0/x", channel: "alerts" },
  });
  expect(() => problems.throwIfAny("PrometheusStack", "metrics")).toThrow(
    [
      'PrometheusStack "metrics": 3 problems',
      "  alerts.pagerDuty.secret: not of the form <Secret>/<key>, such as alerting/pagerduty; put the credential in a Secret and name it here",
      '  alerts.slack.channel: "alerts" is no channel; write it as #alerts',
      "  alerts.slack.secret: not of the form <Secret>/<key>, such as alerting/pagerduty; put the credential in a Secret and name it here",
    ].join("\n"),
  );
});
