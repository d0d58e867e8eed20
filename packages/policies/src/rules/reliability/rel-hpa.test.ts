import { describeRule } from "../../../test-support/contract";
import { relHpa } from "./rel-hpa";
import { fixtures } from "./rel-hpa.fixtures";

describeRule(relHpa, fixtures);
