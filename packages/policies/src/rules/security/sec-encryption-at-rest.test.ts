import { describeRule } from "../../../test-support/contract";
import { secEncryptionAtRest } from "./sec-encryption-at-rest";
import { fixtures } from "./sec-encryption-at-rest.fixtures";

describeRule(secEncryptionAtRest, fixtures);
