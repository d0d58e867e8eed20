import { describeRule } from "../../../test-support/contract";
import { relMonitoringEnabled } from "./rel-monitoring-enabled";
import { fixtures } from "./rel-monitoring-enabled.fixtures";

describeRule(relMonitoringEnabled, fixtures);
