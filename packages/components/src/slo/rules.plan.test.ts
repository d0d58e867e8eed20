import { tags } from "../../test-support/attachments";
import { parseDuration } from "../platform/quantities";
import { Problems } from "../platform/problems";
import type { AlertingRule, RecordingRule } from "./prometheusRule";
import { serviceLevelRules } from "./rules.plan";
import { planServiceLevels, type ServiceLevelTargets } from "./slo.plan";

function rules(targets: ServiceLevelTargets, retention = "15d") {
  const problems = new Problems();
  const plan = planServiceLevels(problems, {
    service: "orders",
    namespace: "shop",
    targets,
    retention,
    runbookUrl: "https://r.example.com/orders",
    tags,
  });
  problems.throwIfAny("Test", "orders");
  return serviceLevelRules(plan);
}

function recordings(targets: ServiceLevelTargets, retention?: string): RecordingRule[] {
  return rules(targets, retention).groups.flatMap((group) => group.rules.filter((rule) => "record" in rule));
}

function alerts(targets: ServiceLevelTargets): AlertingRule[] {
  return rules(targets).groups.flatMap((group) => group.rules.filter((rule) => "alert" in rule));
}

test("there is a group for each objective and one for the service, and what an alert reads is recorded before it", () => {
  const { groups } = rules({ availability: 99.9, latency: { p99: "500ms" } });
  expect(groups.map(({ name }) => name)).toEqual(["slo-orders-availability", "slo-orders-latency-p99", "slo-orders-health"]);
  const kinds = groups[0]?.rules.map((rule) => ("record" in rule ? "record" : "alert")) ?? [];
  expect(kinds.lastIndexOf("record")).toBeLessThan(kinds.indexOf("alert"));
});

test("SLO-03: the error ratio is recorded over seven windows, and over the period where its samples are kept", () => {
  const windows = (retention: string) =>
    recordings({ availability: 99.9 }, retention)
      .filter(({ record }) => record.startsWith("slo:sli_error:"))
      .map(({ record, labels }) => [record, labels?.["sloth_window"]]);
  const seven = ["5m", "30m", "1h", "2h", "6h", "1d", "3d"].map((window) => [`slo:sli_error:ratio_rate${window}`, window]);
  expect(windows("15d")).toEqual(seven);
  expect(windows("30d")).toEqual([...seven, ["slo:sli_error:ratio_rate30d", "30d"]]);
});

test("SLO-05: without an error series there are no errors, and without traffic there is no ratio", () => {
  expect(recordings({ availability: 99.9 })[0]).toEqual({
    record: "slo:sli_error:ratio_rate5m",
    expr:
      '((sum(rate(http_requests_total{namespace="shop",job="orders",code=~"5.."}[5m]))) or vector(0))\n/\n' +
      '((sum(rate(http_requests_total{namespace="shop",job="orders"}[5m]))) > 0)',
    labels: { namespace: "shop", sloth_id: "orders-availability", sloth_service: "orders", sloth_slo: "availability", sloth_window: "5m" },
  });
});

test("a latency's ratio is guarded against idle minutes, and is absent without its bucket", () => {
  const [ratio] = recordings({ latency: { p99: "500ms" } });
  expect(ratio?.expr).toMatch(/> 0\)$/);
  expect(ratio?.expr).not.toContain("vector(0)");
});

test("the error budget's series are numbers without the error of binary arithmetic", () => {
  const meta = new Map(recordings({ availability: 99.9 }, "30d").map(({ record, expr }) => [record, expr]));
  expect(meta.get("slo:objective:ratio")).toBe("vector(0.999)");
  expect(meta.get("slo:error_budget:ratio")).toBe("vector(0.001)");
  expect(meta.get("slo:time_period:days")).toBe("vector(30)");
  expect(meta.get("slo:period_error_budget_remaining:ratio")).toBe('1 - slo:period_burn_rate:ratio{namespace="shop",sloth_id="orders-availability"}');
  expect(meta.get("slo:current_burn_rate:ratio")).toContain("/\n0.001");
});

