import { describeRule } from "../../../test-support/contract";
import { costAsgTagPropagation } from "./cost-asg-tag-propagation";
import { fixtures } from "./cost-asg-tag-propagation.fixtures";

describeRule(costAsgTagPropagation, fixtures);
