import { describeRule } from "../../../test-support/contract";
import { UNKNOWN, judgeStack } from "../../../test-support/judge";
import { relAwsBackups } from "./rel-aws-backups";
import { fixtures } from "./rel-aws-backups.fixtures";

describeRule(relAwsBackups, fixtures);

it.each([
  ["has the tag", { BackupPlan: UNKNOWN }, []],
  ["may have it", UNKNOWN, ["undetermined"]],
  ["has not", { Team: UNKNOWN }, ["violation"]],
])("rel-aws-backups lets AWS Backup have what %s", (_, tags, kinds) => {
  const database = { type: "aws:rds/instance:Instance", properties: { tags } };
  const outcomes = judgeStack(relAwsBackups, [database], { config: { backupTags: ["BackupPlan"] }, run: { stack: "production" } });
  expect(outcomes.map(({ kind }) => kind)).toEqual(kinds);
});
