import { describeRule } from "../../../test-support/contract";
import { relPdbValid } from "./rel-pdb-valid";
import { fixtures } from "./rel-pdb-valid.fixtures";

describeRule(relPdbValid, fixtures);
