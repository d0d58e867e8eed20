import { load } from "js-yaml";
import { parseFixtures } from "./fixtures";
import { fixtureLines, MissingFixtureError } from "./missingFixture";
import { secret } from "../wire/values";

describe("MissingFixtureError", () => {
  it("names the data source and its arguments, and prints the lines to add", () => {
    const error = new MissingFixtureError(
      {
        section: "invokes",
        token: "aws:ssm/getParameter:getParameter",
        args: { name: "/prod/db", withDecryption: true },
        results: ["arn", "name", "value"],
      },
      "firmament.fixtures.yaml",
    );
    expect(error.message).toBe(`the data source aws:ssm/getParameter:getParameter(name: "/prod/db", withDecryption: true) is not known offline.
Add its answer to firmament.fixtures.yaml:

invokes:
  aws:ssm/getParameter:getParameter:
    - args:
        name: /prod/db
        withDecryption: true
      result: {} # arn, value`);
    expect(error).toMatchObject({ name: "MissingFixtureError", token: "aws:ssm/getParameter:getParameter" });
  });

  it("says why, and calls a method a method", () => {
    const error = new MissingFixtureError(
      { section: "calls", token: "eks:index:Cluster/getKubeconfig", args: {}, reason: "commands are never run" },
      "f.yaml",
    );
    expect(error.message).toBe(`the method eks:index:Cluster/getKubeconfig() is not known offline: commands are never run.
Add its answer to f.yaml:

calls:
  eks:index:Cluster/getKubeconfig:
    - result: {}`);
  });

  it("prints no secret, and tells calls apart without it", () => {
    const { message } = new MissingFixtureError(
      { section: "invokes", token: "a:b:c", args: { user: "me", password: secret("hush"), nested: [{ key: secret("hush") }] } },
      "f.yaml",
    );
    expect(message).not.toContain("hush");
    expect(message).toContain('a:b:c(user: "me", password: "[secret]", nested: [{"key":"[secret]"}])');
    expect(message).toContain("    - args:\n        user: me\n      result: {}");
  });
});

describe("fixtureLines", () => {
  it("are a fixtures file that fits the call", () => {
    const args = { text: "two\nlines: yes", list: [1, { a: null }], flag: false, none: null, "odd: key": "#" };
    const lines = fixtureLines({ section: "invokes", token: "a:b/c:d", args });
    expect(parseFixtures(lines, "f.yaml").invokes).toEqual({
      "a:b/c:d": [{ args: { text: "two\nlines: yes", list: [1, { a: null }], flag: false, "odd: key": "#" }, result: {} }],
    });
  });

  it("names the first fields of a long answer", () => {
    const results = Array.from({ length: 12 }, (_, index) => `f${index}`);
    const lines = fixtureLines({ section: "invokes", token: "a:b:c", args: { f0: 1 }, results });
    expect(lines.split("\n").at(-1)).toBe("      result: {} # f1, f2, f3, f4, f5, f6, f7, f8, …");
    expect(load(lines)).toEqual({ invokes: { "a:b:c": [{ args: { f0: 1 }, result: {} }] } });
  });
});
