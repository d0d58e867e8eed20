// What `npm test` is made of: everything that needs Node alone. Each part resolves with how many checks `passed` and how many `failed`.
import { readFileSync, rmSync } from "node:fs";
import path from "node:path";
import process from "node:process";
import jestConfig from "../../jest.config.js";
import { capture, root, say, status } from "./shell.mjs";

const bin = (name, file) => path.join(root, "node_modules", name, file);

/** The tests that other tests would disturb. */
const BENCH = "test/bench/";

const checks = [
  [
    "lint",
    bin("eslint", "bin/eslint.js"),
    [".", "--max-warnings", "0", "--cache", "--cache-location", ".firmament/eslint", "--cache-strategy", "content"],
  ],
  ["formatting", bin("prettier", "bin/prettier.cjs"), ["--check", ".", "--cache", "--cache-location", ".firmament/prettier", "--log-level", "warn"]],
  ["types of the tests", bin("typescript", "bin/tsc"), ["-p", "tsconfig.tests.json"]],
  ["API reports", path.join(root, "scripts", "api.mjs"), ["--check"]],
  ["schema of the components", path.join(root, "scripts", "schema.mjs"), ["--check"]],
];

/** What reads the sources. */
export async function runChecks() {
  say(`Checking: ${checks.map(([name]) => name).join(", ")}`);
  const results = { passed: 0, failed: 0 };
  const queue = [...checks];
  const worker = async () => {
    for (let check = queue.shift(); check; check = queue.shift()) {
      results[(await holds(check)) ? "passed" : "failed"] += 1;
    }
  };
  // Two at a time: each keeps one processor busy.
  await Promise.all([worker(), worker()]);
  return results;
}

async function holds([name, script, args]) {
  const started = performance.now();
  const { code, output } = await capture(process.execPath, [script, ...args]);
  status(code === 0, `${name} (${((performance.now() - started) / 1000).toFixed(1)} s)`);
  if (code !== 0) {
    console.log(output.trimEnd());
  }
  return code === 0;
}

/** The tests whose paths match one of the patterns; without patterns all but those that measure. */
export function runTests(patterns = []) {
  return patterns.length > 0
    ? jest(`Running the tests that match ${patterns.join(" ")}`, patterns)
    : jest("Running the tests", ["--testPathIgnorePatterns", ...jestConfig.testPathIgnorePatterns, BENCH]);
}

export function runMeasurements() {
  return jest("Measuring what previews cost, with nothing else running", [BENCH]);
}

async function jest(title, patterns) {
  say(title);
  const report = path.join(root, ".firmament", "jest-results.json");
  rmSync(report, { force: true });
  const { code } = await capture(process.execPath, [bin("jest", "bin/jest.js"), "--json", "--outputFile", report, ...patterns], {
    stdio: ["ignore", "ignore", "inherit"],
  });
  const { passed, failed } = readCounts(report);
  // A suite that does not load has no test that could fail.
  return { passed, failed: failed === 0 && code !== 0 ? 1 : failed };
}

function readCounts(report) {
  try {
    const { numPassedTests, numFailedTests, numPendingTests, numRuntimeErrorTestSuites } = JSON.parse(readFileSync(report, "utf8"));
    if (numPendingTests > 0) {
      console.log(`${numPendingTests} skipped`);
    }
    return { passed: numPassedTests, failed: numFailedTests + numRuntimeErrorTestSuites };
  } catch {
    return { passed: 0, failed: 1 };
  }
}
