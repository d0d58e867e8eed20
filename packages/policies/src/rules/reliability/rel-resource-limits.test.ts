import { describeRule } from "../../../test-support/contract";
import { relResourceLimits } from "./rel-resource-limits";
import { fixtures } from "./rel-resource-limits.fixtures";

describeRule(relResourceLimits, fixtures);
