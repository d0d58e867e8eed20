import { execFileSync } from "node:child_process";
import path from "node:path";

const root = path.resolve(__dirname, "..");

/** Evaluates an expression over what scripts/lib/shell.mjs exports, which jest can't load itself. */
function shell(expression: string): unknown {
  const program = `import("./scripts/lib/shell.mjs").then(async (shell) => { const value = await (${expression}); console.log("\\n" + JSON.stringify(value ?? null)); })`;
  const lines = execFileSync(process.execPath, ["-e", program], { cwd: root, encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] })
    .trimEnd()
    .split("\n");
  return JSON.parse(lines.at(-1) ?? "");
}

describe("oldNode", () => {
  test("accepts the version that is needed and newer ones", () => {
    expect(shell(`["20.19.0", "20.20.2", "22.0.0"].map((version) => shell.oldNode(version, ">=20.19") ?? null)`)).toEqual([null, null, null]);
  });

  test("says what is needed and how to get it", () => {
    const hint = "install a newer one from https://nodejs.org, or with a version manager: nvm install 20";
    expect(shell(`["20.18.3", "18.20.0"].map((version) => shell.oldNode(version, ">=20.19"))`)).toEqual([
      `error: this is Node 20.18.3, and Firmament needs >=20.19\n\n  ${hint}`,
      `error: this is Node 18.20.0, and Firmament needs >=20.19\n\n  ${hint}`,
    ]);
  });
});

describe("tally", () => {
  const tally = (program: string): unknown => shell(`shell.tally(process.execPath, ["-e", ${JSON.stringify(program)}])`);

  test("takes the numbers of the last line that has them", () => {
    expect(tally(`console.log("1 passed, 0 failed\\nmore\\n12 passed, 0 failed")`)).toEqual({ passed: 12, failed: 0 });
    expect(tally(`console.log("3 passed, 2 failed"); process.exitCode = 1`)).toEqual({ passed: 3, failed: 2 });
  });

  test("counts a command that fails without saying so as one failure", () => {
    expect(tally(`console.log("3 passed, 0 failed"); process.exitCode = 1`)).toEqual({ passed: 3, failed: 1 });
    expect(tally(`console.log("that was all")`)).toEqual({ passed: 0, failed: 1 });
  });
});
