import { TODAY, UNKNOWN, secret } from "../../test-support/judge";
import { readConfiguration } from "./configuration";
import { type Change, END } from "./property";
import { remediationOf } from "./remedy";
import type { Property } from "./property";
import { resourceRule } from "./rule";
import { family } from "./types";

type Remedy = (properties: Property) => readonly (Change | undefined)[];

const rule = (...remedies: Remedy[]) =>
  resourceRule({
    id: "test-rule",
    title: "",
    severity: "low",
    must: "",
    because: "",
    fix: "",
    remedy: "mends",
    appliesTo: family("things", () => true),
    config: {},
    check: ({ resource, report }) =>
      remedies.forEach((remedy, index) => report(`violation ${index}`, { path: String(index), remedy: remedy(resource.properties) })),
  });

const run = {
  project: "shop",
  stack: "dev",
  config: new Map(),
  secretKeys: new Set<string>(),
  configVisible: true,
  secretsVisible: true,
  environment: new Map(),
};

/** The properties after the remedies, or undefined where there is nothing to change. */
function remedied(properties: Record<string, unknown>, ...remedies: Remedy[]): unknown {
  const subject = rule(...remedies);
  const data = { urn: "urn", type: "acme:index:Thing", name: "thing", properties };
  return remediationOf(subject, readConfiguration(subject.options, {}), data, { run, today: TODAY })?.properties;
}

describe("a remedy", () => {
  it("changes its place and nothing else, and leaves the given properties as they were", () => {
    const given = { spec: { replicas: 1, other: [1] }, more: true };
    expect(remedied(given, (all) => [all.at("spec", "replicas").changedTo(3)])).toEqual({ spec: { replicas: 3, other: [1] }, more: true });
    expect(given).toEqual({ spec: { replicas: 1, other: [1] }, more: true });
  });

  it("makes the objects and lists that its place is in", () => {
    expect(remedied({ spec: null }, (all) => [all.at("spec", "a", "b").changedTo(1), all.at("list", END).changedTo(2)])).toEqual({
      spec: { a: { b: 1 } },
      list: [2],
    });
  });

  it("adds to a list, one element after the other, and changes the one that it names", () => {
    const [first, second]: Remedy[] = [
      (all) => [all.at("list", END).changedTo("c")],
      (all) => [all.at("list", END).changedTo("d"), all.at("list", 0, "x").changedTo(2)],
    ];
    expect(remedied({ list: [{ x: 1, y: 1 }, "b"] }, first as Remedy, second as Remedy)).toEqual({ list: [{ x: 2, y: 1 }, "b", "c", "d"] });
  });

  it("keeps the mark of a secret around what it changes", () => {
    expect(remedied({ spec: secret({ user: secret("a"), other: 1 }) }, (all) => [all.at("spec", "user").changedTo("b")])).toEqual({
      spec: secret({ user: secret("b"), other: 1 }),
    });
  });

  it.each([
    ["an unknown value", { a: UNKNOWN }, ["a"]],
    ["what is in an unknown value", { a: UNKNOWN }, ["a", "b"]],
    ["what is in a text", { a: "text" }, ["a", "b"]],
    ["an element of what is no list", { a: { b: 1 } }, ["a", 0]],
    ["what is in an asset", { a: { "4dabf18193072939515e22adb298388d": "c44067f5952c0a294b673a41bacd8c17", text: "x" } }, ["a", "text"]],
  ])("leaves %s alone", (_, given, keys) => {
    expect(remedied(given, () => [{ keys, value: "changed" }])).toBeUndefined();
  });

  it("is none where a part of it can't be done", () => {
    const inText: Remedy = (all) => [all.at("policy").parsed().at("Effect").changedTo("Deny")];
    expect(remedied({ policy: '{"Effect":"Allow"}' }, inText)).toBeUndefined();
    expect(remedied({ policy: '{"Effect":"Allow"}', on: false }, (all) => [all.at("on").changedTo(true), ...inText(all)])).toBeUndefined();
    expect(remedied({ on: false }, () => [])).toBeUndefined();
  });
});
