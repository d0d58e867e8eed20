import { parseDuration } from "../platform/quantities";
import type { Problems } from "../platform/problems";

/**
 * Two PromQL queries whose quotient is the error ratio. Each is aggregated to a single series without labels, and has `{{.window}}` where the window of a
 * rate goes: `sum(rate(http_requests_total{job="orders"}[{{.window}}]))`.
 */
export interface SliQueries {
  /** The rate of events that broke the objective. */
  errors: string;
  /** The rate of all events. */
  total: string;
}

/** The metrics that a service exposes about its requests. */
export interface RequestMetrics {
  /** The scrape job. Default: the service's name, which is what a ServiceMonitor gives. */
  job?: string;
  /** The matchers that choose the service's series. Default: `namespace="<namespace>",job="<job>"`. */
  selector?: string;
  /** The counter of requests. Default: `http_requests_total`. */
  counter?: string;
  /** The matcher that chooses failed requests. Default: `code=~"5.."`, so 429 and other client errors are no failures. */
  failed?: string;
  /** The histogram of durations in seconds, without `_bucket`. Default: `http_request_duration_seconds`. */
  histogram?: string;
  /** The upper bounds of the histogram's buckets in seconds. Default: those of Prometheus' client libraries, 0.005 to 10. */
  buckets?: number[];
}

/** The longest that the given share of requests may take, as a Prometheus duration such as `500ms`. It must be a bucket of the histogram. */
export interface LatencyTargets {
  /** For 95 % of requests. */
  p95?: string;
  /** For 99 % of requests. */
  p99?: string;
  /** For 99.9 % of requests. */
  p999?: string;
}

/** The bounds that the client libraries for Go, Java and Python share. */
const CLIENT_LIBRARY_BUCKETS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

const LATENCY_OBJECTIVES = { p95: 95, p99: 99, p999: 99.9 } as const satisfies Record<keyof LatencyTargets, number>;

export interface ResolvedRequestMetrics {
  job: string;
  selector: string;
  counter: string;
  failed: string;
  histogram: string;
  buckets: number[];
  /** Matchers of the target itself, for `up`. */
  target: string;
}

export interface LatencyTarget {
  /** `p99`. */
  key: keyof LatencyTargets;
  /** In percent. */
  objective: number;
  seconds: number;
  /** As the user wrote it. */
  text: string;
}

export function resolveRequestMetrics(service: string, namespace: string, given: RequestMetrics = {}): ResolvedRequestMetrics {
  const job = given.job ?? service;
  const target = `namespace="${namespace}",job="${job}"`;
  return {
    job,
    target,
    selector: given.selector ?? target,
    counter: given.counter ?? "http_requests_total",
    failed: given.failed ?? 'code=~"5.."',
    histogram: given.histogram ?? "http_request_duration_seconds",
    buckets: given.buckets ?? CLIENT_LIBRARY_BUCKETS,
  };
}

export function resolveLatencyTargets(problems: Problems, path: string, targets: LatencyTargets | undefined): LatencyTarget[] {
  const known = Object.keys(LATENCY_OBJECTIVES);
  for (const key of Object.keys(targets ?? {}).filter((given) => !known.includes(given))) {
    problems.add(`${path}.${key}`, `not a share of requests that can be promised; use ${known.join(", ")}`);
  }
  const resolved: LatencyTarget[] = [];
  for (const key of Object.keys(LATENCY_OBJECTIVES) as (keyof LatencyTargets)[]) {
    const text = targets?.[key];
    if (text === undefined) {
      continue;
    }
    const seconds = parseDuration(text);
    if (seconds === undefined || seconds === 0) {
      problems.add(`${path}.${key}`, `${JSON.stringify(text)} is no duration; write it as 500ms or 2s`);
    } else {
      resolved.push({ key, objective: LATENCY_OBJECTIVES[key], seconds, text });
    }
  }
  return resolved;
}

/** A threshold between two buckets has no series to count, and the indicator would be silently absent. */
export function checkBucket(problems: Problems, path: string, target: LatencyTarget, metrics: ResolvedRequestMetrics): void {
  const bounds = `${metrics.histogram} (${metrics.buckets.join(", ")} s)`;
  if (!metrics.buckets.includes(target.seconds)) {
    problems.add(path, `${target.text} is no bucket of ${bounds}; choose one of them, or name your own in requests.buckets`);
  } else if (target.seconds === Math.max(...metrics.buckets)) {
    problems.add(
      path,
      `${target.text} is the highest bucket of ${bounds}, and no quantile above it can be seen; choose a lower one, or add a bucket above`,
    );
  }
}

export function availabilityQueries(metrics: ResolvedRequestMetrics): SliQueries {
  return {
    errors: `sum(rate(${metrics.counter}{${metrics.selector},${metrics.failed}}[{{.window}}]))`,
    total: `sum(rate(${metrics.counter}{${metrics.selector}}[{{.window}}]))`,
  };
}

export function latencyQueries(metrics: ResolvedRequestMetrics, seconds: number): SliQueries {
  const total = `sum(rate(${metrics.histogram}_count{${metrics.selector}}[{{.window}}]))`;
  return { errors: `${total} - sum(rate(${bucketSeries(metrics, seconds)}[{{.window}}]))`, total };
}

export function bucketSeries(metrics: ResolvedRequestMetrics, seconds: number): string {
  return `${metrics.histogram}_bucket{${metrics.selector},le="${bucketBound(seconds)}"}`;
}

/** Prometheus 3 stores every bound as a float: `le="1"` matches nothing there, `le="1.0"` does. */
export function bucketBound(seconds: number): string {
  return Number.isInteger(seconds) ? `${seconds}.0` : String(seconds);
}

export function checkQueries(problems: Problems, path: string, queries: SliQueries): void {
  for (const property of ["errors", "total"] as const) {
    const query: unknown = queries[property];
    problems.require(
      typeof query === "string" && query.includes("{{.window}}"),
      `${path}.${property}`,
      `${JSON.stringify(query)} has no {{.window}}; write it where the window of the rate goes: sum(rate(requests_total[{{.window}}]))`,
    );
  }
  problems.require(
    queries.errors !== queries.total,
    `${path}.errors`,
    "the same query as total, so every event would be an error; count only those that broke the objective",
  );
}
