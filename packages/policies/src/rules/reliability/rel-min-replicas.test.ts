import { describeRule } from "../../../test-support/contract";
import { relMinReplicas } from "./rel-min-replicas";
import { fixtures } from "./rel-min-replicas.fixtures";

describeRule(relMinReplicas, fixtures);
