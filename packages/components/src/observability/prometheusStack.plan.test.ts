import { tags } from "../../test-support/attachments";
import { Problems } from "../platform/problems";
import { kubePrometheusStackValues, planPrometheusStack, type PrometheusStackInput } from "./prometheusStack.plan";

function plan(given: Partial<PrometheusStackInput> = {}, name = "metrics") {
  const problems = new Problems();
  const result = planPrometheusStack(problems, name, { tags, ...given });
  problems.throwIfAny("PrometheusStack", name);
  return result;
}

const values = (given?: Partial<PrometheusStackInput>) => kubePrometheusStackValues(plan(given), { name: "core", region: "eu-west-1" });

test("OBS-01: scraped and evaluated every 15 seconds, kept for 15 days on disk, and nobody's monitor is overlooked", () => {
  expect(values().prometheus.prometheusSpec).toMatchObject({
    replicas: 2,
    scrapeInterval: "15s",
    evaluationInterval: "15s",
    retention: "15d",
    retentionSize: "80GB",
    podAntiAffinity: "hard",
    podAntiAffinityTopologyKey: "topology.kubernetes.io/zone",
    externalLabels: { cluster: "core", region: "eu-west-1", environment: "production" },
    serviceMonitorSelectorNilUsesHelmValues: false,
    podMonitorSelectorNilUsesHelmValues: false,
    ruleSelectorNilUsesHelmValues: false,
    probeSelectorNilUsesHelmValues: false,
    scrapeConfigSelectorNilUsesHelmValues: false,
    storageSpec: { volumeClaimTemplate: { spec: { accessModes: ["ReadWriteOnce"], resources: { requests: { storage: "100Gi" } } } } },
  });
});

test("OBS-02: what AWS runs is neither scraped nor alerted on", () => {
  const { kubeControllerManager, kubeScheduler, kubeEtcd, kubeProxy, defaultRules } = values();
  expect([kubeControllerManager, kubeScheduler, kubeEtcd, kubeProxy]).toEqual(Array(4).fill({ enabled: false }));
  expect(defaultRules.rules).toEqual({
    etcd: false,
    kubeControllerManager: false,
    kubeProxy: false,
    kubeSchedulerAlerting: false,
    kubeSchedulerRecording: false,
  });
});

test("three Alertmanagers keep their silences on disk, and their own namespace's configuration is for everybody", () => {
  expect(values({ alerts: { pagerDuty: { secret: "alerting/pagerduty" } } }).alertmanager.alertmanagerSpec).toMatchObject({
    replicas: 3,
    retention: "120h",
    secrets: ["alerting"],
    alertmanagerConfigMatcherStrategy: { type: "OnNamespaceExceptForAlertmanagerNamespace" },
    storage: { volumeClaimTemplate: { spec: { resources: { requests: { storage: "10Gi" } } } } },
  });
});

test("each of the two lets a node be drained", () => {
  const { prometheus, alertmanager } = values();
  expect(prometheus.podDisruptionBudget.minAvailable).toBeLessThan(prometheus.prometheusSpec.replicas);
  expect(alertmanager.podDisruptionBudget.minAvailable).toBeLessThan(alertmanager.alertmanagerSpec.replicas);
});

test("definitions are never the chart's: Helm would not upgrade them", () => {
  expect(values().crds).toEqual({ enabled: false });
});

test("Grafana is there when its administrator is", () => {
  expect(values().grafana).toEqual({ enabled: false });
  expect(values({ grafanaAdminSecret: "grafana-admin" }).grafana).toMatchObject({ enabled: true, admin: { existingSecret: "grafana-admin" } });
});

test("OBS-03: no value is named like a credential but those that name a Secret or a file", () => {
  const all = values({
    grafanaAdminSecret: "grafana-admin",
    alerts: { pagerDuty: { secret: "a/b" }, slack: { secret: "a/c", channel: "#c" }, deadMansSwitch: { secret: "a/d" } },
  });
  const suspicious: string[] = [];
  JSON.stringify(all, (key, value: unknown) => {
    if (/key|token|password|secret|url/i.test(key) && typeof value === "string") {
      suspicious.push(key);
    }
    return value;
  });
  // `key` is a toleration's.
  expect([...new Set(suspicious)].sort()).toEqual([
    "api_url_file",
    "existingSecret",
    "key",
    "podAntiAffinityTopologyKey",
    "routing_key_file",
    "url_file",
  ]);
});

test.each([
  ["50Gi", "40GB"],
  ["1Ti", "819GB"],
])("of a disk of %s, samples take %s at most", (storageSize, retentionSize) => {
  expect(plan({ storageSize }).retentionSize).toBe(retentionSize);
});

test.each([
  ["a long name", {}, "a".repeat(27), `name: "${"a".repeat(27)}" has 27 characters, 26 are allowed; shorten it`],
  ["no retention", { retention: "15" }, "metrics", 'retention: "15" is no duration; write it as 15d'],
  ["a disk of no size", { storageSize: "100" }, "metrics", 'storageSize: "100" is not at least 10Gi; write it as 100Gi'],
  ["too small a disk", { storageSize: "5Gi" }, "metrics", 'storageSize: "5Gi" is not at least 10Gi; write it as 100Gi'],
  [
    "a Secret that cannot be",
    { grafanaAdminSecret: "Grafana" },
    "metrics",
    'grafanaAdminSecret: "Grafana" is no DNS label; use lower-case letters, digits and -, and start with a letter',
  ],
])("%s is refused", (_, given, name, message) => {
  expect(() => plan(given, name)).toThrow(`PrometheusStack "${name}": 1 problem\n  ${message}`);
});
