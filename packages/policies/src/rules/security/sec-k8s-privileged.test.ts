import { describeRule } from "../../../test-support/contract";
import { secK8sPrivileged } from "./sec-k8s-privileged";
import { fixtures } from "./sec-k8s-privileged.fixtures";

describeRule(secK8sPrivileged, fixtures);
