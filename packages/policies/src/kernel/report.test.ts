import { type Finding, messageOf } from "./report";

const finding = (more: Partial<Finding>): Finding => ({ kind: "violation", urn: "urn", what: "it is red", ...more });

describe("the text of a finding", () => {
  it.each<[string, Finding, string]>([
    ["a violation", finding({ path: "spec.colour", fix: "paint it" }), "it is red\nat spec.colour\nfix: paint it"],
    ["one of the whole resource", finding({ path: "", fix: "paint it" }), "it is red\nfix: paint it"],
    ["one that nobody knows what to do about", finding({}), "it is red"],
    ["an exemption", finding({ kind: "exemption-expired" }), "exemption: it is red"],
    ["a configuration", finding({ kind: "misconfigured" }), "configuration: it is red"],
    ["a rule that broke", finding({ kind: "rule-failed" }), "rule failed: it is red"],
  ])("is in its stable form: %s", (_name, given, text) => {
    expect(messageOf(given)).toBe(text);
  });

  it("keeps its lines apart, whatever stands in them", () => {
    expect(messageOf(finding({ what: "it is\n  red", path: 'data["a\nb"]', fix: "paint it\r\nblue\n" }))).toBe(
      'it is red\nat data["a b"]\nfix: paint it blue',
    );
  });
});
