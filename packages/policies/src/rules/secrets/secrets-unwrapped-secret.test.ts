import { describeRule } from "../../../test-support/contract";
import { secretsUnwrappedSecret } from "./secrets-unwrapped-secret";
import { fixtures } from "./secrets-unwrapped-secret.fixtures";

describeRule(secretsUnwrappedSecret, fixtures);
