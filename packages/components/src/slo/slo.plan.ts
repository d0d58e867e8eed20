import type { PlatformTags } from "../platform/tags";
import { DAY, parseDuration, round } from "../platform/quantities";
import type { Problems } from "../platform/problems";
import { BURN_RATE_CONDITIONS, RATIO_WINDOWS, burnRateFactor, errorBudget, lowestObjective } from "./burnRate.plan";
import {
  availabilityQueries,
  bucketSeries,
  checkBucket,
  checkQueries,
  latencyQueries,
  resolveLatencyTargets,
  resolveRequestMetrics,
  type LatencyTargets,
  type RequestMetrics,
  type SliQueries,
} from "./indicators.plan";

/** What a service promises, and how it is measured. At least one of `availability` and `latency`. */
export interface ServiceLevelTargets {
  /** The share of requests that succeed, in percent, such as 99.9. */
  availability?: number;
  /** How long requests may take. Each is an objective of its own. */
  latency?: LatencyTargets;
  /** The rolling period of the error budget, in whole days from `7d` to `90d`. Default: `30d`. */
  period?: string;
  /**
   * Whether the series over the whole period are recorded: the ratio over the period, the burn rate over it and the error budget that remains. They need
   * samples as old as the period; Prometheus would compute them from the samples that it has, without an error. Alerts need three days only.
   * Default: true when the retention of `metrics` reaches the period.
   */
  recordErrorBudget?: boolean;
  /**
   * Whether `SLOMetricsAbsent` fires when the metrics behind an objective are missing for 15 minutes. A new service whose counter does not exist before the
   * first request makes it fire too: let the service create its counters when it starts. Default: true.
   */
  alertOnAbsence?: boolean;
  /** The names of the service's request metrics. */
  requests?: RequestMetrics;
  /** Queries of your own for `availability`, in place of those made from `requests`. */
  availabilityQueries?: SliQueries;
  /** Queries of your own for `latency`, which then has exactly one target. */
  latencyQueries?: SliQueries;
}

export interface ServiceLevelInput {
  service: string;
  namespace: string;
  targets: ServiceLevelTargets;
  /** The retention of the Prometheus that evaluates the rules. */
  retention: string;
  runbookUrl: string;
  tags: PlatformTags;
}

export interface ServiceLevelPlan {
  service: string;
  namespace: string;
  tags: PlatformTags;
  runbookUrl: string;
  periodSeconds: number;
  recordsPeriod: boolean;
  alertsOnAbsence: boolean;
  /** Matchers of the service's scrape targets. */
  target: string;
  objectives: ObjectivePlan[];
}

export interface ObjectivePlan {
  /** `availability` or `latency-p99`. */
  name: string;
  /** In percent. */
  objective: number;
  /** What requests did that broke the objective, as words after "of requests". */
  failure: string;
  queries: SliQueries;
  /** Whether no error series means no errors. */
  zeroWithoutErrors: boolean;
  /** The series that must exist for the objective to be judged. Absent where the queries are the user's. */
  presence?: string;
  /** The quantile that is watched directly. */
  quantile?: { share: number; seconds: number; text: string; buckets: string };
}

const DEFAULT_PERIOD = "30d";
const SHORTEST_PERIOD_DAYS = 7;
const LONGEST_PERIOD_DAYS = 90;
const LONGEST_WINDOW = RATIO_WINDOWS[RATIO_WINDOWS.length - 1] as string;

/** Decides what is recorded and alerted on. Problems are added under `path`; with any, the plan is not to be used. */
export function planServiceLevels(problems: Problems, input: ServiceLevelInput, path = ""): ServiceLevelPlan {
  const { service, namespace, targets } = input;
  const periodSeconds = planPeriod(problems, `${path}period`, targets.period ?? DEFAULT_PERIOD);
  const metrics = resolveRequestMetrics(service, namespace, targets.requests);
  return {
    service,
    namespace,
    tags: input.tags,
    runbookUrl: input.runbookUrl,
    periodSeconds,
    recordsPeriod: planRecording(problems, `${path}recordErrorBudget`, input, periodSeconds),
    alertsOnAbsence: targets.alertOnAbsence ?? true,
    target: metrics.target,
    objectives: planObjectives(problems, path, targets, metrics, periodSeconds),
  };
}

/** Every alert links the page that says what to do. */
export function checkRunbookUrl(problems: Problems, runbookUrl: string): void {
  problems.require(
    /^https?:\/\/\S+$/.test(runbookUrl ?? ""),
    "runbookUrl",
    `${JSON.stringify(runbookUrl)} is no URL; every alert links the page that says what to do, such as https://runbooks.example.com/orders`,
  );
}

