import { describeRule } from "../../../test-support/contract";
import { relRolloutStrategy } from "./rel-rollout-strategy";
import { fixtures } from "./rel-rollout-strategy.fixtures";

describeRule(relRolloutStrategy, fixtures);
