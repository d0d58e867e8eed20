import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { checkChartValues } from "../../test-support/chartValues";
import { kubePrometheusStackValues, planPrometheusStack } from "../observability/prometheusStack.plan";
import { Problems } from "../platform/problems";
import { planVault, vaultValues } from "../vault/vault.plan";
import { CHARTS } from "./charts";

const tags = { costCenter: "cc-1042", environment: "production", owner: "platform@example.com", team: "platform", service: "observability" };
const FACTS = path.join(__dirname, "..", "..", "test-data", "charts");

describe("every values key that a component sets is one that the chart reads", () => {
  test("kube-prometheus-stack, with everything on", () => {
    const plan = planPrometheusStack(new Problems(), "metrics", {
      storageClass: "gp3",
      grafanaAdminSecret: "grafana-admin",
      alerts: {
        pagerDuty: { secret: "alerting/pagerduty" },
        slack: { secret: "alerting/slack", channel: "#alerts" },
        deadMansSwitch: { secret: "alerting/switch" },
      },
      tags,
    });
    expect(checkChartValues("kube-prometheus-stack-88.5.3.json", kubePrometheusStackValues(plan, { name: "core", region: "eu-west-1" }))).toEqual([]);
  });

  test("vault, with everything on", () => {
    const plan = planVault(new Problems(), "vault", { storageClass: "gp3", tags });
    const values = vaultValues(plan, { configuration: "ui = false", roleArn: "arn:aws:iam::123456789012:role/vault", metricsRelease: "metrics" });
    expect(checkChartValues("vault-0.34.1.json", values)).toEqual([]);
  });

  test("prometheus-operator-crds", () => {
    expect(checkChartValues("prometheus-operator-crds-31.0.1.json", { crds: { annotations: { "helm.sh/resource-policy": "keep" } } })).toEqual([]);
  });
});

describe("chart versions", () => {
  test.each(Object.values(CHARTS))("$chart $version is the version of the facts", ({ chart, version }) => {
    const facts = JSON.parse(readFileSync(path.join(FACTS, `${chart}-${version}.json`), "utf8")) as { chart: string; version: string };
    expect(facts).toMatchObject({ chart, version });
  });

  test("every subchart has its facts", () => {
    const missing = readdirSync(FACTS)
      .filter((file) => file.endsWith(".json"))
      .flatMap((file) => (JSON.parse(readFileSync(path.join(FACTS, file), "utf8")) as { dependencies: { file?: string }[] }).dependencies)
      .filter(({ file }) => file === undefined || !existsSync(path.join(FACTS, file)));
    expect(missing).toEqual([]);
  });
});
