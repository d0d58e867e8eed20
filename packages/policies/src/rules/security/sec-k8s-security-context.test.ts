import { describeRule } from "../../../test-support/contract";
import { secK8sSecurityContext } from "./sec-k8s-security-context";
import { fixtures } from "./sec-k8s-security-context.fixtures";

describeRule(secK8sSecurityContext, fixtures);
