import { describeRule } from "../../../test-support/contract";
import { sloAwsResourceAlarms } from "./slo-aws-resource-alarms";
import { fixtures } from "./slo-aws-resource-alarms.fixtures";

describeRule(sloAwsResourceAlarms, fixtures);
