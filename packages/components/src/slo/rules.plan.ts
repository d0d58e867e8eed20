import { DAY, round } from "../platform/quantities";
import { BURN_RATE_CONDITIONS, RATIO_WINDOWS, burnRateFactor, errorBudget, type BurnRateCondition } from "./burnRate.plan";
import type { AlertingRule, PrometheusRuleSpec, RecordingRule, RuleGroup } from "./prometheusRule";
import type { ObjectivePlan, ServiceLevelPlan } from "./slo.plan";

/*
 * Series and labels have the names that sloth (https://sloth.dev) gives them, so that its dashboards and every tool that knows them work unchanged. Ours
 * has one label more, the namespace: without it Alertmanager cannot tell two namespaces' services apart, and a namespaced AlertmanagerConfig never matches.
 */

/** The rules of a service: a group for each objective, and one for the service as a whole. */
export function serviceLevelRules(plan: ServiceLevelPlan): PrometheusRuleSpec {
  return { groups: [...plan.objectives.map((objective) => objectiveGroup(plan, objective)), healthGroup(plan)] };
}

/** A window of three days is a heavy query, and a recording every half minute is as fine as the shortest window needs. */
const EVALUATION_INTERVAL = "30s";

/** One group, since Prometheus evaluates the rules of a group in their order: an alert judges the ratios of the same moment. */
function objectiveGroup(plan: ServiceLevelPlan, objective: ObjectivePlan): RuleGroup {
  return {
    name: `slo-${sloId(plan, objective)}`,
    interval: EVALUATION_INTERVAL,
    rules: [...ratioRecordings(plan, objective), ...metaRecordings(plan, objective), ...burnRateAlerts(plan, objective)],
  };
}

function ratioRecordings(plan: ServiceLevelPlan, objective: ObjectivePlan): RecordingRule[] {
  const { errors, total } = objective.queries;
  // Until the first error there is no error series, and without traffic the quotient is NaN, which one recording hands on to every longer window.
  const ratio = `(${objective.zeroWithoutErrors ? `(${errors}) or vector(0)` : errors})\n/\n((${total}) > 0)`;
  const recordings = RATIO_WINDOWS.map((window) => ({
    record: ratioSeries(window),
    expr: ratio.replaceAll("{{.window}}", window),
    labels: { ...sloLabels(plan, objective), sloth_window: window },
  }));
  return plan.recordsPeriod ? [...recordings, periodRecording(plan, objective)] : recordings;
}

/** The mean over time of the shortest ratio: it weighs a quiet minute like a busy one, and costs far less than a rate over the whole period. */
function periodRecording(plan: ServiceLevelPlan, objective: ObjectivePlan): RecordingRule {
  const period = periodText(plan);
  const samples = `${ratioSeries("5m")}${selector(plan, objective)}[${period}]`;
  return {
    record: ratioSeries(period),
    expr: `sum_over_time(${samples})\n/\ncount_over_time(${samples})`,
    labels: { ...sloLabels(plan, objective), sloth_window: period },
  };
}

function metaRecordings(plan: ServiceLevelPlan, objective: ObjectivePlan): RecordingRule[] {
  const labels = sloLabels(plan, objective);
  const budget = errorBudget(objective.objective);
  const burnRate = (window: string) => `max without (sloth_window) (${ratioSeries(window)}${selector(plan, objective)})\n/\n${budget}`;
  const recordings = [
    { record: "slo:objective:ratio", expr: `vector(${round(1 - budget)})`, labels },
    { record: "slo:error_budget:ratio", expr: `vector(${budget})`, labels },
    { record: "slo:time_period:days", expr: `vector(${plan.periodSeconds / DAY})`, labels },
    { record: "slo:current_burn_rate:ratio", expr: burnRate("5m"), labels },
  ];
  if (plan.recordsPeriod) {
    recordings.push(
      { record: "slo:period_burn_rate:ratio", expr: burnRate(periodText(plan)), labels },
      { record: "slo:period_error_budget_remaining:ratio", expr: `1 - slo:period_burn_rate:ratio${selector(plan, objective)}`, labels },
    );
  }
  return [...recordings, { record: "sloth_slo_info", expr: "vector(1)", labels: { ...labels, sloth_objective: String(objective.objective) } }];
}

function burnRateAlerts(plan: ServiceLevelPlan, objective: ObjectivePlan): AlertingRule[] {
  return (["page", "ticket"] as const).map((severity) => {
    const conditions = BURN_RATE_CONDITIONS.filter((condition) => condition.severity === severity);
    return {
      alert: "SLOErrorBudgetBurn",
      expr: conditions.map((condition) => burnRateExpression(plan, objective, condition)).join("\nor\n"),
      labels: { ...alertLabels(plan, severity === "page" ? "critical" : "warning"), ...sloLabels(plan, objective), sloth_severity: severity },
      annotations: {
        summary: `${plan.service}: the ${objective.name} error budget burns too fast`,
        description:
          `{{ $value | humanizePercentage }} of requests ${objective.failure}; the objective of ${objective.objective}% over ${periodText(plan)} allows ` +
          `${formatPercent(errorBudget(objective.objective))}. ${conditions.map((condition) => burnRateSentence(plan, condition)).join(" ")}`,
        runbook_url: plan.runbookUrl,
      },
    };
  });
}

