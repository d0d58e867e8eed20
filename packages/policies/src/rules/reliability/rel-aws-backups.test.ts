import { describeRule } from "../../../test-support/contract";
import { relAwsBackups } from "./rel-aws-backups";
import { fixtures } from "./rel-aws-backups.fixtures";

describeRule(relAwsBackups, fixtures);
