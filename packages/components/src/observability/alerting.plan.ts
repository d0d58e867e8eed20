import type { AlertReceiver, AlertRoute, AlertmanagerConfig } from "../charts/kubePrometheusStackValues";
import type { Problems } from "../platform/problems";

/** Where alerts go. Each channel's credential is in a Secret of the stack's namespace, written `<Secret>/<key>`; it is mounted, never copied. */
export interface AlertRouting {
  /** Pages: alerts of severity `critical`, and pages of other SLO tools. */
  pagerDuty?: PagerDutyRoute;
  /** Every alert that is worth reading. */
  slack?: SlackRoute;
  /** A service that calls for help when the alert that always fires stops coming: when Prometheus or Alertmanager is dead. */
  deadMansSwitch?: DeadMansSwitchRoute;
}

export interface PagerDutyRoute {
  /** The routing key of an Events API v2 integration, as `<Secret>/<key>`. */
  secret: string;
}

export interface SlackRoute {
  /** The URL of an incoming webhook, as `<Secret>/<key>`. */
  secret: string;
  /** The channel, such as `#alerts`. */
  channel: string;
}

export interface DeadMansSwitchRoute {
  /** The URL that is called every five minutes, as `<Secret>/<key>`. */
  secret: string;
}

export interface AlertingPlan {
  config: AlertmanagerConfig;
  /** The Secrets to mount, sorted. */
  secrets: string[];
}

/** Where the operator mounts Secrets. */
const SECRETS_DIRECTORY = "/etc/alertmanager/secrets";

const NOBODY = "nobody";

export function planAlerting(problems: Problems, routing: AlertRouting = {}): AlertingPlan {
  const { pagerDuty, slack, deadMansSwitch } = routing;
  const secrets = new Set<string>();
  const file = (path: string, secret: string): string => {
    const match = /^([a-z0-9]([-a-z0-9.]*[a-z0-9])?)\/([-._a-zA-Z0-9]+)$/.exec(secret ?? "");
    if (match === null) {
      // The value is not repeated: whoever gets this wrong may have written the credential itself.
      problems.add(
        `alerts.${path}.secret`,
        "not of the form <Secret>/<key>, such as alerting/pagerduty; put the credential in a Secret and name it here",
      );
      return "";
    }
    secrets.add(match[1] as string);
    return `${SECRETS_DIRECTORY}/${secret}`;
  };

  const receivers: AlertReceiver[] = [{ name: NOBODY }];
  if (pagerDuty !== undefined) {
    receivers.push({ name: "pagerduty", pagerduty_configs: [pagerDutyConfig(file("pagerDuty", pagerDuty.secret))] });
  }
  if (slack !== undefined) {
    problems.require(
      /^#\S+$/.test(slack.channel ?? ""),
      "alerts.slack.channel",
      `${JSON.stringify(slack.channel)} is no channel; write it as #alerts`,
    );
    receivers.push({ name: "slack", slack_configs: [slackConfig(file("slack", slack.secret), slack.channel)] });
  }
  if (deadMansSwitch !== undefined) {
    receivers.push({
      name: "dead-mans-switch",
      webhook_configs: [{ url_file: file("deadMansSwitch", deadMansSwitch.secret), send_resolved: false }],
    });
  }
  return { config: { route: rootRoute(routing), receivers, inhibit_rules: INHIBITIONS }, secrets: [...secrets].sort() };
}

function rootRoute({ pagerDuty, slack, deadMansSwitch }: AlertRouting): AlertRoute {
  const everybody = slack === undefined ? NOBODY : "slack";
  return {
    receiver: everybody,
    // An alert of a service level has no pod or job: by the chart's default, the namespace alone, those of all services would be one notification.
    group_by: ["alertname", "cluster", "namespace", "sloth_service"],
    group_wait: "30s",
    group_interval: "5m",
    repeat_interval: "12h",
    routes: [
      {
        matchers: ['alertname="Watchdog"'],
        receiver: deadMansSwitch === undefined ? NOBODY : "dead-mans-switch",
        group_wait: "0s",
        group_interval: "1m",
        repeat_interval: "5m",
      },
      { matchers: ['alertname="InfoInhibitor"'], receiver: NOBODY },
      // Two routes, since matchers of one must all hold; they exclude each other, so that nothing pages twice.
      ...(pagerDuty === undefined ? [] : [pageRoute(['severity="critical"', 'sloth_severity!="page"']), pageRoute(['sloth_severity="page"'])]),
      // Whoever was paged finds the alert in the channel as well.
      { receiver: everybody },
    ],
  };
}

function pageRoute(matchers: string[]): AlertRoute {
  return { matchers, receiver: "pagerduty", continue: true, repeat_interval: "4h" };
}

/** `equal` holds where both alerts lack the label, so rules that are not about service levels behave as with the chart's own inhibitions. */
const INHIBITIONS: AlertmanagerConfig["inhibit_rules"] = [
  { source_matchers: ['severity="critical"'], target_matchers: ['severity=~"warning|info"'], equal: ["namespace", "alertname", "sloth_id"] },
  { source_matchers: ['severity="warning"'], target_matchers: ['severity="info"'], equal: ["namespace", "alertname", "sloth_id"] },
  { source_matchers: ['alertname="InfoInhibitor"'], target_matchers: ['severity="info"'], equal: ["namespace"] },
];

function pagerDutyConfig(routingKeyFile: string): NonNullable<AlertReceiver["pagerduty_configs"]>[number] {
  return {
    routing_key_file: routingKeyFile,
    send_resolved: true,
    description: "{{ .CommonAnnotations.summary }}",
    details: { description: "{{ .CommonAnnotations.description }}", runbook: "{{ .CommonAnnotations.runbook_url }}" },
  };
}

function slackConfig(urlFile: string, channel: string): NonNullable<AlertReceiver["slack_configs"]>[number] {
  return {
    api_url_file: urlFile,
    channel,
    send_resolved: true,
    title: "[{{ .Status | toUpper }}] {{ .CommonLabels.alertname }}",
    text: "{{ range .Alerts }}*{{ .Annotations.summary }}*\n{{ .Annotations.description }}\n{{ .Annotations.runbook_url }}\n{{ end }}",
  };
}
