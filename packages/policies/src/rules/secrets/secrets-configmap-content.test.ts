import { describeRule } from "../../../test-support/contract";
import { secretsConfigmapContent } from "./secrets-configmap-content";
import { fixtures } from "./secrets-configmap-content.fixtures";

describeRule(secretsConfigmapContent, fixtures);
