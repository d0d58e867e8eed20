"use strict";

// Compiled one file at a time and without type-checking: `npm test` checks the tests' types on its own, in parallel.
const typescript = [
  "@swc/jest",
  {
    jsc: { parser: { syntax: "typescript", decorators: true }, target: "es2022", keepClassNames: true },
    module: { type: "commonjs" },
    sourceMaps: "inline",
  },
];

/** @type {import("jest").Config} */
module.exports = {
  testEnvironment: "node",
  testMatch: ["<rootDir>/packages/*/src/**/*.test.ts", "<rootDir>/packages/*/test-support/**/*.test.ts", "<rootDir>/test/**/*.test.ts"],
  testPathIgnorePatterns: ["/node_modules/", "/dist/", "<rootDir>/test/judges/"],
  modulePathIgnorePatterns: ["<rootDir>/.firmament/"],
  transform: { "\\.ts$": typescript },
  cacheDirectory: "<rootDir>/.firmament/jest",
  maxWorkers: 2,
  // A preview takes well under a second on an idle machine, and many on a busy one.
  testTimeout: 60_000,
};
