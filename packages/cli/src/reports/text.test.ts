import fc from "fast-check";
import { fit, paint, plural, spread, wrap } from "./text";

test("plural: one thing, several things, and thousands apart", () => {
  expect([plural(0, "rule"), plural(1, "rule"), plural(5000, "rule"), plural(2, "policy", "policies")]).toEqual([
    "0 rules",
    "1 rule",
    "5,000 rules",
    "2 policies",
  ]);
});

test("fit: cuts only what is too wide, to exactly the width", () => {
  expect([fit("abc", 3), fit("abcd", 3), fit("abcd", 1), fit("abcd", 0), fit("abcd", -2)]).toEqual(["abc", "ab…", "…", "", ""]);
});

describe("wrap", () => {
  test("keeps lines, their indent, and words that are wider than a line", () => {
    expect(wrap("one two three\n  four five\n\nhttps://example.com/x end", 9)).toEqual([
      "one two",
      "three",
      "  four",
      "  five",
      "",
      "https://example.com/x",
      "end",
    ]);
  });

  test("loses no word, and makes a line too wide only for a single word", () => {
    fc.assert(
      fc.property(fc.array(fc.stringMatching(/^[a-z]{1,12}$/), { minLength: 1 }), fc.integer({ min: 1, max: 40 }), (words, width) => {
        const lines = wrap(words.join(" "), width);
        expect(lines.join(" ")).toBe(words.join(" "));
        expect(lines.filter((line) => line.length > width && line.includes(" "))).toEqual([]);
      }),
    );
  });
});

test("spread: both ends of a line, or two lines where they do not fit", () => {
  expect(spread(paint("left"), paint("right"), 12)).toEqual(["left   right"]);
  expect(spread(paint("left"), paint("right"), 10)).toEqual(["left", "right"]);
  expect(spread(paint("left"), paint(""), 3, "  ")).toEqual(["  left"]);
});
