import type { Violation } from "@firmament/offline";
import { undeterminedSection, violationsSection } from "./findings";
import { layout, resource, result, urn } from "./sample.fixtures";

const bucket = (name: string): string => urn("aws:s3/bucket:Bucket", name);
const violation = (name: string, message: string, overrides: Partial<Violation> = {}): Violation => ({
  policyPack: "acme",
  policy: "tags",
  level: "mandatory",
  message,
  urn: bucket(name),
  phase: "resource",
  ...overrides,
});

describe("violationsSection", () => {
  test("is empty when there are none", () => {
    expect(violationsSection(result(), layout())).toEqual([]);
  });

  test("tells once what is wrong with several resources", () => {
    const violations = ["a", "b"].flatMap((name) => [violation(name, "no owner"), violation(name, "no team")]);
    expect(violationsSection(result({ violations }), layout({ width: 40 }))).toEqual([
      "",
      "  ✖ tags                mandatory · acme",
      "    aws:s3/bucket:Bucket  a",
      "    aws:s3/bucket:Bucket  b",
      "      no owner",
      "      no team",
    ]);
  });

  test("names the property unless the message begins with it", () => {
    const violations = [violation("a", "acl: public\nat acl\nfix: make it private"), violation("a", "too open\nat ingress[0]\nfix: close it")];
    expect(violationsSection(result({ violations }), layout()).slice(3)).toEqual([
      "      acl: public",
      "      fix: make it private",
      "      too open",
      "      at   ingress[0]",
      "      fix: close it",
    ]);
  });

  test("keeps resources apart that have other problems", () => {
    const violations = [violation("a", "no owner"), violation("b", "no team")];
    expect(violationsSection(result({ violations }), layout()).slice(2)).toEqual([
      "    aws:s3/bucket:Bucket  a",
      "      no owner",
      "    aws:s3/bucket:Bucket  b",
      "      no team",
    ]);
  });

  test("lists five resources with one problem and counts the others, unless it is asked for all", () => {
    const violations = Array.from({ length: 7 }, (_, index) => violation(`b${index}`, "no owner"));
    const lines = violationsSection(result({ violations }), layout());
    expect(lines.slice(-3)).toEqual(["    aws:s3/bucket:Bucket  b4", "    … and 2 more resources", "      no owner"]);
    expect(violationsSection(result({ violations }), layout({ expand: true })).at(-2)).toBe("    aws:s3/bucket:Bucket  b6");
  });

  test("puts mandatory policies before advisory ones, and the same name in two packs apart", () => {
    const violations = [
      violation("a", "x", { level: "advisory", policy: "first" }),
      violation("a", "y", { policy: "second" }),
      violation("a", "z", { policy: "second", policyPack: "other" }),
    ];
    const titles = violationsSection(result({ violations }), layout({ width: 40 })).filter((line) => /^ {2}\S/.test(line));
    expect(titles).toEqual([
      "  ✖ second              mandatory · acme",
      "  ✖ second             mandatory · other",
      "  ▲ first                advisory · acme",
    ]);
  });

  test("names the line of the program that made what a library made", () => {
    const site = urn("acme:index:Site", "site");
    const resources = [
      resource("acme:index:Site", "site", { kind: "component", at: "index.ts:12" }),
      resource("aws:s3/bucket:Bucket", "a", { parent: site, at: "node_modules/acme/site.js:3" }),
    ];
    expect(violationsSection(result({ resources, violations: [violation("a", "x")] }), layout({ width: 60 }))[2]).toBe(
      "    aws:s3/bucket:Bucket  a                      index.ts:12",
    );
  });

  test("gives the source line a line of its own where there is no room", () => {
    const resources = [resource("aws:s3/bucket:Bucket", "a", { at: "infrastructure/storage/index.ts:12" })];
    expect(violationsSection(result({ resources, violations: [violation("a", "x")] }), layout({ width: 40 })).slice(2, 4)).toEqual([
      "    aws:s3/bucket:Bucket  a",
      "    infrastructure/storage/index.ts:12",
    ]);
  });
});

describe("undeterminedSection", () => {
  test("shows the reason for each resource, without what its title has said", () => {
    const undetermined = [
      {
        policyPack: "acme",
        policy: "no-wide-roles",
        level: "mandatory" as const,
        urn: bucket("a"),
        message: "can't run policy 'no-wide-roles' from policy pack 'acme@v1.0.0' during preview: the policy is not known",
      },
    ];
    expect(undeterminedSection(result({ undetermined }), layout({ width: 40 }))).toEqual([
      "",
      "  ? no-wide-roles       mandatory · acme",
      "    aws:s3/bucket:Bucket  a",
      "      the policy is not known",
    ]);
  });
});
