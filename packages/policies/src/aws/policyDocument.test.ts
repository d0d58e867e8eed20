import { UNKNOWN } from "../../test-support/judge";
import { Property, Undetermined } from "../kernel/property";
import { allowStatements, openPrincipal, textsAt } from "./policyDocument";

const policy = (value: unknown): Property => Property.of("urn", { policy: value }).at("policy");
const statement = (value: object): Property => policy({ Statement: [{ Effect: "Allow", ...value }] }).at("Statement", 0);

describe("statements that allow", () => {
  const allow = { Effect: "Allow", Action: "s3:GetObject" };
  const deny = { Effect: "Deny", Action: "*" };

  it("are read from text and from objects, from a list and from one", () => {
    expect(allowStatements(policy(JSON.stringify({ Statement: [deny, allow] }))).map(({ path }) => path)).toEqual(["policy<json>.Statement[1]"]);
    expect(allowStatements(policy({ Statement: [allow, allow] })).map(({ path }) => path)).toEqual(["policy.Statement[0]", "policy.Statement[1]"]);
    expect(allowStatements(policy({ Statement: allow })).map(({ path }) => path)).toEqual(["policy.Statement"]);
  });

  it.each([undefined, "", "{", "[]", {}, { Statement: [] }, { Statement: "x" }])("are none in %j", (document) => {
    expect(allowStatements(policy(document))).toEqual([]);
  });

  it("are not known to be none when they are unknown", () => {
    expect(() => allowStatements(policy(UNKNOWN))).toThrow(Undetermined);
    expect(() => allowStatements(policy({ Statement: UNKNOWN }))).toThrow(Undetermined);
    expect(() => allowStatements(policy({ Statement: [{ Effect: UNKNOWN }] }))).toThrow(Undetermined);
  });
});

it("texts are one or a list", () => {
  expect(textsAt(policy("a")).map(({ text, place }) => [text, place.path])).toEqual([["a", "policy"]]);
  expect(textsAt(policy(["a", 1, "b"])).map(({ text, place }) => [text, place.path])).toEqual([
    ["a", "policy[0]"],
    ["b", "policy[2]"],
  ]);
  expect(textsAt(policy(undefined))).toEqual([]);
});

describe("everybody is meant", () => {
  it.each([
    [{ Principal: "*" }, "policy.Statement[0].Principal"],
    [{ Principal: { AWS: "*" } }, "policy.Statement[0].Principal.AWS"],
    [{ Principal: { AWS: ["arn:aws:iam::1:root", "*"] } }, "policy.Statement[0].Principal.AWS[1]"],
    [{ NotPrincipal: { AWS: "arn:aws:iam::1:root" } }, "policy.Statement[0].NotPrincipal"],
  ])("by %j", (value, path) => {
    expect(openPrincipal(statement(value))?.path).toBe(path);
  });

  it.each([
    { Bool: { "aws:SecureTransport": "true" } },
    { StringNotEquals: { "aws:PrincipalOrgID": "o-1" } },
    { StringEqualsIfExists: { "aws:PrincipalOrgID": "o-1" } },
    { "ForAllValues:StringEquals": { "aws:PrincipalOrgPaths": "o-1/r-1/*" } },
    { StringLike: { "aws:PrincipalOrgID": "*" } },
    { StringEquals: { "aws:SourceAccount": ["1", "*"] } },
    { StringEquals: { "aws:SourceAccount": [] } },
    { ArnLike: { "aws:SourceArn": "arn:aws:sns:*:*:*" } },
    { ArnLike: { "aws:SourceArn": "arn:aws:s3:::*" } },
    { IpAddress: { "aws:SourceIp": "0.0.0.0/0" } },
    { Bool: { "elasticfilesystem:AccessedViaMountTarget": "false" } },
    { StringEquals: { "s3:x-amz-acl": "private" } },
  ])("although %j", (Condition) => {
    expect(openPrincipal(statement({ Principal: "*", Condition }))?.path).toBe("policy.Statement[0].Principal");
  });

  it("also where one of several statements of conditions would do", () => {
    const Condition = { Bool: { "aws:SecureTransport": "true" }, StringEquals: { "aws:PrincipalOrgID": "o-1" } };
    expect(openPrincipal(statement({ Principal: "*", Condition }))).toBeUndefined();
  });
});

describe("somebody is meant", () => {
  it.each([
    { Principal: { AWS: "arn:aws:iam::1:root" } },
    { Principal: { Service: "events.amazonaws.com" } },
    { Principal: { Federated: "*.example.com" } },
    {},
  ])("by %j", (value) => {
    expect(openPrincipal(statement(value))).toBeUndefined();
  });

  it.each([
    { StringEquals: { "AWS:SourceOwner": "123456789012" } },
    { StringEquals: { "aws:PrincipalOrgID": ["o-1", "o-2"] } },
    { "ForAnyValue:StringLike": { "aws:PrincipalOrgPaths": "o-1/r-1/*" } },
    { ArnLike: { "aws:SourceArn": "arn:aws:sns:*:123456789012:*" } },
    { ArnLike: { "aws:SourceArn": "arn:aws:s3:::logs" } },
    { IpAddress: { "aws:SourceIp": ["203.0.113.0/24"] } },
    { StringEquals: { "aws:SourceVpce": "vpce-1" } },
    { Bool: { "elasticfilesystem:AccessedViaMountTarget": "true" } },
    { Bool: { "elasticfilesystem:AccessedViaMountTarget": true } },
  ])("by the condition %j", (Condition) => {
    expect(openPrincipal(statement({ Principal: "*", Condition }))).toBeUndefined();
  });
});

it("who is meant is not known while a condition is not", () => {
  expect(() => openPrincipal(statement({ Principal: "*", Condition: { StringEquals: { "aws:SourceArn": UNKNOWN } } }))).toThrow(Undetermined);
});
