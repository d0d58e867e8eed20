// What `npm test` runs: everything that needs Node alone. With arguments it hands them to jest and runs nothing else: npm test -- packages/cli
import { readFileSync, rmSync } from "node:fs";
import path from "node:path";
import process from "node:process";
import jestConfig from "../jest.config.js";
import { capture, root, say, status } from "./lib/shell.mjs";

const bin = (name, file) => path.join(root, "node_modules", name, file);
const arguments_ = process.argv.slice(2);

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

const results = { passed: 0, failed: 0 };
if (arguments_.length === 0) {
  say(`Checking: ${checks.map(([name]) => name).join(", ")}`);
  // Two at a time: each keeps one processor busy.
  const queue = [...checks];
  await Promise.all([worker(queue), worker(queue)]);
}
if (arguments_.length > 0) {
  await jest(`Running the tests that match ${arguments_.join(" ")}`, arguments_);
} else {
  await jest("Running the tests", ["--testPathIgnorePatterns", ...jestConfig.testPathIgnorePatterns, BENCH]);
  await jest("Measuring what previews cost, with nothing else running", [BENCH]);
}
console.log(`\n${results.passed} passed, ${results.failed} failed`);
process.exitCode = results.failed === 0 ? 0 : 1;

async function worker(queue) {
  for (let check = queue.shift(); check; check = queue.shift()) {
    const [name, script, args] = check;
    const started = performance.now();
    const { code, output } = await capture(process.execPath, [script, ...args]);
    status(code === 0, `${name} (${((performance.now() - started) / 1000).toFixed(1)} s)`);
    if (code !== 0) {
      console.log(output.trimEnd());
    }
    results[code === 0 ? "passed" : "failed"] += 1;
  }
}

async function jest(title, patterns) {
  say(title);
  const report = path.join(root, ".firmament", "jest-results.json");
  rmSync(report, { force: true });
  const { code } = await capture(process.execPath, [bin("jest", "bin/jest.js"), "--json", "--outputFile", report, ...patterns], {
    stdio: ["ignore", "ignore", "inherit"],
  });
  const counts = readCounts(report);
  results.passed += counts.passed;
  // A suite that does not load has no test that could fail.
  results.failed += counts.failed === 0 && code !== 0 ? 1 : counts.failed;
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
