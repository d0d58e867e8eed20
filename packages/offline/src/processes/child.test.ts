import { spawn } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import * as path from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { type Child, startChild } from "./child";

const dist = path.join(__dirname, "..", "..", "dist");
const lifeline = path.join(dist, "preloads", "lifeline.js");
/** Ignores SIGTERM, and starts a process of its own that does so too. */
const STUBBORN = `
  process.on("SIGTERM", () => {});
  const { spawn } = require("node:child_process");
  const grandchild = spawn(process.execPath, ["-e", "process.on('SIGTERM', () => {}); setInterval(() => {}, 1000)"], { stdio: "inherit" });
  console.log(process.pid + " " + grandchild.pid);
  setInterval(() => {}, 1000);
`;
let directory: string;

beforeEach(() => {
  directory = mkdtempSync(path.join(tmpdir(), "child-"));
});
afterEach(() => rmSync(directory, { recursive: true, force: true }));

function start(code: string): { child: Child; lines: string[]; firstLine: Promise<string> } {
  const lines: string[] = [];
  let first: (line: string) => void = () => undefined;
  const firstLine = new Promise<string>((resolve) => (first = resolve));
  const child = startChild({
    command: process.execPath,
    args: ["-r", lifeline, "-e", code],
    cwd: directory,
    env: process.env,
    onStdout: (line) => {
      lines.push(line);
      first(line);
    },
    onStderr: (line) => lines.push(`! ${line}`),
  });
  return { child, lines, firstLine };
}

function isAlive(pid: number): boolean {
  try {
    // A process that has ended and was not waited for is not alive.
    return !/^State:\s+Z/m.test(readFileSync(`/proc/${pid}/status`, "utf8"));
  } catch {
    return false;
  }
}

async function gone(pids: number[]): Promise<boolean> {
  for (let tries = 0; tries < 100 && pids.some(isAlive); tries++) {
    await delay(50);
  }
  return !pids.some(isAlive);
}

describe("a child process", () => {
  it("hands over its output by line, and its exit code when all of it was read", async () => {
    const { child, lines } = start("console.log('one\\ntwo'); console.error('three'); process.exitCode = 3");
    expect(await child.exited).toEqual({ code: 3, signal: null });
    expect(lines.sort()).toEqual(["! three", "one", "two"]);
  });

  it("that can't be started says why and exits with 127", async () => {
    const errors: string[] = [];
    const child = startChild({
      command: path.join(directory, "nothing"),
      args: [],
      cwd: directory,
      env: {},
      onStdout: () => undefined,
      onStderr: (line) => errors.push(line),
    });
    expect(await child.exited).toEqual({ code: 127, signal: null });
    expect(errors).toEqual([expect.stringContaining("ENOENT")]);
    await child.stop();
  });

  it("is ended with all that it started, even when they ignore SIGTERM", async () => {
    const { child, firstLine } = start(STUBBORN);
    const pids = (await firstLine).split(" ").map(Number);
    await child.stop();
    expect(await gone(pids)).toBe(true);
  });

  it("that exits takes along what it left running", async () => {
    const { child, firstLine } = start(`${STUBBORN} setTimeout(() => process.exit(0), 50);`);
    const pids = (await firstLine).split(" ").map(Number);
    await child.exited;
    expect(await gone(pids)).toBe(true);
  });

  it.each(["SIGINT", "SIGTERM", "SIGHUP", "SIGKILL", "exit"] as const)("does not outlive a parent that ends by %s", async (how) => {
    const pidFile = path.join(directory, "pids");
    const parentFile = path.join(directory, "parent.js");
    writeFileSync(
      parentFile,
      `const { startChild } = require(${JSON.stringify(path.join(dist, "processes", "child.js"))});
       const { writeFileSync } = require("node:fs");
       startChild({ command: process.execPath, args: ["-r", ${JSON.stringify(lifeline)}, "-e", "console.log(process.pid); setInterval(() => {}, 1000)"],
         cwd: __dirname, env: process.env, onStderr() {}, onStdout(pid) { writeFileSync(${JSON.stringify(pidFile)}, pid); if (${JSON.stringify(how)} === "exit") process.exit(0); } });`,
    );
    const parent = spawn(process.execPath, [parentFile], { stdio: "ignore" });
    const ended = new Promise((resolve) => parent.once("exit", resolve));
    for (let tries = 0; tries < 200 && !existsSync(pidFile); tries++) {
      await delay(50);
    }
    if (how !== "exit") {
      parent.kill(how);
    }
    await ended;
    expect(await gone([Number(readFileSync(pidFile, "utf8"))])).toBe(true);
  });
});
