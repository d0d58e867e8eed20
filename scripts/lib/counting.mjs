// Adds up what the parts of a run say, and says it in the last line, which `tally` reads.
import process from "node:process";

export function counting() {
  const results = { passed: 0, failed: 0 };
  return {
    add({ passed, failed }) {
      results.passed += passed;
      results.failed += failed;
    },
    end() {
      console.log(`\n${results.passed} passed, ${results.failed} failed`);
      process.exitCode = results.failed === 0 ? 0 : 1;
    },
  };
}