/** The long window comes first: its ratio is then the alert's value. The windows differ in one label, without which the two sides would never match. */
function burnRateExpression(plan: ServiceLevelPlan, objective: ObjectivePlan, condition: BurnRateCondition): string {
  const threshold = `(${burnRateFactor(condition, plan.periodSeconds)} * ${errorBudget(objective.objective)})`;
  const side = (window: string) => `max without (sloth_window) (${ratioSeries(window)}${selector(plan, objective)}) > ${threshold}`;
  return `(\n  ${side(condition.longWindow)}\n  and\n  ${side(condition.shortWindow)}\n)`;
}

function burnRateSentence(plan: ServiceLevelPlan, condition: BurnRateCondition): string {
  const factor = burnRateFactor(condition, plan.periodSeconds);
  return `Over ${condition.longWindow} and still over ${condition.shortWindow}, ${factor} times the sustainable rate spends ${condition.budgetPercent}% of the budget.`;
}

function healthGroup(plan: ServiceLevelPlan): RuleGroup {
  const rules: AlertingRule[] = [
    {
      alert: "ServiceUnavailable",
      // One target that is down is a pod that restarts; the service is down when all are, and when there is none.
      expr: `(max(up{${plan.target}}) or vector(0)) == 0`,
      for: "1m",
      labels: alertLabels(plan, "critical"),
      annotations: {
        summary: `${plan.service} is unavailable`,
        description: `For one minute Prometheus could scrape none of the pods of ${plan.service} in ${plan.namespace}.`,
        runbook_url: plan.runbookUrl,
      },
    },
  ];
  for (const objective of plan.objectives) {
    if (objective.quantile !== undefined) {
      rules.push(latencyAlert(plan, objective, objective.quantile));
    }
    if (objective.presence !== undefined && plan.alertsOnAbsence) {
      rules.push(absenceAlert(plan, objective, objective.presence));
    }
  }
  return { name: `slo-${plan.service}-health`, interval: EVALUATION_INTERVAL, rules };
}

function latencyAlert(plan: ServiceLevelPlan, objective: ObjectivePlan, quantile: NonNullable<ObjectivePlan["quantile"]>): AlertingRule {
  return {
    alert: "LatencySLOBreach",
    expr: `histogram_quantile(${quantile.share}, sum by (le) (rate(${quantile.buckets}[5m]))) > ${quantile.seconds}`,
    for: "5m",
    labels: { ...alertLabels(plan, "warning"), sloth_slo: objective.name },
    annotations: {
      summary: `${plan.service}: ${objective.name} is above ${quantile.text}`,
      description: `For five minutes ${objective.objective}% of requests took up to {{ $value | humanizeDuration }}; the objective is ${quantile.text}.`,
      runbook_url: plan.runbookUrl,
    },
  };
}

function absenceAlert(plan: ServiceLevelPlan, objective: ObjectivePlan, series: string): AlertingRule {
  return {
    alert: "SLOMetricsAbsent",
    expr: `absent(${series})`,
    for: "15m",
    labels: { ...alertLabels(plan, "warning"), sloth_slo: objective.name },
    annotations: {
      summary: `${plan.service}: nothing measures ${objective.name}`,
      description: `For 15 minutes there was no series ${series}, so its objective is not watched. Is the service scraped, and is this the name of its metric?`,
      runbook_url: plan.runbookUrl,
    },
  };
}

function sloId(plan: ServiceLevelPlan, objective: ObjectivePlan): string {
  return `${plan.service}-${objective.name}`;
}

function sloLabels(plan: ServiceLevelPlan, objective: ObjectivePlan): Record<string, string> {
  return { namespace: plan.namespace, sloth_id: sloId(plan, objective), sloth_service: plan.service, sloth_slo: objective.name };
}

function alertLabels(plan: ServiceLevelPlan, severity: "critical" | "warning"): Record<string, string> {
  return { severity, team: plan.tags.team, service: plan.tags.service, namespace: plan.namespace, sloth_service: plan.service };
}

function selector(plan: ServiceLevelPlan, objective: ObjectivePlan): string {
  return `{namespace="${plan.namespace}",sloth_id="${sloId(plan, objective)}"}`;
}

function ratioSeries(window: string): string {
  return `slo:sli_error:ratio_rate${window}`;
}

function periodText(plan: ServiceLevelPlan): string {
  return `${plan.periodSeconds / DAY}d`;
}

function formatPercent(ratio: number): string {
  return `${round(ratio * 100)}%`;
}
