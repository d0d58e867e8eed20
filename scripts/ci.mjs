// Runs the test commands one after the other, each to its end, and adds up what they say.
import process from "node:process";
import { tally } from "./lib/shell.mjs";

const results = { passed: 0, failed: 0 };
for (const args of [["test"], ["run", "test:judges"]]) {
  const { passed, failed } = await tally("npm", args);
  results.passed += passed;
  results.failed += failed;
}
console.log(`\n${results.passed} passed, ${results.failed} failed`);
process.exitCode = results.failed === 0 ? 0 : 1;
