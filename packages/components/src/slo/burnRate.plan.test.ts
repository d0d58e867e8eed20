import fc from "fast-check";
import { DAY, parseDuration } from "../platform/quantities";
import { BURN_RATE_CONDITIONS, RATIO_WINDOWS, burnRateFactor, errorBudget, lowestObjective } from "./burnRate.plan";

test.each([
  [30, [14.4, 6, 3, 1]],
  [28, [13.44, 5.6, 2.8, 0.933333333333]],
  [14, [6.72, 2.8, 1.4, 0.466666666667]],
  [7, [3.36, 1.4, 0.7, 0.233333333333]],
])("SLO-02: over %d days the factors are %j", (days, factors) => {
  expect(BURN_RATE_CONDITIONS.map((condition) => burnRateFactor(condition, days * DAY))).toEqual(factors);
});

test("SLO-02: whatever the period, burning at the factor for the long window spends the condition's share of the budget", () => {
  fc.assert(
    fc.property(fc.integer({ min: 7, max: 90 }), fc.constantFrom(...BURN_RATE_CONDITIONS), (days, condition) => {
      const longWindow = parseDuration(condition.longWindow) ?? 0;
      const spent = (burnRateFactor(condition, days * DAY) * longWindow) / (days * DAY);
      expect(spent * 100).toBeCloseTo(condition.budgetPercent, 8);
    }),
  );
});

test("SLO-03: each short window is a twelfth of its long one, and there are seven windows in all", () => {
  for (const { longWindow, shortWindow } of BURN_RATE_CONDITIONS) {
    expect((parseDuration(longWindow) ?? 0) / (parseDuration(shortWindow) ?? 0)).toBe(12);
  }
  expect(RATIO_WINDOWS).toEqual(["5m", "30m", "1h", "2h", "6h", "1d", "3d"]);
});

test.each([
  [99, 0.01],
  [99.5, 0.005],
  [99.9, 0.001],
  [99.95, 0.0005],
  [99.99, 0.0001],
])("the budget of %d %% is %d, without the error of binary arithmetic", (objective, budget) => {
  expect(errorBudget(objective)).toBe(budget);
});

test("SLO-01: over 30 days the lowest objective that the fastest alert can watch is 93.06 %", () => {
  expect(lowestObjective(30 * DAY).toFixed(2)).toBe("93.06");
});

test("SLO-01: above the lowest objective every threshold is an error ratio below 1, below it one is not", () => {
  fc.assert(
    fc.property(fc.integer({ min: 7, max: 90 }), fc.double({ min: 0.001, max: 99.999, noNaN: true }), (days, objective) => {
      const thresholds = BURN_RATE_CONDITIONS.map((condition) => burnRateFactor(condition, days * DAY) * errorBudget(objective));
      const lowest = lowestObjective(days * DAY);
      fc.pre(Math.abs(objective - lowest) > 1e-6);
      expect(Math.max(...thresholds) < 1).toBe(objective > lowest);
    }),
  );
});
