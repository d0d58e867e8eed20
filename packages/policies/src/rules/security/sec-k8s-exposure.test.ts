import { describeRule } from "../../../test-support/contract";
import { secK8sExposure } from "./sec-k8s-exposure";
import { fixtures } from "./sec-k8s-exposure.fixtures";

describeRule(secK8sExposure, fixtures);
