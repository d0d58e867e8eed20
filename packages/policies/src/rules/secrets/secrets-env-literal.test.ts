import { describeRule } from "../../../test-support/contract";
import { secretsEnvLiteral } from "./secrets-env-literal";
import { fixtures } from "./secrets-env-literal.fixtures";

describeRule(secretsEnvLiteral, fixtures);
