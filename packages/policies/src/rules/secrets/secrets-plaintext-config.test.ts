import { describeRule } from "../../../test-support/contract";
import { secretsPlaintextConfig } from "./secrets-plaintext-config";
import { fixtures } from "./secrets-plaintext-config.fixtures";

describeRule(secretsPlaintextConfig, fixtures);
