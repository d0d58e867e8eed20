import { describeRule } from "../../../test-support/contract";
import { relStatefulProtection } from "./rel-stateful-protection";
import { fixtures } from "./rel-stateful-protection.fixtures";

describeRule(relStatefulProtection, fixtures);
