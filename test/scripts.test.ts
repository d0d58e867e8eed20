import { execFileSync, spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
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

describe("daemon", () => {
  const work = mkdtempSync(path.join(tmpdir(), "firmament-daemon-"));
  const log = path.join(work, "log");
  afterAll(() => rmSync(work, { recursive: true, force: true }));

  const program = (after: string): string => `
    const { daemon, freePorts, ready } = await import(${JSON.stringify(path.join(root, "scripts", "lib", "daemon.mjs"))});
    const [port] = await freePorts(1);
    const log = ${JSON.stringify(log)};
    const serve = "require('node:http').createServer((_, response) => response.end(String(process.pid))).listen(" + port + ", '127.0.0.1')";
    const server = daemon(process.execPath, ["-e", serve], { log });
    await ready(server, "server", async () => (await fetch("http://127.0.0.1:" + port)).ok);
    console.log(await (await fetch("http://127.0.0.1:" + port)).text());
    ${after}`;
  const pidOf = (after: string): number => {
    const { stdout } = spawnSync(process.execPath, ["-e", `(async () => {${program(after)}})()`], { encoding: "utf8" });
    return Number(stdout.trim());
  };
  const isGone = async (pid: number): Promise<boolean> => {
    for (let attempt = 0; attempt < 50; attempt += 1) {
      try {
        process.kill(pid, 0);
      } catch {
        return true;
      }
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
    return false;
  };

  test.each([
    ["is stopped", "await server.stop();"],
    ["ends with the process that started it", "process.exit(0);"],
    ["ends when that process is killed", "process.kill(process.pid, 'SIGKILL');"],
  ])("%s", async (_, after) => {
    const pid = pidOf(after);
    expect(pid).toBeGreaterThan(1);
    expect(await isGone(pid)).toBe(true);
  });

  test("an error of one that does not start has its last lines", () => {
    const lines = shell(`import("./scripts/lib/daemon.mjs").then(({ daemon, ready }) => {
      const server = daemon("sh", ["-c", "echo no such flag; exit 3"], { log: ${JSON.stringify(log)} });
      return ready(server, "server", async () => false).catch((error) => error.message);
    })`);
    expect(lines).toBe("server ended\nno such flag");
  });
});

describe("scripts/judges.mjs", () => {
  test("refuses a judge that it does not know", () => {
    const { status, stderr } = spawnSync(process.execPath, ["scripts/judges.mjs", "nobody"], { cwd: root, encoding: "utf8" });
    expect(status).toBe(1);
    expect(stderr).toMatch(/^error: there is no judge named nobody; there are (\w|-|, )*promtool/);
  });
});
