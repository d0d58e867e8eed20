import * as path from "node:path";
import { createColors } from "picocolors";
import { stripVTControlCharacters } from "node:util";
import { expectGolden } from "../../test-support/golden";
import { prettyReport } from "./pretty";
import { layout, ownPacks, resource, result, sample, secret, STACK, urn } from "./sample.fixtures";

const golden = (name: string): string => path.join(__dirname, "__golden__", name);

describe("prettyReport", () => {
  test("shows everything that a preview found, in 80 columns", () => {
    expectGolden(golden("report-80.txt"), prettyReport(sample, layout()));
  });

  test("shows every resource when it is asked to, in the width that there is", () => {
    expectGolden(golden("report-120-expanded.txt"), prettyReport(sample, layout({ width: 120, expand: true })));
  });

  test("shows what is exempt, and counts it", () => {
    const lines = prettyReport(sample, layout(), ownPacks).split("\n");
    expect(lines.slice(lines.indexOf("Exempt"), lines.indexOf("Not seen"))).toEqual([
      "Exempt",
      "",
      "  ○ cost-required-tags                            exempt · high · firmament-cost",
      "    aws:s3/bucket:Bucket  exports                                    index.ts:35",
      "      tags: Owner is missing",
      "      until 2027-03-31: moves to the new account in March (data-platform,",
      "      DATA-123)",
      "",
    ]);
    expect(lines).toContain("3 mandatory violations · 1 advisory · 1 rule undetermined on 1 resource");
    expect(lines).toContain("1 exempt · 1 chart not expanded · 1 remote component not opened");
  });

  test("says the same with colours", () => {
    const colored = prettyReport(sample, layout({ colors: createColors(true) }));
    expect(colored).not.toBe(prettyReport(sample, layout()));
    expect(stripVTControlCharacters(colored)).toBe(prettyReport(sample, layout()));
  });

  test("has no line wider than its width and none with space at its end", () => {
    const lines = prettyReport(sample, layout({ width: 80 })).split("\n");
    expect(lines.filter((line) => line.length > 80 || line.endsWith(" "))).toEqual([]);
  });

  test("of a preview without resources, packs and findings is two lines", () => {
    expect(prettyReport(result(), layout({ width: 40 }))).toBe("shop / dev            0 resources, 2.4 s\n\nno policy pack\n");
  });

  test("of a program that failed shows no tree and no outputs", () => {
    const failed = {
      ...sample,
      status: "failed" as const,
      violations: [],
      undetermined: [],
      coverageGaps: [],
      simulatedCalls: [],
      remediations: [],
      diagnostics: [],
    };
    expect(prettyReport(failed, layout({ width: 60 }))).toBe(
      ["shop / dev                               15 resources, 2.4 s", "", "the preview failed · 0 mandatory violations · 0 advisory", ""].join("\n"),
    );
  });

  test("counts what the program makes: not the stack, not default providers, not what exists already", () => {
    const resources = [
      resource("pulumi:pulumi:Stack", "shop-dev", { kind: "stack", parent: "" }),
      resource("pulumi:providers:aws", "default", { kind: "default-provider", parent: "" }),
      resource("pulumi:providers:aws", "mine", { kind: "provider" }),
      resource("aws:s3/bucket:Bucket", "old", { kind: "read" }),
      resource("acme:index:Site", "site", { kind: "component" }),
      resource("aws:s3/bucket:Bucket", "new", { parent: urn("acme:index:Site", "site") }),
    ];
    expect(prettyReport(result({ resources }), layout())).toMatch(/^shop \/ dev +3 resources, 2\.4 s\n/);
  });

  test("keeps an output on one line, and a secret inside it to itself", () => {
    const stackOutputs = { kubeconfig: "apiVersion: v1\nkind: Config", nested: { list: [secret] } };
    const lines = prettyReport(result({ stackOutputs }), layout()).split("\n");
    expect(lines).toContain(`  kubeconfig  "apiVersion: v1\\nkind: Config"`);
    expect(lines).toContain(`  nested      {"list":["[secret]"]}`);
  });

  test("names the stack where a finding is about no resource in particular", () => {
    const violations = [
      { policyPack: "acme", policy: "has-budget", level: "mandatory" as const, message: "no budget", urn: STACK, phase: "stack" as const },
    ];
    const policyPacks = [{ name: "acme", path: "acme", policies: {} }];
    expect(prettyReport(result({ violations, policyPacks }), layout({ width: 60 }))).toContain("    the stack\n      no budget\n");
  });
});
