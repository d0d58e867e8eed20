import { describeRule } from "../../../test-support/contract";
import { secEncryptionInTransit } from "./sec-encryption-in-transit";
import { fixtures } from "./sec-encryption-in-transit.fixtures";

describeRule(secEncryptionInTransit, fixtures);
