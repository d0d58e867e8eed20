import { describeRule } from "../../../test-support/contract";
import { relSpread } from "./rel-spread";
import { fixtures } from "./rel-spread.fixtures";

describeRule(relSpread, fixtures);
