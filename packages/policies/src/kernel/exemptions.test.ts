import fc from "fast-check";
import { matchesGlob } from "./exemptions";

describe("the match of an exemption", () => {
  it.each([
    ["*", "", true],
    ["", "", true],
    ["", "a", false],
    ["a*", "a", true],
    ["a*a", "a", false],
    ["a*a", "aa", true],
    ["*a*b*", "xaxxb", true],
    ["*a*b*", "xbxxa", false],
    ["a*b*b", "ab", false],
    ["**", "anything", true],
    ["a.c", "abc", false],
    ["a?c", "abc", false],
  ])("%j on %j: %s", (pattern, text, expected) => {
    expect(matchesGlob(pattern, text)).toBe(expected);
  });

  it("is that of a regular expression with .* for each *", () => {
    const short = fc.string({ unit: fc.constantFrom("a", "b", "*"), maxLength: 7 });
    fc.assert(
      fc.property(short, short, (pattern, text) => {
        expect(matchesGlob(pattern, text)).toBe(new RegExp(`^${pattern.replaceAll("*", "[^]*")}$`).test(text));
      }),
      { numRuns: 2_000, seed: 7 },
    );
  });

  it("takes time linear in the text, where a regular expression would not", () => {
    expect(matchesGlob(`${"*a".repeat(30)}b`, "a".repeat(100_000))).toBe(false);
  });
});
