import { describeRule } from "../../../test-support/contract";
import { relAwsMultiAz } from "./rel-aws-multi-az";
import { fixtures } from "./rel-aws-multi-az.fixtures";

describeRule(relAwsMultiAz, fixtures);
