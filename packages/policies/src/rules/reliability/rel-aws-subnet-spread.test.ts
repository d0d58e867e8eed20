import { describeRule } from "../../../test-support/contract";
import { relAwsSubnetSpread } from "./rel-aws-subnet-spread";
import { fixtures } from "./rel-aws-subnet-spread.fixtures";

describeRule(relAwsSubnetSpread, fixtures);
