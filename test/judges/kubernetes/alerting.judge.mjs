// The Alertmanager configuration that PrometheusStack hands to its chart, judged by amtool: that Alertmanager takes it, and whom each alert reaches.
// `npm run test:judges` runs it; on its own it needs a build. The last line is `N passed, N failed`.
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import os from "node:os";
import path from "node:path";
import process from "node:process";
import { amtool } from "../../../scripts/judges/amtool.mjs";
import { exitOnSignals, reporter } from "../../../scripts/lib/report.mjs";
import { capture, root, say } from "../../../scripts/lib/shell.mjs";
import { prometheusChart } from "./objects.mjs";

const require = createRequire(import.meta.url);
const { preview } = require(path.join(root, "packages", "offline", "dist", "testing", "index.js"));
const { PrometheusStack, ServiceLevelObjective } = require(path.join(root, "packages", "components", "dist", "index.js"));

const tags = { costCenter: "cc-1042", environment: "production", owner: "shop@example.com", team: "shop", service: "orders" };
const cluster = { clusterName: "core", region: "eu-west-1", kubeconfig: "{}" };

/** Every channel, and its receiver. */
const channels = {
  pagerDuty: { receiver: "pagerduty", route: { secret: "alerting/pagerduty" } },
  slack: { receiver: "slack", route: { secret: "alerting/slack", channel: "#alerts" } },
  deadMansSwitch: { receiver: "dead-mans-switch", route: { secret: "dead-mans-switch/url" } },
};

/** Which channels an alert reaches, where they are set. */
const PAGE = ["pagerDuty", "slack"];
const TICKET = ["slack"];
const alerts = [
  { title: "a critical alert of the chart", labels: { alertname: "KubePersistentVolumeFillingUp", severity: "critical" }, reaches: PAGE },
  { title: "another SLO tool's page", labels: { alertname: "HighErrors", sloth_severity: "page" }, reaches: PAGE },
  { title: "another SLO tool's ticket", labels: { alertname: "HighErrors", sloth_severity: "ticket" }, reaches: TICKET },
  { title: "a warning of the chart", labels: { alertname: "KubePodCrashLooping", severity: "warning" }, reaches: TICKET },
  { title: "Watchdog, which always fires", labels: { alertname: "Watchdog", severity: "none" }, reaches: ["deadMansSwitch"] },
  { title: "InfoInhibitor, which only silences others", labels: { alertname: "InfoInhibitor", severity: "none" }, reaches: [] },
  ...(await alertsOfServiceLevels()),
];

exitOnSignals();
const work = mkdtempSync(path.join(os.tmpdir(), "firmament-amtool-"));
process.on("exit", () => rmSync(work, { recursive: true, force: true }));
const { binary, parts } = await amtool(say);
const report = reporter();

const [, installed] = prometheusChart.keys["alertmanager.alertmanagerSpec.image.tag"];
report.check(parts[0].version === installed, `amtool ${parts[0].version} is of the Alertmanager that the chart installs`, [`that is ${installed}`]);

for (const set of subsets(Object.keys(channels))) {
  const title = set.length === 0 ? "no channel" : set.join(", ");
  const config = await configuration(set);
  const file = write(config);
  const { code, output } = await capture(binary, ["check-config", file]);
  report.check(code === 0, `amtool check-config: ${title}`, [output.trim()]);
  const lost = [];
  for (const alert of alerts) {
    const expected = alert.reaches.filter((channel) => set.includes(channel)).map((channel) => channels[channel].receiver);
    const reached = await receivers(config, file, alert.labels);
    if (reached.join() !== expected.join()) {
      lost.push(`${alert.title} reaches ${reached.join(", ") || "nobody"}, not ${expected.join(", ") || "nobody"}`);
    }
  }
  report.check(lost.length === 0, `amtool config routes test: ${title}: ${alerts.length} alerts reach whom they concern`, lost);
}

// What a judge accepts says little, unless it refuses what is wrong.
const wrong = {
  "a field that is misspelt": (config) => (config.receivers[1].pagerduty_config = []),
  "a receiver that nobody defines": (config) => (config.route.routes[0].receiver = "everybody"),
  "a matcher that is none": (config) => (config.route.routes[0].matchers = ["alertname"]),
  "an expression that is none": (config) => (config.inhibit_rules[0].target_matchers = ['severity=~"("']),
  "a channel without a credential": (config) => delete config.receivers[1].pagerduty_configs[0].routing_key_file,
  "a duration that is none": (config) => (config.route.group_wait = "soon"),
};
for (const [title, fault] of Object.entries(wrong)) {
  const config = await configuration(Object.keys(channels));
  fault(config);
  const { code } = await capture(binary, ["check-config", write(config)]);
  report.check(code !== 0, `refused: ${title}`, ["it was accepted"]);
}
report.end();

function subsets([first, ...rest]) {
  return first === undefined ? [[]] : subsets(rest).flatMap((set) => [set, [first, ...set]]);
}

/** Alertmanager's file, as Helm writes it: the values over the chart's defaults. */
async function configuration(set) {
  const routes = Object.fromEntries(set.map((channel) => [channel, channels[channel].route]));
  const stack = await preview(() => {
    new PrometheusStack("metrics", { cluster, alerts: routes, tags });
  });
  const { values } = stack.resource("metrics-release").inputs;
  const prefix = "alertmanager.config.";
  const defaults = Object.entries(prometheusChart.keys).filter(([key, value]) => key.startsWith(prefix) && Array.isArray(value));
  const config = structuredClone(values.alertmanager.config);
  for (const [key, [, value]] of defaults) {
    const names = key.slice(prefix.length).split(".");
    const last = names.pop();
    const parent = names.reduce((object, name) => (object[name] ??= {}), config);
    parent[last] ??= value;
  }
  return config;
}

/** JSON is YAML. */
function write(config) {
  const file = path.join(work, "alertmanager.yaml");
  writeFileSync(file, JSON.stringify(config, null, 2));
  return file;
}

/** The receivers that an alert reaches and that tell somebody. */
async function receivers(config, file, labels) {
  const args = Object.entries(labels).map(([name, value]) => `${name}=${value}`);
  const { code, output } = await capture(binary, ["config", "routes", "test", `--config.file=${file}`, ...args]);
  if (code !== 0) {
    throw new Error(`amtool config routes test ${args.join(" ")} failed\n${output.trim()}`);
  }
  const silent = new Set(config.receivers.filter((receiver) => Object.keys(receiver).length === 1).map(({ name }) => name));
  return output
    .trim()
    .split(",")
    .filter((name) => !silent.has(name));
}

/** The alerts of our own rules, with the labels that they have. */
async function alertsOfServiceLevels() {
  const metrics = { namespace: "monitoring", release: "metrics", retention: "30d" };
  const targets = { availability: 99.9, latency: { p99: "500ms" } };
  const stack = await preview(() => {
    new ServiceLevelObjective("orders", { cluster, metrics, namespace: "shop", targets, runbookUrl: "https://runbooks.example.com/orders", tags });
  });
  const [rules] = stack.resources("kubernetes:monitoring.coreos.com/v1:PrometheusRule");
  return rules.inputs.spec.groups
    .flatMap(({ rules: each }) => each)
    .filter(({ alert }) => alert !== undefined)
    .map(({ alert, labels }) => ({
      title: `${alert} of severity ${labels.severity}`,
      labels: { alertname: alert, namespace: "shop", ...labels },
      reaches: labels.severity === "critical" ? PAGE : TICKET,
    }));
}
