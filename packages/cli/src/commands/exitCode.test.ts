import { result, sample } from "../reports/sample.fixtures";
import { exitCode } from "./exitCode";

const advisory = sample.violations.filter(({ level }) => level === "advisory");

test.each([
  ["a clean preview", result(), 0],
  ["advisory violations", result({ violations: advisory }), 0],
  ["a rule that could not decide", result({ undetermined: sample.undetermined }), 0],
  ["a mandatory violation", sample, 2],
  ["a program that failed", result({ status: "failed" }), 1],
  ["a program that failed with a mandatory violation", { ...sample, status: "failed" as const }, 1],
])("exitCode of %s", (_, preview, code) => {
  expect(exitCode(preview)).toBe(code);
});
