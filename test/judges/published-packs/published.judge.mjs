// Policy packs that others have published run unmodified, and say under the offline preview what they say under the stock CLI. `npm run test:judges` runs it;
// on its own it needs a build. The last line is `N passed, N failed`.
import path from "node:path";
import { publishedPacks } from "../../../scripts/judges/published-packs.mjs";
import { pulumi } from "../../../scripts/judges/pulumi.mjs";
import { exitOnSignals, reporter } from "../../../scripts/lib/report.mjs";
import { say } from "../../../scripts/lib/shell.mjs";
import { judgeSubjects } from "../pulumi/judgeSubjects.mjs";
import { subjects } from "./subjects.mjs";

const { check, end } = reporter();
exitOnSignals();
await pulumi(say);
await publishedPacks(say);
const { outcomes } = await judgeSubjects(await subjects(), { module: path.join(import.meta.dirname, "subjects.mjs"), check });

/** AWSGuard's rules that find fault with the program that breaks them. */
const BROKEN = [
  "alb-http-to-https-redirection",
  "apigateway-endpoint-type",
  "apigateway-method-cached-and-encrypted",
  "apigateway-stage-cached",
  "cmk-backing-key-rotation-enabled",
  "ec2-instance-detailed-monitoring-enabled",
  "ec2-instance-no-public-ip",
  "ec2-volume-inuse",
  "efs-encrypted",
  "elasticsearch-encrypted-at-rest",
  "elasticsearch-in-vpc-only",
  "elb-deletion-protection-enabled",
  "elb-logging-enabled",
  "encrypted-volumes",
  "rds-instance-backup-enabled",
  "rds-instance-multi-az-enabled",
  "rds-instance-public-access",
  "rds-storage-encrypted",
  "redshift-cluster-configuration",
  "redshift-cluster-public-access",
  "s3-bucket-logging-enabled",
];

for (const side of ["stock", "ours"]) {
  const findings = Object.keys(outcomes.get("violations")?.[side].policies ?? {}).map((about) => about.split(" ")[1]);
  const rules = [...new Set(findings)].sort();
  check(JSON.stringify(rules) === JSON.stringify(BROKEN), `violations: ${BROKEN.length} rules are broken, in the words of ${side}`, rules);
}
end();
