import { describeRule } from "../../../test-support/contract";
import { UNKNOWN, judgeResource } from "../../../test-support/judge";
import { secIamWildcards } from "./sec-iam-wildcards";
import { fixtures } from "./sec-iam-wildcards.fixtures";

describeRule(secIamWildcards, fixtures);

it.each([
  ["dynamodb:GetItem", []],
  ["sts:AssumeRole", ["undetermined"]],
])("sec-iam-wildcards needs to know the resources of %s: %j", (Action, kinds) => {
  const policy = { Statement: [{ Effect: "Allow", Action, Resource: [UNKNOWN] }] };
  expect(judgeResource(secIamWildcards, { type: "aws:iam/policy:Policy", properties: { policy } }).map(({ kind }) => kind)).toEqual(kinds);
});
