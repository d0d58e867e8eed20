import { jsonReport } from "./json";
import { sample } from "./sample.fixtures";

test("jsonReport is the whole result, and nothing but the timings tells how long it took", () => {
  expect(JSON.parse(jsonReport(sample))).toEqual(sample);
  const slower = { ...sample, timings: { ...sample.timings, total: 9999 } };
  expect(jsonReport(slower).replace(`"total": 9999`, `"total": ${sample.timings.total}`)).toBe(jsonReport(sample));
});
