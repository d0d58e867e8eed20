// What a judge says: a line for each check, and at the end the line that `tally` reads.
import process from "node:process";
import { status } from "./shell.mjs";

/** Counts checks. `details` are printed below one that fails. */
export function reporter() {
  const counts = { passed: 0, failed: 0 };
  return {
    check(passed, title, details = []) {
      status(passed, title);
      counts[passed ? "passed" : "failed"] += 1;
      if (!passed) {
        details.forEach((line) => console.log(`    ${line}`));
      }
      return passed;
    },
    /** Ends the process too: what a judge started ends with it. */
    end() {
      console.log(`${counts.passed} passed, ${counts.failed} failed`);
      process.exit(counts.failed === 0 ? 0 : 1);
    },
  };
}

/** Ends as an exit does, so that what is to be cleaned up is, also when somebody interrupts us. */
export function exitOnSignals() {
  for (const signal of ["SIGINT", "SIGTERM"]) {
    process.on(signal, () => process.exit(130));
  }
}
