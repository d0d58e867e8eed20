import { tags } from "../../test-support/attachments";
import { Problems } from "../platform/problems";
import { bucketBound, bucketSeries, type LatencyTargets, resolveRequestMetrics } from "./indicators.plan";
import { checkRunbookUrl, planServiceLevels, type ServiceLevelPlan, type ServiceLevelTargets } from "./slo.plan";

const runbookUrl = "https://runbooks.example.com/orders";

function plan(targets: ServiceLevelTargets, retention = "15d"): ServiceLevelPlan {
  const problems = new Problems();
  const result = planServiceLevels(problems, { service: "orders", namespace: "shop", targets, retention, runbookUrl, tags }, "slo.");
  problems.throwIfAny("Test", "orders");
  return result;
}

function failure(targets: ServiceLevelTargets, retention?: string): string[] {
  try {
    plan(targets, retention);
  } catch (error) {
    return (error as Error).message.split("\n  ").slice(1);
  }
  return [];
}

test("an objective of availability counts requests by their code", () => {
  expect(plan({ availability: 99.9 }).objectives).toEqual([
    {
      name: "availability",
      objective: 99.9,
      failure: "failed",
      queries: {
        errors: 'sum(rate(http_requests_total{namespace="shop",job="orders",code=~"5.."}[{{.window}}]))',
        total: 'sum(rate(http_requests_total{namespace="shop",job="orders"}[{{.window}}]))',
      },
      zeroWithoutErrors: true,
      presence: 'http_requests_total{namespace="shop",job="orders"}',
    },
  ]);
});

test("each latency target is an objective of its own: the share of requests that are faster", () => {
  const { objectives } = plan({ latency: { p95: "250ms", p99: "500ms", p999: "1s" } });
  expect(objectives.map(({ name, objective, failure: text }) => [name, objective, text])).toEqual([
    ["latency-p95", 95, "took longer than 250ms"],
    ["latency-p99", 99, "took longer than 500ms"],
    ["latency-p999", 99.9, "took longer than 1s"],
  ]);
  expect(objectives[1]).toMatchObject({
    queries: {
      errors:
        'sum(rate(http_request_duration_seconds_count{namespace="shop",job="orders"}[{{.window}}])) - ' +
        'sum(rate(http_request_duration_seconds_bucket{namespace="shop",job="orders",le="0.5"}[{{.window}}]))',
      total: 'sum(rate(http_request_duration_seconds_count{namespace="shop",job="orders"}[{{.window}}]))',
    },
    // A bucket that is missing must not read as "no request was slow".
    zeroWithoutErrors: false,
    quantile: { share: 0.99, seconds: 0.5, text: "500ms", buckets: 'http_request_duration_seconds_bucket{namespace="shop",job="orders"}' },
  });
});

test.each([
  [1, "1.0"],
  [10, "10.0"],
  [0.5, "0.5"],
  [2.5, "2.5"],
  [0.005, "0.005"],
])("SLO-07: the bound of %d seconds is the float %s, as Prometheus 3 stores it", (seconds, bound) => {
  expect(bucketBound(seconds)).toBe(bound);
  expect(bucketSeries(resolveRequestMetrics("orders", "shop"), seconds)).toContain(`le="${bound}"`);
});

test("the names of metrics can be a service's own", () => {
  const { objectives, target } = plan({
    availability: 99,
    latency: { p99: "2s" },
    requests: { job: "orders-web", counter: "requests_total", failed: 'status="error"', histogram: "latency_seconds", buckets: [1, 2, 4] },
  });
  expect(target).toBe('namespace="shop",job="orders-web"');
  expect(objectives[0]?.queries.errors).toBe('sum(rate(requests_total{namespace="shop",job="orders-web",status="error"}[{{.window}}]))');
  expect(objectives[1]?.presence).toBe('latency_seconds_bucket{namespace="shop",job="orders-web",le="2.0"}');
  expect(plan({ availability: 99, requests: { selector: 'app="orders"' } }).objectives[0]?.queries.total).toBe(
    'sum(rate(http_requests_total{app="orders"}[{{.window}}]))',
  );
});

test("queries can be the user's own; then nothing is assumed about the metrics behind them", () => {
  const queries = { errors: "sum(rate(failed[{{.window}}]))", total: "sum(rate(all[{{.window}}]))" };
  expect(plan({ availability: 99, availabilityQueries: queries }).objectives[0]).toEqual({
    name: "availability",
    objective: 99,
    failure: "failed",
    queries,
    zeroWithoutErrors: true,
  });
  expect(plan({ latency: { p99: "123ms" }, latencyQueries: queries }).objectives[0]).toEqual({
    name: "latency-p99",
    objective: 99,
    failure: "took longer than 123ms",
    queries,
    zeroWithoutErrors: false,
  });
});

