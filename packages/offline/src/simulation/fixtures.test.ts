import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { PreviewError } from "../result/errors";
import { secret } from "../wire/values";
import { checkFixtures, fixtureValues, parseFixtures, readFixtures } from "./fixtures";

function failure(text: string): { code: string; message: string; hint?: string } {
  try {
    parseFixtures(text, "fixtures.yaml");
  } catch (error) {
    const { code, message, hint } = error as PreviewError;
    return hint === undefined ? { code, message } : { code, message, hint };
  }
  throw new Error("the file was accepted");
}

describe("parseFixtures", () => {
  it("reads every section", () => {
    const text = `
invokes:
  aws:ssm/getParameter:getParameter:
    - args: { name: /prod/db/host }
      result: { value: db.example.com }
    - result: { value: other }
calls:
  eks:index:Cluster/getKubeconfig:
    - result: { result: "{}" }
reads:
  aws:ec2/vpc:Vpc:
    vpc-1: { cidrBlock: 10.0.0.0/16 }
stackReferences:
  acme/network/prod:
    vpcId: vpc-1
    password: { secret: hush }
outputs:
  aws:eks/cluster:Cluster: { version: "1.34" }
`;
    expect(parseFixtures(text, "fixtures.yaml")).toEqual({
      invokes: {
        "aws:ssm/getParameter:getParameter": [
          { args: { name: "/prod/db/host" }, result: { value: "db.example.com" } },
          { result: { value: "other" } },
        ],
      },
      calls: { "eks:index:Cluster/getKubeconfig": [{ result: { result: "{}" } }] },
      reads: { "aws:ec2/vpc:Vpc": { "vpc-1": { cidrBlock: "10.0.0.0/16" } } },
      stackReferences: { "acme/network/prod": { vpcId: "vpc-1", password: { secret: "hush" } } },
      outputs: { "aws:eks/cluster:Cluster": { version: "1.34" } },
    });
  });

  it("takes an empty file for no fixtures, and a date for text", () => {
    expect(parseFixtures("# later\n", "fixtures.yaml")).toEqual({});
    expect(parseFixtures("outputs: { a: { since: 2024-01-01 } }", "fixtures.yaml").outputs).toEqual({ a: { since: "2024-01-01" } });
  });

  it.each([
    [
      "a section that there is not",
      "invokes:\n  a: []\ninvoke: {}\n",
      'fixtures.yaml:3: unknown key "invoke"',
      "the keys are invokes, calls, reads, stackReferences, outputs",
    ],
    [
      "answers that are no list",
      "invokes:\n  # the region\n  a:b:c:\n    result: {}\n",
      "fixtures.yaml:3: invokes.a:b:c is a mapping, not a list of answers",
      "write `- result: …` below it",
    ],
    [
      "an answer without a result",
      "invokes:\n  a:b:c:\n    - args: {}\n",
      "fixtures.yaml:3: invokes.a:b:c[0] has no result",
      "say what the provider would return: `result: { … }`",
    ],
    [
      "a result that is none",
      "calls:\n  a:b:c:\n    - result: yes\n",
      "fixtures.yaml:3: calls.a:b:c[0].result is a string, not a mapping",
      "see docs/fixtures.md for the form of the file",
    ],
    [
      "arguments that are none",
      "calls:\n  a:b:c:\n    - result: {}\n      args: [1]\n",
      "fixtures.yaml:4: calls.a:b:c[0].args is a list, not a mapping",
      "see docs/fixtures.md for the form of the file",
    ],
    [
      "a key that an answer has not",
      "calls:\n  a:b:c:\n    - result: {}\n    - reslt: {}\n",
      'fixtures.yaml:4: calls.a:b:c[1]: unknown key "reslt"',
      "the keys are args, result",
    ],
    [
      "the state of nothing",
      "reads:\n  a:b:C:\n    id-1:\n",
      "fixtures.yaml:3: reads.a:b:C.id-1 is empty, not a mapping",
      "see docs/fixtures.md for the form of the file",
    ],
    [
      "outputs that are none",
      "stackReferences:\n  acme/net/prod: vpc-1\n",
      "fixtures.yaml:2: stackReferences.acme/net/prod is a string, not a mapping",
      "see docs/fixtures.md for the form of the file",
    ],
    ["no mapping at all", "- a\n", "fixtures.yaml:1: the file is a list, not a mapping", "see docs/fixtures.md for the form of the file"],
  ])("refuses %s, and says where", (_, text, message, hint) => {
    expect(failure(text)).toEqual({ code: "bad-fixtures", message, hint });
  });

  it("says where YAML is malformed", () => {
    expect(failure("invokes:\n  a: [\n")).toEqual({
      code: "bad-fixtures",
      message: "fixtures.yaml:3: unexpected end of the stream within a flow collection",
    });
    expect(failure("reads: {}\nreads: {}\n")).toEqual({ code: "bad-fixtures", message: "fixtures.yaml:2: duplicated mapping key" });
  });
});

describe("readFixtures", () => {
  it("finds nothing in a file that does not exist", () => {
    expect(readFixtures("/nowhere/firmament.fixtures.yaml")).toEqual({});
  });

  it("calls a file by its name in errors", () => {
    const directory = fs.mkdtempSync(path.join(os.tmpdir(), "fixtures-"));
    try {
      const file = path.join(directory, "firmament.fixtures.yaml");
      fs.writeFileSync(file, "nothing: {}\n");
      expect(() => readFixtures(file)).toThrow(new PreviewError("bad-fixtures", 'firmament.fixtures.yaml:1: unknown key "nothing"'));
      expect(() => readFixtures(directory)).toThrow(/^fixtures-.* can't be read: EISDIR/);
    } finally {
      fs.rmSync(directory, { recursive: true });
    }
  });
});

describe("checkFixtures", () => {
  it("checks an object as it checks a file", () => {
    expect(() => checkFixtures({ outputs: { a: 1 } })).toThrow(new PreviewError("bad-fixtures", "fixtures: outputs.a is a number, not a mapping"));
  });
});

describe("fixtureValues", () => {
  it("marks what is written as secret, wherever it is", () => {
    expect(fixtureValues({ a: { secret: "x" }, b: [{ c: { secret: { d: 1 } } }] })).toEqual({ a: secret("x"), b: [{ c: secret({ d: 1 }) }] });
  });

  it("leaves an object alone that has more than one key", () => {
    expect(fixtureValues({ a: { secret: "x", name: "y" } })).toEqual({ a: { secret: "x", name: "y" } });
  });
});
