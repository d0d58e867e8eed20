import * as path from "node:path";
import { expectGolden } from "../../test-support/golden";
import { policyReport } from "./policies";
import { ownPacks, result, sample, STACK } from "./sample.fixtures";

describe("policyReport", () => {
  test("has what policies of any pack said, with the lines of the program, and what packs of ours told beside", () => {
    const report = policyReport(sample, ownPacks, "infra/");
    expectGolden(path.join(__dirname, "__golden__", "policies.json"), `${JSON.stringify(report, undefined, 2)}\n`);
  });

  test("knows little of a pack of others: its policies, and what they said of themselves", () => {
    const { packs } = policyReport(sample, []);
    expect(packs.map(({ rules }) => rules)).toEqual([
      [
        {
          id: "cost-required-tags",
          description: "Everything carries the cost tags.",
          url: "https://firmament.example/policies/cost-required-tags",
          severity: "high",
          level: "mandatory",
        },
        { id: "cost-log-retention", description: "Log groups end some day.", severity: "low", level: "advisory" },
      ],
      [{ id: "no-public-buckets", description: "Buckets are private.", level: "mandatory" }],
    ]);
  });

  test.each([
    ["exemption: exemptions[0] is not used", "exemption", "exemptions[0] is not used"],
    ["configuration: colour is not an option", "configuration", "colour is not an option"],
    ["rule failed: TypeError", "failure", "TypeError"],
    ["tags: Owner is missing", "violation", "tags: Owner is missing"],
  ])("tells findings of ours apart by their first words: %s", (message, kind, what) => {
    const violation = {
      policyPack: "firmament-cost",
      policy: "cost-required-tags",
      level: "advisory" as const,
      message,
      urn: STACK,
      phase: "stack" as const,
    };
    const told = { ...sample, violations: [violation], undetermined: [] };
    const [ours] = policyReport(told, ownPacks).packs[0]?.findings ?? [];
    expect([ours?.kind, ours?.what]).toEqual([kind, what]);
    const [theirs] = policyReport(told, []).packs[0]?.findings ?? [];
    expect([theirs?.kind, theirs?.what]).toEqual(["violation", message]);
  });

  test("says why not all was judged", () => {
    expect(policyReport(result(), []).incomplete).toBeUndefined();
    expect(policyReport(result({ status: "failed" }), []).incomplete).toBe("the preview failed");
    const errors = [{ origin: "policy-pack" as const, message: "out of memory", policyPack: "acme" }];
    expect(policyReport(result({ status: "failed", errors }), []).incomplete).toBe("policy pack acme failed");
  });
});