test("SLO-04: with the default period and retention no rule looks further back than the samples reach, and none claims a remaining budget", () => {
  const { groups } = rules({ availability: 99.9, latency: { p99: "500ms" } });
  const ranges = groups.flatMap((group) =>
    group.rules.flatMap(({ expr }) => [...expr.matchAll(/\[(\w+)]/g)].map(([, range]) => parseDuration(range) ?? Infinity)),
  );
  expect(Math.max(...ranges)).toBe(parseDuration("3d"));
  expect(recordings({ availability: 99.9 }).map(({ record }) => record)).not.toContain("slo:period_error_budget_remaining:ratio");
});

test("SLO-02: the page and the ticket compare two pairs of windows each, with factor and budget", () => {
  const id = '{namespace="shop",sloth_id="orders-availability"}';
  const side = (window: string, factor: number) => `max without (sloth_window) (slo:sli_error:ratio_rate${window}${id}) > (${factor} * 0.001)`;
  const pair = (long: string, short: string, factor: number) => `(\n  ${side(long, factor)}\n  and\n  ${side(short, factor)}\n)`;
  const [page, ticket] = alerts({ availability: 99.9 });
  expect(page?.expr).toBe(`${pair("1h", "5m", 14.4)}\nor\n${pair("6h", "30m", 6)}`);
  expect(ticket?.expr).toBe(`${pair("1d", "2h", 3)}\nor\n${pair("3d", "6h", 1)}`);
  expect(alerts({ availability: 99.9, period: "28d" })[0]?.expr).toBe(`${pair("1h", "5m", 13.44)}\nor\n${pair("6h", "30m", 5.6)}`);
});

test("every alert carries severity, team, service, summary, description and runbook", () => {
  for (const alert of alerts({ availability: 99.9, latency: { p95: "250ms", p99: "500ms" } })) {
    expect(alert.labels).toMatchObject({
      severity: expect.stringMatching(/^(critical|warning)$/),
      team: "shop",
      service: "orders",
      namespace: "shop",
    });
    expect(alert.annotations).toEqual({
      summary: expect.stringContaining("orders"),
      description: expect.any(String),
      runbook_url: "https://r.example.com/orders",
    });
  }
});

test("a page is critical and a ticket a warning", () => {
  expect(alerts({ availability: 99.9 }).map(({ alert, labels }) => [alert, labels["severity"], labels["sloth_severity"]])).toEqual([
    ["SLOErrorBudgetBurn", "critical", "page"],
    ["SLOErrorBudgetBurn", "warning", "ticket"],
    ["ServiceUnavailable", "critical", undefined],
    ["SLOMetricsAbsent", "warning", undefined],
  ]);
});

test("the service is unavailable when for a minute none of its targets can be scraped, or there are none", () => {
  expect(alerts({ availability: 99.9 }).find(({ alert }) => alert === "ServiceUnavailable")).toMatchObject({
    expr: '(max(up{namespace="shop",job="orders"}) or vector(0)) == 0',
    for: "1m",
    labels: { severity: "critical" },
  });
});

test("a p99 above its target for five minutes is a warning", () => {
  expect(alerts({ latency: { p99: "500ms" } }).find(({ alert }) => alert === "LatencySLOBreach")).toMatchObject({
    expr: 'histogram_quantile(0.99, sum by (le) (rate(http_request_duration_seconds_bucket{namespace="shop",job="orders"}[5m]))) > 0.5',
    for: "5m",
    labels: { severity: "warning", sloth_slo: "latency-p99" },
  });
});

test("missing metrics are reported, unless opted out or the queries are the user's own", () => {
  const absence = (targets: ServiceLevelTargets) => alerts(targets).filter(({ alert }) => alert === "SLOMetricsAbsent");
  expect(absence({ availability: 99.9, latency: { p99: "500ms" } }).map(({ expr }) => expr)).toEqual([
    'absent(http_requests_total{namespace="shop",job="orders"})',
    'absent(http_request_duration_seconds_bucket{namespace="shop",job="orders",le="0.5"})',
  ]);
  expect(absence({ availability: 99.9, alertOnAbsence: false })).toEqual([]);
  expect(absence({ availability: 99.9, availabilityQueries: { errors: "a[{{.window}}]", total: "b[{{.window}}]" } })).toEqual([]);
});
