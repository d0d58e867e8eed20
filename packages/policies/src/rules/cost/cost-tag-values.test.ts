import { describeRule } from "../../../test-support/contract";
import { costTagValues } from "./cost-tag-values";
import { fixtures } from "./cost-tag-values.fixtures";

describeRule(costTagValues, fixtures);