function planPeriod(problems: Problems, path: string, period: string): number {
  const seconds = parseDuration(period);
  if (seconds === undefined || seconds % DAY !== 0 || seconds < SHORTEST_PERIOD_DAYS * DAY || seconds > LONGEST_PERIOD_DAYS * DAY) {
    problems.add(path, `${JSON.stringify(period)} is no period; use whole days from ${SHORTEST_PERIOD_DAYS}d to ${LONGEST_PERIOD_DAYS}d`);
    return DAY * 30;
  }
  return seconds;
}

function planRecording(problems: Problems, path: string, input: ServiceLevelInput, periodSeconds: number): boolean {
  const retention = parseDuration(input.retention);
  if (retention === undefined) {
    problems.add("metrics.retention", `${JSON.stringify(input.retention)} is no duration; write it as 15d`);
    return false;
  }
  problems.require(
    retention >= (parseDuration(LONGEST_WINDOW) ?? 0),
    "metrics.retention",
    `Prometheus retention ${input.retention} is shorter than the longest alert window ${LONGEST_WINDOW}; keep samples for at least ${LONGEST_WINDOW}`,
  );
  const reaches = periodSeconds <= retention;
  const wanted = input.targets.recordErrorBudget ?? reaches;
  problems.require(
    !wanted || reaches,
    path,
    `SLO period ${periodSeconds / DAY}d exceeds Prometheus retention ${input.retention}; raise the retention, shorten the period, or leave recordErrorBudget off`,
  );
  return wanted;
}

function planObjectives(
  problems: Problems,
  path: string,
  targets: ServiceLevelTargets,
  metrics: ReturnType<typeof resolveRequestMetrics>,
  periodSeconds: number,
): ObjectivePlan[] {
  const objectives: ObjectivePlan[] = [];
  if (targets.availability !== undefined) {
    checkObjective(problems, `${path}availability`, targets.availability, periodSeconds);
    const own = targets.availabilityQueries;
    if (own !== undefined) {
      checkQueries(problems, `${path}availabilityQueries`, own);
    }
    objectives.push({
      name: "availability",
      objective: targets.availability,
      failure: "failed",
      queries: own ?? availabilityQueries(metrics),
      zeroWithoutErrors: true,
      ...(own === undefined ? { presence: `${metrics.counter}{${metrics.selector}}` } : {}),
    });
  }
  const latencies = resolveLatencyTargets(problems, `${path}latency`, targets.latency);
  const own = targets.latencyQueries;
  if (own !== undefined) {
    checkQueries(problems, `${path}latencyQueries`, own);
    problems.require(
      latencies.length === 1,
      `${path}latencyQueries`,
      `serve one latency target, ${latencies.length} are given; give one, or leave the queries off`,
    );
  }
  for (const target of latencies) {
    checkObjective(problems, `${path}latency.${target.key}`, target.objective, periodSeconds);
    if (own === undefined) {
      checkBucket(problems, `${path}latency.${target.key}`, target, metrics);
    }
    objectives.push({
      name: `latency-${target.key}`,
      objective: target.objective,
      failure: `took longer than ${target.text}`,
      queries: own ?? latencyQueries(metrics, target.seconds),
      // A bucket exists as soon as one request was seen: where it is missing, nothing is known, and zero would hide it.
      zeroWithoutErrors: false,
      ...(own === undefined
        ? {
            presence: bucketSeries(metrics, target.seconds),
            quantile: {
              share: round(target.objective / 100),
              seconds: target.seconds,
              text: target.text,
              buckets: `${metrics.histogram}_bucket{${metrics.selector}}`,
            },
          }
        : {}),
    });
  }
  problems.require(
    targets.availability !== undefined || Object.values(targets.latency ?? {}).some((target) => target !== undefined),
    `${path}availability`,
    "neither availability nor latency has a target; promise at least one, such as availability: 99.9",
  );
  return objectives;
}

function checkObjective(problems: Problems, path: string, objective: number, periodSeconds: number): void {
  if (!(Number.isFinite(objective) && objective > 0 && objective < 100)) {
    problems.add(
      path,
      `objective ${objective}% is not between 0 and 100; a budget of nothing or of everything cannot burn, use a figure such as 99.9`,
    );
    return;
  }
  const factor = Math.max(...BURN_RATE_CONDITIONS.map((condition) => burnRateFactor(condition, periodSeconds)));
  problems.require(
    factor * errorBudget(objective) < 1,
    path,
    `objective ${objective}% can never trigger the ${factor}x alert, whose threshold is an error ratio above 1; use more than ${lowestObjective(periodSeconds).toFixed(2)}%`,
  );
}
