import fc from "fast-check";
import { Problems } from "../platform/problems";
import { allowedDisruptions, planDisruptionBudget } from "./disruptionBudget.plan";

test.each([
  // replicas, then what minAvailable of 50, 66, 67, 75, 80 and 90 % allows
  [1, [0, 0, 0, 0, 0, 0]],
  [2, [1, 0, 0, 0, 0, 0]],
  [3, [1, 1, 0, 0, 0, 0]],
  [4, [2, 1, 1, 1, 0, 0]],
  [5, [2, 1, 1, 1, 1, 0]],
  [10, [5, 3, 3, 2, 2, 1]],
])("WL-02: a percentage that must stay is rounded up: of %d replicas %j may go", (replicas, allowed) => {
  expect(["50%", "66%", "67%", "75%", "80%", "90%"].map((minAvailable) => allowedDisruptions({ minAvailable }, replicas))).toEqual(allowed);
});

test.each([
  [1, 1],
  [2, 1],
  [5, 1],
  [6, 2],
  [10, 2],
  [11, 3],
])("a percentage that may go is rounded up as well: of %d replicas 20 %% are %d", (replicas, allowed) => {
  expect(allowedDisruptions({ maxUnavailable: "20%" }, replicas)).toBe(allowed);
});

test("a percentage of a hundred replicas is itself", () => {
  for (let percent = 0; percent <= 100; percent += 1) {
    expect(allowedDisruptions({ maxUnavailable: `${percent}%` }, 100)).toBe(percent);
    expect(allowedDisruptions({ minAvailable: `${percent}%` }, 100)).toBe(100 - percent);
  }
});

test("what may go and what must stay make up the whole, give or take the rounding of one pod", () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 100 }), fc.integer({ min: 1, max: 500 }), (percent, replicas) => {
      const may = allowedDisruptions({ maxUnavailable: `${percent}%` }, replicas);
      const mayOtherwise = allowedDisruptions({ minAvailable: `${100 - percent}%` }, replicas);
      expect(may - mayOtherwise).toBeGreaterThanOrEqual(0);
      expect(may - mayOtherwise).toBeLessThanOrEqual(1);
    }),
  );
});

test("WL-02: whatever is accepted allows a disruption at the least number of replicas", () => {
  const amount = fc.oneof(
    fc.integer({ min: 0, max: 20 }).map(String),
    fc.integer({ min: 0, max: 100 }).map((percent) => `${percent}%`),
  );
  fc.assert(
    fc.property(fc.constantFrom("minAvailable", "maxUnavailable"), amount, fc.integer({ min: 1, max: 20 }), (property, value, replicas) => {
      const problems = new Problems();
      const budget = planDisruptionBudget(problems, { [property]: value }, "1", replicas);
      let accepted = true;
      try {
        problems.throwIfAny("Test", "x");
      } catch {
        accepted = false;
      }
      expect(accepted).toBe(allowedDisruptions(budget, replicas) > 0);
    }),
  );
});

function failure(given: { minAvailable?: string; maxUnavailable?: string }, minReplicas = 3): string | undefined {
  const problems = new Problems();
  planDisruptionBudget(problems, given, "1", minReplicas);
  try {
    problems.throwIfAny("Test", "x");
  } catch (error) {
    return (error as Error).message.split("\n  ")[1];
  }
  return undefined;
}

test("WL-02: a budget that allows no disruption is refused with the way out", () => {
  expect(failure({ minAvailable: "90%" })).toBe(
    'minAvailable: PDB minAvailable 90% with minReplicas 3 allows 0 disruptions: nodes could never drain; use maxUnavailable "1"',
  );
  expect(failure({ maxUnavailable: "0" })).toBe(
    'maxUnavailable: PDB maxUnavailable 0 with minReplicas 3 allows 0 disruptions: nodes could never drain; use maxUnavailable "1"',
  );
  expect(failure({ minAvailable: "80%" }, 10)).toBeUndefined();
});

test("only one of the two can be given, as a number or a percentage", () => {
  expect(failure({ minAvailable: "1", maxUnavailable: "1" })).toBe(
    "minAvailable: given together with maxUnavailable, and Kubernetes takes one of the two; leave minAvailable off",
  );
  expect(failure({ maxUnavailable: "120%" })).toBe('maxUnavailable: "120%" is neither a number of pods nor a percentage; write it as "1" or "20%"');
});

test("a number of pods is written as a number, a percentage as text", () => {
  expect(planDisruptionBudget(new Problems(), {}, "1", 2)).toEqual({ maxUnavailable: 1 });
  expect(planDisruptionBudget(new Problems(), { maxUnavailable: "25%" }, "1", 2)).toEqual({ maxUnavailable: "25%" });
});