describe("SLO-04: the budget is recorded where Prometheus keeps samples for the whole period", () => {
  test.each([
    ["15d", undefined, false],
    ["29d", undefined, false],
    ["30d", undefined, true],
    ["90d", undefined, true],
    ["15d", "14d", true],
    ["15d", "2w", true],
  ])("with a retention of %s and a period of %s: %s", (retention, period, recorded) => {
    expect(plan({ availability: 99.9, period }, retention).recordsPeriod).toBe(recorded);
  });

  test("it can be left to a long-term ruler", () => {
    expect(plan({ availability: 99.9, recordErrorBudget: false }, "90d").recordsPeriod).toBe(false);
  });

  test("asking for it with a shorter retention is an error", () => {
    expect(failure({ availability: 99.9, recordErrorBudget: true })).toEqual([
      "slo.recordErrorBudget: SLO period 30d exceeds Prometheus retention 15d; raise the retention, shorten the period, or leave recordErrorBudget off",
    ]);
  });

  test("alerts look three days back", () => {
    expect(failure({ availability: 99.9 }, "2d")).toEqual([
      "metrics.retention: Prometheus retention 2d is shorter than the longest alert window 3d; keep samples for at least 3d",
    ]);
    expect(failure({ availability: 99.9 }, "3d")).toEqual([]);
    expect(failure({ availability: 99.9 }, "long")).toEqual(['metrics.retention: "long" is no duration; write it as 15d']);
  });
});

test.each([
  [0, "objective 0% is not between 0 and 100; a budget of nothing or of everything cannot burn, use a figure such as 99.9"],
  [100, "objective 100% is not between 0 and 100; a budget of nothing or of everything cannot burn, use a figure such as 99.9"],
  [NaN, "objective NaN% is not between 0 and 100; a budget of nothing or of everything cannot burn, use a figure such as 99.9"],
  [90, "objective 90% can never trigger the 14.4x alert, whose threshold is an error ratio above 1; use more than 93.06%"],
])("SLO-01: an availability of %d is refused", (availability, message) => {
  expect(failure({ availability })).toEqual([`slo.availability: ${message}`]);
});

test("SLO-01: what can be watched depends on the period", () => {
  expect(failure({ availability: 90, period: "7d" })).toEqual([]);
  expect(failure({ latency: { p95: "1s" }, period: "90d" })).toEqual([
    "slo.latency.p95: objective 95% can never trigger the 43.2x alert, whose threshold is an error ratio above 1; use more than 97.69%",
  ]);
});

test.each(["6d", "91d", "36h", "month", ""])("a period of %j is refused", (period) => {
  expect(failure({ availability: 99.9, period })).toEqual([`slo.period: ${JSON.stringify(period)} is no period; use whole days from 7d to 90d`]);
});

test("a latency between two buckets is refused, since nothing counts it", () => {
  expect(failure({ latency: { p99: "300ms" } })).toEqual([
    "slo.latency.p99: 300ms is no bucket of http_request_duration_seconds (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10 s); choose one of them, or name your own in requests.buckets",
  ]);
});

test("a latency that is the highest bucket is refused, since no quantile above it can be seen", () => {
  expect(failure({ latency: { p99: "2s" }, requests: { buckets: [1, 2] } })).toEqual([
    "slo.latency.p99: 2s is the highest bucket of http_request_duration_seconds (1, 2 s), and no quantile above it can be seen; choose a lower one, or add a bucket above",
  ]);
});

test("everything that is wrong is said at once", () => {
  expect(failure({ latency: { p99: "fast" }, latencyQueries: { errors: "a", total: "a" } })).toEqual([
    'slo.latency.p99: "fast" is no duration; write it as 500ms or 2s',
    'slo.latencyQueries.errors: "a" has no {{.window}}; write it where the window of the rate goes: sum(rate(requests_total[{{.window}}]))',
    'slo.latencyQueries.total: "a" has no {{.window}}; write it where the window of the rate goes: sum(rate(requests_total[{{.window}}]))',
    "slo.latencyQueries.errors: the same query as total, so every event would be an error; count only those that broke the objective",
    "slo.latencyQueries: serve one latency target, 0 are given; give one, or leave the queries off",
  ]);
});

test("a share of requests that is not known is refused, and not left out", () => {
  expect(failure({ latency: { p90: "500ms" } as LatencyTargets })).toEqual([
    "slo.latency.p90: not a share of requests that can be promised; use p95, p99, p999",
  ]);
});

test("a service that promises nothing is refused", () => {
  expect(failure({ latency: {} })).toEqual([
    "slo.availability: neither availability nor latency has a target; promise at least one, such as availability: 99.9",
  ]);
});

test("a runbook is a URL", () => {
  const problems = new Problems();
  checkRunbookUrl(problems, runbookUrl);
  problems.throwIfAny("Test", "orders");
  checkRunbookUrl(problems, "see the wiki");
  expect(() => problems.throwIfAny("Test", "orders")).toThrow(
    'runbookUrl: "see the wiki" is no URL; every alert links the page that says what to do, such as https://runbooks.example.com/orders',
  );
});
