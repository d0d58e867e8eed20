import { type RunFacts, StackView } from "../kernel/resource";
import { Origins } from "./origins";

const run = (more: Partial<RunFacts> = {}): RunFacts => ({
  project: "shop",
  stack: "dev",
  config: new Map(),
  secretKeys: new Set(),
  secretsVisible: true,
  environment: new Map(),
  ...more,
});

const SOURCES = [
  { name: "first", outputs: { result: "first-result" } },
  { name: "second", outputs: { id: "abcde", endpoint: "db.example.com", hash: "c2Vjb25kLXBhcnQ=" } },
];

/** The origin of a text at `spec.env[0].value`, or at `top`, of a resource that depends on two others. */
function originOf(
  text: string,
  facts: Partial<RunFacts> = {},
  { at = ["spec", "env", 0, "value"] as (string | number)[], isWhole = true, dependsOn = ["first", "second"] } = {},
) {
  const view = new StackView([
    ...SOURCES.map(({ name, outputs }) => ({
      urn: name,
      type: "shop:index:Source",
      name,
      inputs: { input: "the-input-of-it" },
      properties: outputs,
    })),
    {
      urn: "subject",
      type: "shop:index:Box",
      name: "subject",
      properties: { spec: { env: [{ value: text }] }, top: text },
      propertyDependencies: { spec: dependsOn, top: dependsOn },
    },
  ]);
  const subject = view.find("subject");
  if (subject === undefined) {
    throw new Error("the subject is missing");
  }
  return new Origins(run(facts)).of(text, subject.properties.at(...at), subject, isWhole);
}

const config = (key: string, value: string, isSecret: boolean): Partial<RunFacts> => ({
  config: new Map([[key, value]]),
  secretKeys: new Set(isSecret ? [key] : []),
});
const literal = { kind: "literal" };

describe("the origin of a text", () => {
  it.each([
    ["all of an output", "first-result"],
    ["a part of an output", "example.com"],
    ["more than an output", "postgres://app@db.example.com/orders"],
    ["base64 of more than an output", Buffer.from("x:first-result").toString("base64")],
    ["an input of the other resource", "the-input-of-it"],
  ])("is another resource when it is %s", (_name, text) => {
    expect(originOf(text)).toEqual({ kind: "derived" });
    expect(originOf(text, {}, { dependsOn: [] })).toEqual(literal);
  });

  it.each([
    ["a text that has nothing of them", "hunter2"],
    ["a text that has a short output in it by chance", "xxabcdexx"],
    ["a short part of an output", "resul"],
  ])("is no other resource when it is %s", (_name, text) => {
    expect(originOf(text)).toEqual(literal);
  });

  it("is another resource when it is all of a property that depends on one, whatever was made of it", () => {
    expect(originOf("hunter2", {}, { at: ["top"] })).toEqual({ kind: "derived" });
    expect(originOf("hunter2", {}, { at: ["top"], isWhole: false })).toEqual(literal);
    expect(originOf("hunter2", {}, { at: ["top"], dependsOn: [] })).toEqual(literal);
  });

  it.each([
    ["all of it", "hunter2", "hunter2"],
    ["more than it", "hunter2!", "hunter2"],
    ["a part of it by itself", "hunter2", "postgres://app:hunter2@db"],
    ["a text in its structure", "hunter2", '{"db":[{"password":"hunter2"}]}'],
    ["short, and all of it", "abc", "abc"],
  ])("is secret configuration when it is %s", (_name, text, value) => {
    expect(originOf(text, config("shop:db", value, true))).toEqual({ kind: "secret-config" });
  });

  it.each([
    ["more than a short value", "abcdef", "abc"],
    ["a short part of it", "abc", "abcdef"],
    ["the beginning of a word in it", "hunter", "hunter2"],
    ["the end of a word in it", "hunter2", "x-my_hunter2"],
    ["a number's text", "hunter2", "5"],
    ["not in it", "hunter2", "null"],
  ])("is not configuration when it is %s", (_name, text, value) => {
    expect(originOf(text, config("shop:db", value, true))).toEqual(literal);
  });

  it("is plain configuration, by its key, when it is all or a part of it, but not when it only has it in it", () => {
    expect(originOf("hunter2", config("shop:db", "hunter2", false))).toEqual({ kind: "plain-config", key: "shop:db" });
    expect(originOf("hunter2", config("shop:db", "postgres://app:hunter2@db", false))).toEqual({ kind: "plain-config", key: "shop:db" });
    expect(originOf("hunter2-production", config("shop:stage", "production", false))).toEqual(literal);
    expect(originOf("dev", config("shop:stage", "development", false))).toEqual(literal);
  });

  it("is secret before it is plain, and plain before it is the environment", () => {
    const both = {
      config: new Map([
        ["a", "hunter2"],
        ["b", "hunter2"],
      ]),
      secretKeys: new Set(["b"]),
      environment: new Map([["DB", "hunter2"]]),
    };
    expect(originOf("hunter2", both)).toEqual({ kind: "secret-config" });
    expect(originOf("hunter2", { ...both, secretKeys: new Set() })).toEqual({ kind: "plain-config", key: "a" });
    expect(originOf("hunter2", { environment: both.environment })).toEqual({ kind: "environment" });
  });

  it("is not the environment for a short text, which many variables have", () => {
    expect(originOf("root", { environment: new Map([["USER", "root"]]) })).toEqual(literal);
  });

  it("is a reference, also in base64", () => {
    expect(originOf("${DB_PASSWORD}")).toEqual({ kind: "reference" });
    expect(originOf(Buffer.from("${DB_PASSWORD}").toString("base64"))).toEqual({ kind: "reference" });
  });
});
