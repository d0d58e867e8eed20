import { join } from "node:path";
import { preview, value, type TestStack } from "@firmament/offline/testing";
import { Secret } from "@pulumi/kubernetes/core/v1/secret";
import { Provider } from "@pulumi/kubernetes/provider";
import { checkChartValues } from "../../test-support/chartValues";
import { cluster, tags } from "../../test-support/attachments";
import { made, misnamed } from "../../test-support/children";
import { expectGolden } from "../../test-support/golden";
import { PrometheusStack, type PrometheusStackArgs } from "./prometheusStack";

const args: PrometheusStackArgs = { cluster, tags };

const metrics = (change: Partial<PrometheusStackArgs> = {}, outputs: "simulated" | "unknown" = "simulated"): Promise<TestStack> =>
  preview(() => new PrometheusStack("metrics", { ...args, ...change }), { outputs });

test("has these children", async () => {
  const stack = await metrics();
  expectGolden(
    join(__dirname, "__golden__/prometheusStack.txt"),
    made(stack)
      .map(({ urn }) => urn)
      .sort(),
  );
  expect(stack.unparented()).toEqual([]);
  expect(misnamed(stack)).toEqual([]);
});

test("the definitions come before the chart, at the versions that are tested, and stay when it goes", async () => {
  const stack = await metrics();
  const definitions = stack.resource("metrics-crds");
  const release = stack.resource("metrics-release");
  const repositoryOpts = { repo: "https://prometheus-community.github.io/helm-charts" };
  expect(definitions.inputs).toMatchObject({
    chart: "prometheus-operator-crds",
    version: "31.0.1",
    repositoryOpts,
    values: { crds: { annotations: { "helm.sh/resource-policy": "keep" } } },
  });
  expect(release.inputs).toMatchObject({ chart: "kube-prometheus-stack", version: "88.5.3", repositoryOpts, values: { crds: { enabled: false } } });
  expect(release.dependencies).toContain(definitions.urn);
});

test("a release that fails is taken back, and does not block the next one", async () => {
  for (const release of (await metrics()).resources("kubernetes:helm.sh/v3:Release")) {
    expect(release.inputs).toMatchObject({ atomic: true, skipAwait: false, cleanupOnFail: true, maxHistory: 10 });
  }
});

test("OBS-01: a metric names its cluster, region and environment, and is kept for 15 days", async () => {
  const { inputs } = (await metrics()).resource("metrics-release");
  expect(inputs["values"]).toMatchObject({
    prometheus: {
      prometheusSpec: {
        scrapeInterval: "15s",
        retention: "15d",
        externalLabels: { cluster: "core", region: "eu-west-1", environment: "production" },
      },
    },
  });
});

test("every value that is sent is one that the chart reads", async () => {
  const stack = await metrics({ alerts: { slack: { secret: "alerting/slack", channel: "#alerts" } }, grafanaAdminSecret: "grafana-admin" });
  expect(checkChartValues("kube-prometheus-stack-88.5.3.json", stack.resource("metrics-release").inputs["values"] as object)).toEqual([]);
  expect(checkChartValues("prometheus-operator-crds-31.0.1.json", stack.resource("metrics-crds").inputs["values"] as object)).toEqual([]);
});

test("its namespace lets the node exporter see the node", async () => {
  expect((await metrics()).resource("metrics-namespace").inputs["metadata"]).toMatchObject({
    name: "monitoring",
    labels: { "pod-security.kubernetes.io/enforce": "privileged", team: "shop" },
    annotations: { owner: "shop@example.com" },
  });
});

test("is what a service attaches to", async () => {
  let attachment: unknown;
  await preview(async () => {
    const { namespace, release, retention, prometheusUrl } = new PrometheusStack("metrics", {
      ...args,
      namespace: "observability",
      retention: "30d",
    });
    attachment = { namespace: await value(namespace), release: await value(release), retention, prometheusUrl: await value(prometheusUrl) };
  });
  expect(attachment).toEqual({
    namespace: "observability",
    release: "metrics",
    retention: "30d",
    prometheusUrl: "http://metrics-prometheus.observability.svc:9090",
  });
});

test("the Secrets that it mounts can be created in its namespace while the release waits for them", async () => {
  const stack = await preview(() => {
    const provider = new Provider("core", { kubeconfig: "{}" });
    const prometheus = new PrometheusStack("metrics", { ...args, alerts: { pagerDuty: { secret: "alerting/pagerduty" } } }, { provider });
    new Secret("alerting", { metadata: { name: "alerting", namespace: prometheus.namespace }, stringData: { pagerduty: "0" } }, { provider });
  });
  const { dependencies } = stack.resource("alerting");
  expect(dependencies).toEqual([stack.resource("metrics-namespace").urn]);
});

test("the namespace can be there already", async () => {
  const stack = await metrics({ createNamespace: false });
  expect(stack.resources("kubernetes:core/v1:Namespace")).toEqual([]);
  expect(stack.resource("metrics-release").inputs["namespace"]).toBe("monitoring");
});

test("two clusters of one stack each have theirs", async () => {
  const stack = await preview(() => {
    new PrometheusStack("eu", args);
    new PrometheusStack("us", { ...args, cluster: { ...cluster, clusterName: "us", region: "us-east-1" } });
  });
  expect(stack.resources("kubernetes:helm.sh/v3:Release")).toHaveLength(4);
});

test("previews with every output unknown", async () => {
  expect((await metrics({}, "unknown")).resource("metrics-release").inputs["name"]).toBe("metrics");
});

test("everything that is wrong is said before anything is created", async () => {
  let message = "";
  const stack = await preview(() => {
    try {
      new PrometheusStack("metrics", { ...args, retention: "long", storageSize: "1Gi", alerts: { pagerDuty: { secret: "key" } } });
    } catch (error) {
      ({ message } = error as Error);
    }
  });
  expect(made(stack)).toEqual([]);
  expect(message).toBe(
    [
      'PrometheusStack "metrics": 3 problems',
      '  retention: "long" is no duration; write it as 15d',
      '  storageSize: "1Gi" is not at least 10Gi; write it as 100Gi',
      "  alerts.pagerDuty.secret: not of the form <Secret>/<key>, such as alerting/pagerduty; put the credential in a Secret and name it here",
    ].join("\n"),
  );
});
