import { describeRule } from "../../../test-support/contract";
import { relAwsAsgHealth } from "./rel-aws-asg-health";
import { fixtures } from "./rel-aws-asg-health.fixtures";

describeRule(relAwsAsgHealth, fixtures);
