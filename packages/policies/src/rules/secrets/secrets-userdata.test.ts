import { describeRule } from "../../../test-support/contract";
import { secretsUserdata } from "./secrets-userdata";
import { fixtures } from "./secrets-userdata.fixtures";

describeRule(secretsUserdata, fixtures);
