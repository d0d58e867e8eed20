import { describeRule } from "../../../test-support/contract";
import { secretsProviderCredentials } from "./secrets-provider-credentials";
import { fixtures } from "./secrets-provider-credentials.fixtures";

describeRule(secretsProviderCredentials, fixtures);
