import { parseDuration, round } from "../platform/quantities";

/** One condition of a burn-rate alert: the error ratio exceeds the threshold over the long window, and still does over the short one. */
export interface BurnRateCondition {
  severity: "page" | "ticket";
  longWindow: string;
  shortWindow: string;
  /** The share of the period's error budget, in percent, that is spent when the alert fires. */
  budgetPercent: number;
}

/**
 * The four conditions of the Site Reliability Workbook, chapter 5 ("Alerting on SLOs"): table 5-8 has three of them, the listing that follows it all
 * four. The short window is a twelfth of the long one.
 */
export const BURN_RATE_CONDITIONS: readonly BurnRateCondition[] = [
  { severity: "page", longWindow: "1h", shortWindow: "5m", budgetPercent: 2 },
  { severity: "page", longWindow: "6h", shortWindow: "30m", budgetPercent: 5 },
  { severity: "ticket", longWindow: "1d", shortWindow: "2h", budgetPercent: 10 },
  { severity: "ticket", longWindow: "3d", shortWindow: "6h", budgetPercent: 10 },
];

/** The windows that error ratios are recorded over, shortest first. */
export const RATIO_WINDOWS: readonly string[] = [
  ...new Set(BURN_RATE_CONDITIONS.flatMap((condition) => [condition.shortWindow, condition.longWindow])),
].sort((a, b) => seconds(a) - seconds(b));

/** How many times faster than sustainable the budget burns when the condition holds: 14.4, 6, 3 and 1 for a period of 30 days. */
export function burnRateFactor(condition: BurnRateCondition, periodSeconds: number): number {
  return round((condition.budgetPercent / 100) * (periodSeconds / seconds(condition.longWindow)));
}

/** The error budget as a ratio: 0.001 for 99.9 %. */
export function errorBudget(objectivePercent: number): number {
  return round((100 - objectivePercent) / 100);
}

/**
 * The lowest objective, in percent and excluding itself, at which every condition can hold: an error ratio is at most 1, so a threshold of
 * factor × budget above that is never reached.
 */
export function lowestObjective(periodSeconds: number): number {
  const steepest = Math.max(...BURN_RATE_CONDITIONS.map((condition) => burnRateFactor(condition, periodSeconds)));
  return round(100 * (1 - 1 / steepest));
}

function seconds(window: string): number {
  const parsed = parseDuration(window);
  if (parsed === undefined) {
    throw new Error(`${window} is no duration`);
  }
  return parsed;
}
