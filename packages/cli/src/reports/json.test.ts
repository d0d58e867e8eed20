import { jsonReport } from "./json";
import { ownPacks, sample, urn } from "./sample.fixtures";

test("jsonReport is the whole result, and nothing but the timings tells how long it took", () => {
  expect(JSON.parse(jsonReport(sample))).toEqual(sample);
  const slower = { ...sample, timings: { ...sample.timings, total: 9999 } };
  expect(jsonReport(slower).replace(`"total": 9999`, `"total": ${sample.timings.total}`)).toBe(jsonReport(sample));
});

test("jsonReport tells what is exempt, where packs of ours have told it", () => {
  const { exempt, ...rest } = JSON.parse(jsonReport(sample, ownPacks)) as { exempt: unknown };
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
  expect(jsonReport(sample, [{ name: "quiet", rules: [], findings: [] }])).toContain('"exempt": []');
});
