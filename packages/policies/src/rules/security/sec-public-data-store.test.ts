import { describeRule } from "../../../test-support/contract";
import { secPublicDataStore } from "./sec-public-data-store";
import { fixtures } from "./sec-public-data-store.fixtures";

describeRule(secPublicDataStore, fixtures);
