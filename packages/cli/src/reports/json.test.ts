import type { ReportedPack } from "@firmament/policies";
import { jsonReport } from "./json";
import { ownPacks, sample, urn } from "./sample.fixtures";

test("jsonReport is the whole result, and nothing but the timings tells how long it took", () => {
  expect(JSON.parse(jsonReport(sample))).toEqual(sample);
  const slower = { ...sample, timings: { ...sample.timings, total: 9999 } };
  expect(jsonReport(slower).replace(`"total": 9999`, `"total": ${sample.timings.total}`)).toBe(jsonReport(sample));
});

test("jsonReport tells what is exempt, and which types no rule was made for, where packs of ours have told it", () => {
  const unjudgedOf = [{ type: "acme:index:Site", resources: 2 }];
  const { exempt, unjudged, ...rest } = JSON.parse(
    jsonReport(sample, [{ ...ownPacks[0], unjudged: unjudgedOf } as ReportedPack, ...ownPacks.slice(1)]),
  ) as {
    exempt: unknown;
    unjudged: unknown;
  };
  expect(unjudged).toEqual([{ policyPack: "firmament-cost", type: "acme:index:Site", resources: 2 }]);
  expect(rest).toEqual(sample);
  expect(exempt).toEqual([
    {
      policyPack: "firmament-cost",
      rule: "cost-required-tags",
      severity: "high",
      urn: urn("aws:s3/bucket:Bucket", "exports"),
      type: "aws:s3/bucket:Bucket",
      name: "exports",
      what: "tags: Owner is missing",
      path: "tags",
      exemption: {
        origin: "configuration",
        reason: "moves to the new account in March",
        owner: "data-platform",
        expires: "2027-03-31",
        ticket: "DATA-123",
      },
    },
  ]);
  expect(jsonReport(sample, [{ name: "quiet", rules: [], findings: [] }])).toContain('"exempt": [],\n  "unjudged": []');
});
