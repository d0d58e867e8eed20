import { describeRule } from "../../../test-support/contract";
import { secEksPublicEndpoint } from "./sec-eks-public-endpoint";
import { fixtures } from "./sec-eks-public-endpoint.fixtures";

describeRule(secEksPublicEndpoint, fixtures);
