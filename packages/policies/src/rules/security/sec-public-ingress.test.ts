import { describeRule } from "../../../test-support/contract";
import { secPublicIngress } from "./sec-public-ingress";
import { fixtures } from "./sec-public-ingress.fixtures";

describeRule(secPublicIngress, fixtures);
