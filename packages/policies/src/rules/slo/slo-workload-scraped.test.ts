import { describeRule } from "../../../test-support/contract";
import { sloWorkloadScraped } from "./slo-workload-scraped";
import { fixtures } from "./slo-workload-scraped.fixtures";

describeRule(sloWorkloadScraped, fixtures);
