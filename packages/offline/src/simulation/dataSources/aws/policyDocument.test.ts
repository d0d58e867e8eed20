import { policyDocument } from "./policyDocument";
import type { PropertyMap, PropertyValue } from "../../../wire/values";

const render = (args: PropertyMap): unknown => JSON.parse(String(policyDocument(args).json));
const statement = (given: { [key: string]: PropertyValue }): unknown => (render({ statements: [given] }) as { Statement: unknown[] }).Statement[0];

describe("policyDocument", () => {
  it("writes the document as the provider does, to the character", () => {
    const { json, minifiedJson, id, version } = policyDocument({
      statements: [
        { sid: "1", actions: ["s3:ListAllMyBuckets", "s3:GetBucketLocation"], resources: ["arn:aws:s3:::*"] },
        {
          actions: ["s3:ListBucket"],
          resources: ["arn:aws:s3:::logs"],
          conditions: [{ test: "StringLike", variable: "s3:prefix", values: ["", "home/", "home/&{aws:username}/"] }],
        },
      ],
    });
    expect(json).toBe(`{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Sid": "1",
      "Effect": "Allow",
      "Action": [
        "s3:ListAllMyBuckets",
        "s3:GetBucketLocation"
      ],
      "Resource": "arn:aws:s3:::*"
    },
    {
      "Effect": "Allow",
      "Action": "s3:ListBucket",
      "Resource": "arn:aws:s3:::logs",
      "Condition": {
        "StringLike": {
          "s3:prefix": [
            "",
            "home/",
            "home/\${aws:username}/"
          ]
        }
      }
    }
  ]
}`);
    expect(minifiedJson).toBe(JSON.stringify(JSON.parse(String(json))));
    // CRC-32 of the document.
    expect(id).toBe("3502991096");
    expect(version).toBe("2012-10-17");
  });

  it("returns its arguments with the answer", () => {
    expect(policyDocument({ policyId: "p", statements: [{ effect: "Deny" }] })).toMatchObject({ policyId: "p", statements: [{ effect: "Deny" }] });
  });

  it("lists without repetition, in reverse order, and a single item without its list", () => {
    expect(statement({ actions: ["a", "c", "b", "c"], resources: ["x", "x"] })).toEqual({ Effect: "Allow", Action: ["c", "b", "a"], Resource: "x" });
  });

  it("writes every part of a statement", () => {
    expect(
      statement({
        sid: "Everything",
        effect: "Deny",
        notActions: ["iam:*"],
        notResources: ["arn:a", "arn:b"],
        principals: [{ type: "AWS", identifiers: ["arn:2", "arn:1"] }],
        notPrincipals: [{ type: "Service", identifiers: ["ec2.amazonaws.com"] }],
      }),
    ).toEqual({
      Sid: "Everything",
      Effect: "Deny",
      NotAction: "iam:*",
      NotResource: ["arn:b", "arn:a"],
      Principal: { AWS: ["arn:2", "arn:1"] },
      NotPrincipal: { Service: "ec2.amazonaws.com" },
    });
  });

  it("leaves out what is empty", () => {
    expect(statement({ sid: "", actions: [], principals: [] })).toEqual({ Effect: "Allow" });
    expect(render({})).toEqual({ Version: "2012-10-17" });
  });

  it.each<[string, { type: string; identifiers: string[] }[], unknown]>([
    ["everyone, when that is all", [{ type: "*", identifiers: ["*"] }], "*"],
    ["every AWS principal, which is something else", [{ type: "AWS", identifiers: ["*"] }], { AWS: "*" }],
    [
      "everyone beside others",
      [
        { type: "*", identifiers: ["*"] },
        { type: "AWS", identifiers: ["a"] },
      ],
      { "*": "*", AWS: "a" },
    ],
    [
      "several types by name",
      [
        { type: "Service", identifiers: ["s"] },
        { type: "AWS", identifiers: ["a"] },
      ],
      { AWS: "a", Service: "s" },
    ],
    [
      "one type named twice",
      [
        { type: "AWS", identifiers: ["a"] },
        { type: "AWS", identifiers: ["b", "c"] },
      ],
      { AWS: ["a", "c", "b"] },
    ],
  ])("writes principals: %s", (_, principals, expected) => {
    expect(statement({ principals })).toEqual({ Effect: "Allow", Principal: expected });
  });

  it("joins conditions of one test and variable, and keeps the order of their values", () => {
    const conditions = [
      { test: "StringEquals", variable: "aws:a", values: ["2", "1"] },
      { test: "StringEquals", variable: "aws:a", values: ["3"] },
      { test: "Bool", variable: "aws:b", values: ["true"] },
    ];
    expect(statement({ conditions })).toEqual({
      Effect: "Allow",
      Condition: { Bool: { "aws:b": "true" }, StringEquals: { "aws:a": ["2", "1", "3"] } },
    });
  });

  it("escapes what Go escapes", () => {
    expect(policyDocument({ statements: [{ resources: ["a<b>&c"] }] }).minifiedJson).toContain('"Resource":"a\\u003cb\\u003e\\u0026c"');
  });

  describe("with other documents", () => {
    const document = (...statements: object[]): string => JSON.stringify({ Version: "2012-10-17", Statement: statements });

    it("puts source documents first, and leaves what they say as it is", () => {
      const source = document({
        Effect: "Allow",
        Action: ["b", "a"],
        Resource: "x",
        Principal: { AWS: ["1", "2"] },
        Condition: { Bool: { "aws:x": true } },
      });
      expect(render({ sourcePolicyDocuments: [source], statements: [{ actions: ["c"] }] })).toEqual({
        Version: "2012-10-17",
        Statement: [
          { Effect: "Allow", Action: ["b", "a"], Resource: "x", Principal: { AWS: ["2", "1"] }, Condition: { Bool: { "aws:x": "true" } } },
          { Effect: "Allow", Action: "c" },
        ],
      });
    });

    it("replaces a statement by a later one with its Sid, in its place", () => {
      const args = {
        sourcePolicyDocuments: [document({ Sid: "A", Effect: "Allow", Action: "source" }, { Sid: "B", Effect: "Allow", Action: "source" })],
        statements: [
          { sid: "A", actions: ["own"] },
          { sid: "C", actions: ["own"] },
        ],
        overridePolicyDocuments: [document({ Sid: "C", Effect: "Deny", Action: "override" }, { Effect: "Deny", Action: "more" })],
      };
      expect((render(args) as { Statement: { Sid?: string; Action: string }[] }).Statement.map(({ Sid, Action }) => [Sid, Action])).toEqual([
        ["A", "own"],
        ["B", "source"],
        ["C", "override"],
        [undefined, "more"],
      ]);
    });

    it("takes the newest version and the last id", () => {
      const args = {
        version: "2008-10-17",
        policyId: "own",
        sourcePolicyDocuments: [JSON.stringify({ Version: "2012-10-17", Id: "source" })],
        overridePolicyDocuments: [JSON.stringify({ Id: "override" })],
      };
      expect(render(args)).toEqual({ Version: "2012-10-17", Id: "override" });
    });

    it("refuses a Sid that is in the source documents twice", () => {
      const documents = [document({ Sid: "A" }), document({ Effect: "Allow" }, { Sid: "A" })];
      expect(() => policyDocument({ sourcePolicyDocuments: documents })).toThrow(
        new Error(
          "writing IAM Policy Document: merging source document 1: duplicate Sid (A) in source_policy_documents (statement 1). Remove the Sid or ensure Sids are unique.",
        ),
      );
    });

    it("refuses what is no document", () => {
      expect(() => policyDocument({ sourcePolicyDocuments: ["oops"] })).toThrow(/^writing IAM Policy Document: merging source document 0: .*JSON/);
      expect(() => policyDocument({ overridePolicyDocuments: ["[]"] })).toThrow(
        new Error("writing IAM Policy Document: merging override document 0: a policy document is an object whose Statement is a list"),
      );
    });
  });

  it("refuses a Sid that it is given twice", () => {
    expect(() => policyDocument({ statements: [{ sid: "A" }, { sid: "A" }] })).toThrow(
      new Error("writing IAM Policy Document: duplicate Sid (A). Remove the Sid or ensure the Sid is unique."),
    );
  });

  it("refuses policy variables in a version that has none", () => {
    expect(() => policyDocument({ version: "2008-10-17", statements: [{ resources: ["arn:&{aws:username}"] }] })).toThrow(
      new Error("reading resources: found &{ sequence in (arn:&{aws:username}), which is not supported in document version 2008-10-17"),
    );
  });
});
