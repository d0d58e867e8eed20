import { describeRule } from "../../../test-support/contract";
import { relImagePinned } from "./rel-image-pinned";
import { fixtures } from "./rel-image-pinned.fixtures";

describeRule(relImagePinned, fixtures);
