import { describeRule } from "../../../test-support/contract";
import { costK8sOverprovisionedRequests } from "./cost-k8s-overprovisioned-requests";
import { fixtures } from "./cost-k8s-overprovisioned-requests.fixtures";

describeRule(costK8sOverprovisionedRequests, fixtures);
