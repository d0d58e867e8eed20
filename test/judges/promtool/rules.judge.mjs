// The alert rules that ServiceLevelObjective writes, judged by promtool: their syntax, and when they fire. `npm run test:judges` runs it; on its own it
// needs a build. The last line is `N passed, N failed`.
import { mkdtempSync, rmSync } from "node:fs";
import { writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import os from "node:os";
import path from "node:path";
import process from "node:process";
import { promtool } from "../../../scripts/judges/promtool.mjs";
import { exitOnSignals, reporter } from "../../../scripts/lib/report.mjs";
import { capture, root, say } from "../../../scripts/lib/shell.mjs";
import { requestSeries } from "./series.mjs";

const require = createRequire(import.meta.url);
const components = path.join(root, "packages", "components", "dist");
const { Problems } = require(path.join(components, "platform", "problems.js"));
const { planServiceLevels } = require(path.join(components, "slo", "slo.plan.js"));
const { serviceLevelRules } = require(path.join(components, "slo", "rules.plan.js"));

const tags = { costCenter: "cc-1042", environment: "production", owner: "shop@example.com", team: "shop", service: "orders" };

/** The rules of a service, as a rule file. JSON is YAML. */
function ruleFile(targets, retention = "15d") {
  const problems = new Problems();
  const plan = planServiceLevels(problems, {
    service: "orders",
    namespace: "shop",
    targets,
    retention,
    runbookUrl: "https://runbooks.example.com/orders",
    tags,
  });
  problems.throwIfAny("rules.judge", "orders");
  return JSON.stringify(serviceLevelRules(plan), null, 2);
}

const files = {
  "availability.yaml": ruleFile({ availability: 99.9 }),
  "latency.yaml": ruleFile({ latency: { p99: "1s" } }),
  "budget.yaml": ruleFile({ availability: 99.9, period: "7d" }),
  "month.yaml": ruleFile({ availability: 99.95, latency: { p95: "250ms", p99: "500ms", p999: "2500ms" }, period: "28d" }, "90d"),
  "own-queries.yaml": ruleFile({
    availability: 99.5,
    availabilityQueries: {
      errors: 'sum(rate(istio_requests_total{destination_service_name="orders",response_code=~"5.."}[{{.window}}]))',
      total: 'sum(rate(istio_requests_total{destination_service_name="orders"}[{{.window}}]))',
    },
  }),
};

const GOOD = 'http_requests_total{namespace="shop",job="orders",code="200"}';
const BAD = 'http_requests_total{namespace="shop",job="orders",code="500"}';

/** A case of `promtool test rules`. Minutes count from the start of the input. */
function testCase(name, rules, input, expectations) {
  return { name, rules, test: { interval: "1m", input_series: input, promql_expr_test: expectations } };
}

/** That an expression has this value at this minute, or no value. */
function expectation(minute, expr, value) {
  return { expr, eval_time: `${minute}m`, exp_samples: value === undefined ? [] : [{ labels: "{}", value }] };
}

/**
 * Healthy traffic, then a share of errors for some minutes, then healthy traffic again: counted from the start of the errors, the alert fires in every
 * minute from `first` to `last` and in no other; without them, never.
 */
function burn({ errors, minutes, severity, first, last, history }) {
  const tail = (last ?? minutes) - minutes + 60;
  const input = requestSeries(
    [
      { minutes: history, errors: 0 },
      { minutes, errors },
      { minutes: tail, errors: 0 },
    ],
    { good: GOOD, bad: BAD },
  );
  const end = history + minutes + tail;
  const firing = `timestamp(max(ALERTS{alertname="SLOErrorBudgetBurn",sloth_severity="${severity}",alertstate="firing"}))[${end}m:1m]`;
  const expectations =
    first === undefined
      ? [expectation(end, `count_over_time(${firing})`)]
      : [
          expectation(end, `min_over_time(${firing}) / 60 - ${history}`, first),
          expectation(end, `max_over_time(${firing}) / 60 - ${history}`, last),
          expectation(end, `count_over_time(${firing})`, last - first + 1),
        ];
  const when = first === undefined ? "never fires" : `fires from minute ${first} to ${last}`;
  return testCase(`${errors * 100}% errors for ${minutes} minutes: the ${severity} ${when}`, "availability.yaml", input, expectations);
}

/** As much healthy traffic as the longest window that takes part. */
const SIX_HOURS = 6 * 60 + 10;
const THREE_DAYS = 3 * 24 * 60 + 10;

const HISTOGRAM = 'http_request_duration_seconds_bucket{namespace="shop",job="orders",';

/** Requests of which a share takes between 1 and 2.5 seconds, for as long as given, and the rest less. */
function latencySeries(minutes, slow) {
  const stretches = [{ minutes, errors: slow }];
  return [
    ...requestSeries(stretches, { good: `${HISTOGRAM}le="1.0"}` }),
    ...requestSeries([{ minutes, errors: 0 }], { good: `${HISTOGRAM}le="2.5"}` }),
    ...requestSeries([{ minutes, errors: 0 }], { good: `${HISTOGRAM}le="+Inf"}` }),
    ...requestSeries([{ minutes, errors: 0 }], { good: 'http_request_duration_seconds_count{namespace="shop",job="orders"}' }),
  ];
}

function up(pod, values) {
  return { series: `up{namespace="shop",job="orders",pod="${pod}"}`, values };
}

function fires(alert, labels = "") {
  return `count(ALERTS{alertname="${alert}",alertstate="firing"${labels}})`;
}

const cases = [
  // Measured with rules of the same model; the first minute of each follows from factor × budget × window, the last from the short window.
  burn({ errors: 1, minutes: 5, severity: "page", first: 1, last: 34, history: SIX_HOURS }),
  burn({ errors: 1, minutes: 30, severity: "page", first: 1, last: 59, history: SIX_HOURS }),
  burn({ errors: 0.15, minutes: 10, severity: "page", first: 6, last: 14, history: SIX_HOURS }),
  burn({ errors: 0.02, minutes: 120, severity: "page", first: 44, last: 140, history: SIX_HOURS }),
  // 0.01 × minutes / 360 > 6 × 0.001 from minute 217 on; then 0.01 × minutes left / 30 > 0.006 until 11 minutes after the end.
  burn({ errors: 0.01, minutes: 400, severity: "page", first: 217, last: 411, history: SIX_HOURS }),
  burn({ errors: 0.005, minutes: 400, severity: "page", history: SIX_HOURS }),
  // 0.005 × minutes / 1440 > 3 × 0.001 from minute 865 on; then 0.005 × minutes left / 360 > 0.001 until 287 minutes after the end.
  burn({ errors: 0.005, minutes: 1500, severity: "ticket", first: 865, last: 1787, history: THREE_DAYS }),

  testCase("without any error series the ratio is 0", "availability.yaml", requestSeries([{ minutes: 60, errors: 0 }], { good: GOOD }), [
    expectation(60, "max(slo:sli_error:ratio_rate5m)", 0),
    expectation(60, "count(slo:sli_error:ratio_rate3d)", 1),
  ]),
  testCase(
    "idle minutes record nothing, and no NaN reaches the period",
    "budget.yaml",
    requestSeries(
      [
        { minutes: 60, errors: 0 },
        { minutes: 30, errors: 0, traffic: 0 },
        { minutes: 60, errors: 0 },
      ],
      { good: GOOD, bad: BAD },
    ),
    [
      expectation(80, "count(slo:sli_error:ratio_rate5m)"),
      expectation(150, "max(slo:sli_error:ratio_rate7d)", 0),
      expectation(150, "max(slo:period_error_budget_remaining:ratio)", 1),
    ],
  ),
  testCase(
    "half of the allowed errors leaves half of the budget",
    "budget.yaml",
    requestSeries([{ minutes: 600, errors: 0.0005 }], { good: GOOD, bad: BAD }),
    [
      expectation(600, "round(max(slo:period_error_budget_remaining:ratio), 0.000001)", 0.5),
      expectation(600, "round(max(slo:current_burn_rate:ratio), 0.000001)", 0.5),
    ],
  ),
  testCase("a third of slow requests is a page and a breach of the latency", "latency.yaml", latencySeries(30, 0.3), [
    expectation(30, fires("SLOErrorBudgetBurn", ',sloth_id="orders-latency-p99",sloth_severity="page"'), 1),
    expectation(30, fires("LatencySLOBreach"), 1),
  ]),
  testCase("0.9% of slow requests is within what a p99 allows", "latency.yaml", latencySeries(30, 0.009), [
    expectation(30, fires("SLOErrorBudgetBurn")),
    expectation(30, fires("LatencySLOBreach")),
  ]),
  testCase(
    "the service is unavailable when all of its pods are down for a minute",
    "availability.yaml",
    [up("a", "1x9 0x20"), up("b", "1x19 0x10")],
    [expectation(19, fires("ServiceUnavailable")), expectation(20, fires("ServiceUnavailable")), expectation(21, fires("ServiceUnavailable"), 1)],
  ),
  testCase(
    "the service is unavailable when none of its pods has been there for a minute",
    "availability.yaml",
    [up("a", "1x9 stale _x20")],
    [expectation(10, fires("ServiceUnavailable")), expectation(11, fires("ServiceUnavailable"), 1)],
  ),
  testCase(
    "metrics that are missing are reported after 15 minutes",
    "availability.yaml",
    [up("a", "1x60")],
    [expectation(14, fires("SLOMetricsAbsent")), expectation(15, fires("SLOMetricsAbsent"), 1)],
  ),
  {
    name: "a page tells who is called, what happened, and what to do",
    rules: "availability.yaml",
    test: {
      interval: "1m",
      input_series: requestSeries([{ minutes: 60, errors: 0.5 }], { good: GOOD, bad: BAD }),
      alert_rule_test: [
        {
          eval_time: "60m",
          alertname: "SLOErrorBudgetBurn",
          exp_alerts: [
            expectedBurn(
              "critical",
              "page",
              "Over 1h and still over 5m, 14.4 times the sustainable rate spends 2% of the budget. Over 6h and still over 30m, 6 times the sustainable rate spends 5% of the budget.",
            ),
            expectedBurn(
              "warning",
              "ticket",
              "Over 1d and still over 2h, 3 times the sustainable rate spends 10% of the budget. Over 3d and still over 6h, 1 times the sustainable rate spends 10% of the budget.",
            ),
          ],
        },
      ],
    },
  },
];

function expectedBurn(severity, slothSeverity, conditions) {
  return {
    exp_labels: {
      severity,
      team: "shop",
      service: "orders",
      namespace: "shop",
      sloth_id: "orders-availability",
      sloth_service: "orders",
      sloth_slo: "availability",
      sloth_severity: slothSeverity,
    },
    exp_annotations: {
      summary: "orders: the availability error budget burns too fast",
      description: `50% of requests failed; the objective of 99.9% over 30d allows 0.1%. ${conditions}`,
      runbook_url: "https://runbooks.example.com/orders",
    },
  };
}

const { check, end } = reporter();
exitOnSignals();
const work = mkdtempSync(path.join(os.tmpdir(), "firmament-promtool-"));
process.once("exit", () => rmSync(work, { recursive: true, force: true }));

const { binary } = await promtool(say);
for (const [file, content] of Object.entries(files)) {
  await writeFile(path.join(work, file), content);
  const { code, output } = await capture(binary, ["check", "rules", path.join(work, file)]);
  check(code === 0, `promtool check rules: ${file}`, [output.trim()]);
}
for (const [index, { name, rules, test }] of cases.entries()) {
  const file = path.join(work, `case-${index}.test.yaml`);
  await writeFile(file, JSON.stringify({ rule_files: [rules], evaluation_interval: "1m", tests: [test] }));
  const started = performance.now();
  const { code, output } = await capture(binary, ["test", "rules", file]);
  check(code === 0, `promtool test rules: ${name} (${((performance.now() - started) / 1000).toFixed(1)} s)`, [output.trim()]);
}
end();
