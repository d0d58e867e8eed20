import { describeRule } from "../../../test-support/contract";
import { costLaunchTemplateTagSpecs } from "./cost-launch-template-tag-specs";
import { fixtures } from "./cost-launch-template-tag-specs.fixtures";

describeRule(costLaunchTemplateTagSpecs, fixtures);
