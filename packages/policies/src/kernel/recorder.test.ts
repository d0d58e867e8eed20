import { costRequiredTags as rule } from "../rules/cost/cost-required-tags";
import { urn } from "../../test-support/judge";
import { Recorder } from "./recorder";
import type { Finding } from "./report";

const bucket = urn("aws:s3/bucket:Bucket", "logs");
const missing = (key: string): Finding => ({ kind: "violation", urn: bucket, what: `tags: ${key} is missing`, path: "tags", fix: `add ${key}` });
const run = { project: "shop", stack: "dev", config: new Map(), secretKeys: new Set<string>(), secretsVisible: true, environment: new Map() };

describe("what is recorded of a remediation", () => {
  const recorded = (...findings: Finding[]) => {
    const recorder = new Recorder({ name: "cost", title: "", description: "", rules: [{ rule, level: "mandatory" }] }, "1.0.0");
    recorder.remediation(rule, bucket, [missing("Owner"), missing("Team")]);
    recorder.resource(rule, bucket, findings);
    return recorder.report(new Map([[rule.id, "remediate"]]), run).findings.map(({ kind, level, what }) => `${kind} ${level} ${what}`);
  };

  it("is what has been mended, beside what is still wrong", () => {
    expect(recorded(missing("Service"))).toEqual([
      "remediated advisory tags: Owner is missing",
      "remediated advisory tags: Team is missing",
      "violation mandatory tags: Service is missing",
    ]);
  });

  it("is a violation where the engine has changed nothing, as when it analyzes a state", () => {
    expect(recorded(missing("Owner"), { ...missing("Team"), kind: "undetermined" })).toEqual([
      "remediated advisory tags: Team is missing",
      "violation mandatory tags: Owner is missing",
      "undetermined advisory tags: Team is missing",
    ]);
  });
});
