import { describeRule } from "../../../test-support/contract";
import { costK8sRequiredLabels } from "./cost-k8s-required-labels";
import { fixtures } from "./cost-k8s-required-labels.fixtures";

describeRule(costK8sRequiredLabels, fixtures);
