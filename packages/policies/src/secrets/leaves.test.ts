import { UNKNOWN, secret } from "../../test-support/judge";
import { Property } from "../kernel/property";
import { assignmentsIn } from "./assignments";
import { leavesOf } from "./leaves";

const leaves = (properties: unknown) => [...leavesOf(Property.of("urn", properties))].map(({ property, text, name }) => [property.path, name, text]);
const base64 = (text: string) => Buffer.from(text).toString("base64");

describe("the texts of a resource", () => {
  it("have their path and the name of their key, that of the list that they are in", () => {
    expect(leaves({ spec: { "a.b": "x", tokens: ["y", { z: "w" }] }, n: 1, b: true, nothing: null })).toEqual([
      ['spec["a.b"]', "a.b", "x"],
      ["spec.tokens[0]", "tokens", "y"],
      ["spec.tokens[1].z", "z", "w"],
    ]);
  });

  it("are named by the name beside them", () => {
    expect(
      leaves({
        env: [
          { name: "DB_PASSWORD", value: "x" },
          { key: "Owner", value: "y" },
        ],
      }),
    ).toEqual([
      ["env[0].name", "name", "DB_PASSWORD"],
      ["env[0].value", "DB_PASSWORD", "x"],
      ["env[1].key", "key", "Owner"],
      ["env[1].value", "Owner", "y"],
    ]);
  });

  it("are not named by a name that says where the value is", () => {
    expect(leaves({ name: "DB_PASSWORD", type: "PARAMETER_STORE", value: "/db" }).at(-1)).toEqual(["value", "value", "/db"]);
  });

  it("leave unknown values out", () => {
    expect(leaves({ a: UNKNOWN, b: [UNKNOWN], c: { name: UNKNOWN, value: "x" } })).toEqual([["c.value", "value", "x"]]);
  });

  it("are also those inside JSON and base64, to a depth", () => {
    const json = JSON.stringify([{ environment: [{ name: "TOKEN", value: "x" }] }]);
    expect(leaves({ containers: json }).slice(1)).toEqual([
      ["containers<json>[0].environment[0].name", "name", "TOKEN"],
      ["containers<json>[0].environment[0].value", "TOKEN", "x"],
    ]);
    expect(leaves({ userData: base64("#!/bin/sh\nexport TOKEN=x") }).at(-1)).toEqual(["userData<base64>", "userData", "#!/bin/sh\nexport TOKEN=x"]);
    let deep = JSON.stringify(["bottom"]);
    for (let depth = 0; depth < 6; depth++) {
      deep = JSON.stringify([deep]);
    }
    expect(leaves({ deep })).toHaveLength(5);
  });

  it("are secret where they, or what they are in, is marked", () => {
    const secrets = [...leavesOf(Property.of("urn", { a: secret({ b: "x" }), c: [secret("y"), "z"], d: secret(JSON.stringify({ e: "w" })) }))];
    expect(secrets.map(({ property, text, isDocument }) => [text, property.isSecret, isDocument])).toEqual([
      ["x", true, false],
      ["y", true, false],
      ["z", false, false],
      ['{"e":"w"}', true, true],
      ["w", true, false],
    ]);
  });

  it.each([
    ["a short text", "cGFzcw=="],
    ["words", "aGVs bG8g d29y bGQg aGVs bG8g d29y bGQg"],
    ["a hash", "9f86d081884c7d659a2feaa0c55ad015"],
    ["bytes", Buffer.from([...Array(30).keys()]).toString("base64")],
  ])("are not decoded when they are %s", (_name, text) => {
    expect(leaves({ text })).toHaveLength(1);
  });
});

describe("assignments in a text", () => {
  it.each([
    [
      "an environment file",
      "# database\nDB_PASSWORD=hunter2\nexport TOKEN='abc'",
      [
        ["DB_PASSWORD", "hunter2"],
        ["TOKEN", "abc"],
      ],
    ],
    ["properties", "db.password = hunter2\r\n", [["db.password", "hunter2"]]],
    [
      "YAML",
      'db:\n  password: hunter2\n  - token: "abc"',
      [
        ["password", "hunter2"],
        ["token", "abc"],
      ],
    ],
    ["an argument", "--db-password=hunter2", [["db-password", "hunter2"]]],
    ["a variable", "PASSWORD=$OTHER\nPASSWORD=${OTHER}\nPASSWORD=$(get)\nPASSWORD={{ x }}", []],
    ["a program", "const password = options.password;\npassword = os.environ['X']\npassword = get(name)\nif password == other: pass", []],
    ["prose", "The password: it is kept elsewhere", []],
    ["nothing", "password:\npassword=\npassword", []],
  ])("in %s", (_name, text, expected) => {
    expect([...assignmentsIn(text)].map(({ name, value }) => [name, value])).toEqual(expected);
  });
});
