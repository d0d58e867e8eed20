import { table, unknown } from "./table.mjs";
import { cluster, metrics, tags } from "./values.mjs";

const row = table("ServiceLevelObjective", "checkout", {
  cluster,
  metrics,
  namespace: "checkout",
  targets: { availability: 99.9, latency: { p99: "500ms" } },
  runbookUrl: "https://runbooks.example.com/checkout",
  tags,
});

export const longest = 63;

/** What targets may be, also those of a `WebService`. */
export const TARGETS = {
  "availability alone": { availability: 99.9 },
  "latency alone": { latency: { p99: "500ms" } },
  "every latency": { latency: { p95: "250ms", p99: "1s", p999: "2500ms" } },
  "as high as can be": { availability: 99.999 },
  "a period of 7 days": { availability: 99.5, period: "7d" },
  "a period of 90 days": { availability: 99.9, period: "90d" },
  "error budget recorded": { availability: 99.9, period: "28d", recordErrorBudget: true },
  "error budget not recorded": { availability: 99.9, recordErrorBudget: false },
  "absence is an alert": { availability: 99.9, alertOnAbsence: true },
  "absence is no alert": { availability: 99.9, alertOnAbsence: false },
  "metrics of other names": {
    availability: 99.9,
    latency: { p99: "300ms" },
    requests: {
      job: "shop/checkout",
      selector: 'app="checkout"',
      counter: "grpc_server_handled_total",
      failed: 'grpc_code=~"Internal|Unavailable"',
      histogram: "grpc_server_handling_seconds",
      buckets: [0.1, 0.3, 1],
    },
  },
  "queries of one's own": {
    availability: 99.9,
    availabilityQueries: { errors: 'sum(rate(x_total{code="5"}[{{.window}}]))', total: "sum(rate(x_total[{{.window}}]))" },
    latency: { p95: "700ms" },
    latencyQueries: { errors: 'sum(rate(y_total{slow="true"}[{{.window}}]))', total: "sum(rate(y_total[{{.window}}]))" },
  },
};

export const cases = [
  row("as usual"),
  row("outputs unknown", {}, { outputs: "unknown" }),
  row("nothing of the attachments known", {
    cluster: Object.fromEntries(Object.keys(cluster).map((key) => [key, unknown()])),
    metrics: { namespace: unknown(), release: unknown(), retention: "30d" },
  }),
  ...["c", "checkout-2"].map((name) => row(`name ${name}`, {}, { name })),
  row("longest name", {}, { name: "x".repeat(longest) }),
  row("service of another name", { service: "cart" }),
  ...Object.entries(TARGETS).map(([label, targets]) => row(label, { targets })),
  row("long retention", { metrics: { ...metrics, retention: "90d" }, targets: { availability: 99.9, period: "90d" } }),
  row("short retention", { metrics: { ...metrics, retention: "3d" } }),
];
