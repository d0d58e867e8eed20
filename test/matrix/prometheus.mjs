import { table, unknown } from "./table.mjs";
import { cluster, dev, tags } from "./values.mjs";

const row = table("PrometheusStack", "metrics", { cluster, tags });

/** The longest name: the chart cuts what is longer. */
export const longest = 26;

const pagerDuty = { secret: "alerting/pagerduty" };
const slack = { secret: "alerting/slack-url", channel: "#alerts" };
const deadMansSwitch = { secret: "elsewhere.example/dead_mans.switch" };

export const cases = [
  row("as usual"),
  row("outputs unknown", {}, { outputs: "unknown" }),
  row("nothing of the cluster known", { cluster: Object.fromEntries(Object.keys(cluster).map((key) => [key, unknown()])) }),

  ...["m", "metrics--2", "m0"].map((name) => row(`name ${name}`, {}, { name })),
  row("longest name", {}, { name: "x".repeat(longest) }),
  ...[true, false].map((createNamespace) =>
    row(`namespace ${createNamespace ? "made here" : "of somebody else"}`, { namespace: "n".repeat(63), createNamespace }),
  ),

  ...["1h", "15d", "1y"].map((retention) => row(`retention ${retention}`, { retention })),
  ...["10Gi", "1Ti", "20480Mi"].map((storageSize) => row(`storage ${storageSize}`, { storageSize, storageClass: "gp3" })),
  row("Grafana", { grafanaAdminSecret: "grafana" }),

  row("no alerts", { alerts: {} }),
  row("alerts to PagerDuty", { alerts: { pagerDuty } }),
  row("alerts to Slack", { alerts: { slack } }),
  row("a dead man's switch alone", { alerts: { deadMansSwitch } }),
  row("alerts to everybody", { alerts: { pagerDuty, slack, deadMansSwitch } }),
  row("tags of development", { tags: dev }),
];
