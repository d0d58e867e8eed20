import { describeRule } from "../../../test-support/contract";
import { relPdbPresent } from "./rel-pdb-present";
import { fixtures } from "./rel-pdb-present.fixtures";

describeRule(relPdbPresent, fixtures);
