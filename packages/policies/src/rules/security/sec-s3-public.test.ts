import { describeRule } from "../../../test-support/contract";
import { secS3Public } from "./sec-s3-public";
import { fixtures } from "./sec-s3-public.fixtures";

describeRule(secS3Public, fixtures);
