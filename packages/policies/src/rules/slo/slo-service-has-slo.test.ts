import { describeRule } from "../../../test-support/contract";
import { type Given, UNKNOWN, judgeStack } from "../../../test-support/judge";
import { deployment, pyrraObjective, rules, service, slothLevel, slothRules } from "../../../test-support/slo";
import { sloServiceHasSlo } from "./slo-service-has-slo";
import { fixtures } from "./slo-service-has-slo.fixtures";

describeRule(sloServiceHasSlo, fixtures);

const judge = (resources: Given[], config?: Record<string, unknown>) => judgeStack(sloServiceHasSlo, resources, { config });
const orders = [deployment("orders"), service("orders", { "app.kubernetes.io/name": "orders" })];

const violation = {
  kind: "violation",
  name: "orders",
  message:
    "no SLO for orders, which Service orders exposes\n" +
    "fix: add an SLO whose service is orders: a ServiceLevelObjective, a PrometheusServiceLevel, or a PrometheusRule with sloth_service: orders",
};

describe("slo-service-has-slo", () => {
  it("reports a workload that a Service exposes and no SLO is about", () => {
    expect(judge(orders)).toEqual([violation]);
    expect(
      judge([
        ...orders,
        slothRules("payments"),
        rules("others", [{ alert: "Down", expr: "up == 0", labels: { severity: "critical", service: "orders" } }]),
      ]),
    ).toEqual([violation]);
  });

  it("names every Service that exposes the workload, once, but those for metrics", () => {
    const labels = { "app.kubernetes.io/name": "orders" };
    const [first] = judge([
      ...orders,
      service("orders-preview", labels),
      service("orders-metrics", labels),
      { ...service("orders", labels), name: "twin" },
    ]);
    expect(first?.message.split("\n")[0]).toBe("no SLO for orders, which Service orders-preview and Service orders expose");
  });

  it.each<[string, Given]>([
    ["rules of sloth", slothRules("orders")],
    ["a resource of sloth", slothLevel("orders")],
    ["a resource of Pyrra", pyrraObjective("orders")],
    ["a resource of Pyrra that names the service", pyrraObjective("availability", {}, { "pyrra.dev/service": "orders" })],
    ["rules with plain labels", rules("x", [{ record: "slo:errors", expr: "vector(1)", labels: { service: "orders", slo: "availability" } }])],
    [
      "queries on its metrics",
      { ...slothLevel("shop"), properties: { spec: { service: "shop", slos: [{ sli: { events: { errorQuery: 'errors{job="orders"}' } } }] } } },
    ],
  ])("passes one with %s", (_name, slo) => {
    expect(judge([...orders, slo])).toEqual([]);
  });

  it.each(["StatefulSet", "Rollout"])("applies to a %s", (kind) => {
    const type = kind === "Rollout" ? "kubernetes:argoproj.io/v1alpha1:Rollout" : `kubernetes:apps/v1:${kind}`;
    expect(judge([{ ...deployment("orders"), type }, ...orders.slice(1)])).toEqual([violation]);
  });

  it.each<[string, Given[]]>([
    ["no Service exposes", [deployment("orders")]],
    ["a Service of other pods does not expose", [deployment("orders"), service("payments", { "app.kubernetes.io/name": "payments" })]],
    [
      "a Service in another namespace does not expose",
      [deployment("orders"), service("orders", { "app.kubernetes.io/name": "orders" }, { metadata: { namespace: "other" } })],
    ],
    ["a Service without a selector does not expose", [deployment("orders"), service("orders", undefined), service("none", {})]],
    [
      "only a headless Service names",
      [deployment("orders", { kind: "StatefulSet" }), service("orders", { "app.kubernetes.io/name": "orders" }, { spec: { clusterIP: "None" } })],
    ],
    ["is a Job", [{ ...deployment("orders"), type: "kubernetes:batch/v1:Job" }, ...orders.slice(1)]],
    ["is empty", [{ type: "kubernetes:apps/v1:Deployment", name: "orders", properties: {} }, ...orders.slice(1)]],
    ["has labels that are a text", [deployment("orders", { labels: "orders" }), ...orders.slice(1)]],
  ])("passes a workload that %s", (_name, resources) => {
    expect(judge(resources)).toEqual([]);
  });

  it("takes objects whose namespace is not known yet for neighbours", () => {
    const metadata = { namespace: UNKNOWN };
    expect(judge([deployment("orders", { metadata }), service("orders", { "app.kubernetes.io/name": "orders" }, { metadata })])).toEqual([violation]);
  });

  it("takes the namespace of the provider, and default, where an object has none", () => {
    const [workload, exposing] = [
      deployment("orders", { metadata: { namespace: undefined } }),
      service("orders", { "app.kubernetes.io/name": "orders" }),
    ];
    expect(judge([workload, exposing])).toEqual([]);
    expect(judge([{ ...workload, provider: { namespace: "shop" } }, exposing])).toEqual([violation]);
  });

  it("does not take the SLO of a service of the same name in another namespace", () => {
    const elsewhere = rules("x", [
      { record: "slo:errors", expr: "vector(1)", labels: { sloth_service: "orders", sloth_slo: "availability", namespace: "other" } },
    ]);
    const here = rules("y", [
      { record: "slo:errors", expr: "vector(1)", labels: { sloth_service: "orders", sloth_slo: "availability", namespace: "shop" } },
    ]);
    expect(judge([...orders, elsewhere])).toEqual([violation]);
    expect(judge([...orders, elsewhere, here])).toEqual([]);
  });

  it("is undetermined when an unknown selector or label decides, and still judges the others", () => {
    const hidden = deployment("payments", { labels: { "app.kubernetes.io/name": UNKNOWN } });
    expect(judge([...orders, hidden])).toEqual([
      violation,
      {
        kind: "undetermined",
        name: "payments",
        message: 'string value at .spec.template.metadata.labels["app.kubernetes.io/name"] can\'t be known during preview',
      },
    ]);
  });

  it("is undetermined when an SLO that can't be read yet may be the one", () => {
    const unread = rules("x", UNKNOWN);
    expect(judge([...orders, unread])).toEqual([
      { kind: "undetermined", name: "x", message: "string value at .spec.groups[0].rules can't be known during preview" },
    ]);
    expect(judge([...orders, unread, slothRules("orders")])).toEqual([]);
  });

  describe("by its configuration", () => {
    it("knows the service by other labels", () => {
      const labelled = [deployment("orders", { labels: { svc: "shop-orders", app: "x" } }), service("web", { app: "x" })];
      expect(judge([...labelled, slothRules("shop-orders")])).toHaveLength(1);
      expect(judge([...labelled, slothRules("shop-orders")], { serviceLabels: ["svc"] })).toEqual([]);
    });

    it("matches only in the ways that it is told", () => {
      const annotated = [deployment("orders", { metadata: { annotations: { "firmament.dev/slo": "checkout" } } }), ...orders.slice(1)];
      expect(judge([...annotated, slothRules("checkout")])).toEqual([]);
      expect(judge([...annotated, slothRules("payments")])).toEqual([violation]);
      expect(judge([...annotated, slothRules("checkout")], { matchBy: ["label", "promql"] })).toEqual([violation]);
      expect(judge([...orders, slothRules("orders")], { matchBy: ["annotation"] })).toEqual([violation]);
      expect(judge([...annotated, slothRules("checkout")], { annotation: "other" })).toEqual([violation]);
    });

    it("leaves tiers and namespaces out", () => {
      const tiered = [deployment("orders", { metadata: { labels: { tier: "2" } } }), ...orders.slice(1)];
      expect(judge(tiered, { tiers: ["1"] })).toEqual([]);
      expect(judge(tiered, { tiers: ["1", "2"] })).toEqual([violation]);
      expect(judge(orders, { ignoredNamespaces: ["shop"] })).toEqual([]);
    });
  });

  it("is exempt where an exemption says so", () => {
    const exemption = { match: "orders", reason: "internal tool without users", owner: "shop", expires: "2027-03-31" };
    expect(judge(orders, { exemptions: [exemption] })).toEqual([{ ...violation, kind: "exempt" }]);
    expect(judge(orders, { exemptions: [{ ...exemption, expires: "2025-03-31" }] }).map(({ kind }) => kind)).toEqual([
      "violation",
      "exemption-expired",
    ]);
  });
});
