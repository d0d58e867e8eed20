import { failureReport } from "./failures";
import { noColors, urn } from "./sample.fixtures";

test("failureReport shows each failure in its own words, with where it happened", () => {
  expect(
    failureReport(
      [
        { origin: "program", message: "TypeError: x is not a function\n    at index.ts:3:7", source: { file: "index.ts", line: 3, column: 7 } },
        { origin: "resource", message: "duplicate URN", urn: urn("aws:s3/bucket:Bucket", "logs") },
        { origin: "policy-pack", message: "out of memory", policyPack: "acme" },
        { origin: "policy-pack", message: "it ended" },
      ],
      noColors,
    ),
  ).toBe(
    [
      "error: the program failed (index.ts:3)",
      "  TypeError: x is not a function",
      "      at index.ts:3:7",
      "",
      `error: aws:s3/bucket:Bucket "logs" can't be created`,
      "  duplicate URN",
      "",
      "error: policy pack acme failed",
      "  out of memory",
      "",
      "error: a policy pack failed",
      "  it ended",
      "",
    ].join("\n"),
  );
});
