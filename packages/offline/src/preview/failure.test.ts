import * as path from "node:path";
import { type Ending, programFailure, readable } from "./failure";

const project = { directory: "/home/me/infra", coverageGaps: [] };
const silent: Ending = { exit: { code: 32, signal: null }, diagnostics: [], unanswered: [], outOfMemory: false };
const logged = (message: string): Ending => ({ ...silent, diagnostics: [{ severity: "error", message }] });
const preload = path.join(__dirname, "..", "preloads", "sdk.js");

describe("the failure of a program", () => {
  it("is its own error with the frames in the user's files, the first of which is its source", () => {
    const message = [
      "\u001b[31mRunning program '/home/me/infra/' failed with an unhandled exception:\u001b[39m",
      "<ref *1> Error: no database today",
      "    at connect (/home/me/infra/lib/database.ts:4:9)",
      "    at Object.<anonymous> (/home/me/infra/index.ts:6:1)",
      "    at /home/me/node_modules/@pulumi/output.ts:378:13",
      `    at Function.loader._load (${preload}:14:33)`,
      "    at Module._compile (node:internal/modules/cjs/loader:1521:14) {",
      "  code: 'NO_DATABASE'",
      "}",
    ].join("\n");
    expect(programFailure(logged(message), project)).toEqual({
      origin: "program",
      message: [
        "Error: no database today",
        "    at connect (lib/database.ts:4:9)",
        "    at Object.<anonymous> (index.ts:6:1) {",
        "  code: 'NO_DATABASE'",
        "}",
      ].join("\n"),
      source: { file: "lib/database.ts", line: 4, column: 9 },
    });
  });

  it.each([
    ["    at index.ts:3:5", { file: "index.ts", line: 3, column: 5 }],
    ["    at file:///home/me/infra/stack.mjs:7:1", { file: "stack.mjs", line: 7, column: 1 }],
    ["    at async deploy (/home/me/library/index.ts:9:2)", { file: "../library/index.ts", line: 9, column: 2 }],
    [
      "TSError: ⨯ Unable to compile TypeScript:\nindex.ts(3,12): error TS1136: Property assignment expected.",
      { file: "index.ts", line: 3, column: 12 },
    ],
  ])("finds the source in %j", (text, source) => {
    expect(programFailure(logged(`Error: x\n${text}`), project)?.source).toEqual(source);
  });

  it("does not repeat the problems of an input error", () => {
    const inspected =
      "InputPropertiesError: MultiAzNetwork \"core\": 1 problem\n  cidrBlock: missing\n    at index.ts:2:1 {\n  __pulumiInputPropertiesError: true,\n  errors: [ { propertyPath: 'cidrBlock', reason: 'missing' } ]\n}";
    expect(programFailure(logged(inspected), project)?.message).toBe(
      'InputPropertiesError: MultiAzNetwork "core": 1 problem\n  cidrBlock: missing\n    at index.ts:2:1',
    );
  });

  it("has no source when no line of the user's is named", () => {
    expect(programFailure(logged("Error: x\n    at run (/home/me/node_modules/a/index.js:1:1)"), project)).toEqual({
      origin: "program",
      message: "Error: x",
    });
  });

  it("is an ending without a word when nothing was logged", () => {
    const without = (code: number | null, signal: NodeJS.Signals | null): string | undefined =>
      programFailure({ ...silent, exit: { code, signal } }, project)?.message;
    expect([without(3, null), without(null, "SIGKILL"), without(32, null)]).toEqual([
      "the program exited with code 3",
      "the program was ended by SIGKILL",
      "the program failed; its own output says why",
    ]);
    expect(programFailure({ ...logged("Error: x"), exit: { code: 0, signal: null } }, project)).toBeUndefined();
  });

  it("for want of memory says how to give it more", () => {
    expect(programFailure({ ...silent, exit: { code: null, signal: "SIGABRT" }, outOfMemory: true }, project)).toEqual({
      origin: "program",
      message: "the program ran out of memory",
      hint: "let Node have more, in megabytes, in Pulumi.yaml: runtime: { name: nodejs, options: { nodeargs: --max-old-space-size=8192 } }",
    });
  });

  it("for want of an answer is what was said of the data source", () => {
    const message = "Running program failed:\nError: getStream is not known offline.\nAdd its answer\n    at index.ts:3:5";
    expect(
      programFailure({ ...logged(message), unanswered: ["something else", "getStream is not known offline.\nAdd its answer"] }, project),
    ).toEqual({
      origin: "program",
      message: "getStream is not known offline.\nAdd its answer",
      source: { file: "index.ts", line: 3, column: 5 },
    });
  });

  it("to load an ES module in TypeScript says what the SDK needs for that", () => {
    expect(programFailure(logged('TypeError: Unknown file extension ".ts" for /home/me/infra/index.ts'), project)).toEqual({
      origin: "program",
      message: 'TypeError: Unknown file extension ".ts" for index.ts',
      hint: "the SDK loads ES modules in TypeScript with ts-node 10, when the project has it: npm install --save-dev ts-node@10",
    });
  });

  it("for want of a configuration value says which flag gives it", () => {
    expect(programFailure(logged("Missing required configuration variable 'shop:size'"), project)?.hint).toBe("pass --config shop:size=…");
  });
});

describe("a readable message", () => {
  it("leaves out what an error holds of promises and resources, and keeps what is short", () => {
    const properties = (lines: string[]): string => `Error: x {\n${lines.map((line) => `  ${line}\n`).join("")}}`;
    expect(readable(properties(["promise: Promise { <rejected> [Circular *1] }"]), "/home/me")).toBe("Error: x");
    expect(readable(properties(Array.from({ length: 50 }, () => "urn: OutputImpl {},")), "/home/me")).toBe("Error: x");
    expect(readable(properties(["errors: [ { propertyPath: 'size', reason: 'too large' } ]"]), "/home/me")).toBe(
      "Error: x {\n  errors: [ { propertyPath: 'size', reason: 'too large' } ]\n}",
    );
  });

  it("names files of installed packages as on any other machine", () => {
    expect(readable("Require stack:\n- /home/me/infra/index.ts\n- /home/me/node_modules/.pnpm/a@1/node_modules/a/run.js", "/home/me/infra")).toBe(
      "Require stack:\n- index.ts\n- node_modules/a/run.js",
    );
  });
});
