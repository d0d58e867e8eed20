import { describeRule } from "../../../test-support/contract";
import { relRollbackPlan } from "./rel-rollback-plan";
import { fixtures } from "./rel-rollback-plan.fixtures";

describeRule(relRollbackPlan, fixtures);
