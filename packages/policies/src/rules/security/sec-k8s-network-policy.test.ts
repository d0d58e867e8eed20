import { describeRule } from "../../../test-support/contract";
import { secK8sNetworkPolicy } from "./sec-k8s-network-policy";
import { fixtures } from "./sec-k8s-network-policy.fixtures";

describeRule(secK8sNetworkPolicy, fixtures);
