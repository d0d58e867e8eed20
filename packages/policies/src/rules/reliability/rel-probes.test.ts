import { describeRule } from "../../../test-support/contract";
import { relProbes } from "./rel-probes";
import { fixtures } from "./rel-probes.fixtures";

describeRule(relProbes, fixtures);
