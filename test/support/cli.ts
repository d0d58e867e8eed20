import { type ChildProcess, spawn } from "node:child_process";
import * as path from "node:path";

// The command as a user runs it, in a process of its own.

const executable = path.resolve(__dirname, "..", "..", "packages", "cli", "bin", "firmament.js");

export interface Answer {
  code: number | null;
  signal: NodeJS.Signals | null;
  stdout: string;
  stderr: string;
}

/** Starts `firmament` and hands over the process, and what it said when it has ended. */
export function startFirmament(args: string[], environment: NodeJS.ProcessEnv = {}): { child: ChildProcess; answer: Promise<Answer> } {
  const child = spawn(process.execPath, [executable, ...args], {
    env: { ...process.env, NO_COLOR: undefined, FORCE_COLOR: undefined, PULUMI_STACK: undefined, ...environment },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const said = { stdout: "", stderr: "" };
  child.stdout.setEncoding("utf8").on("data", (chunk: string) => (said.stdout += chunk));
  child.stderr.setEncoding("utf8").on("data", (chunk: string) => (said.stderr += chunk));
  const answer = new Promise<Answer>((resolve) => child.on("close", (code, signal) => resolve({ code, signal, ...said })));
  return { child, answer };
}

export function firmament(...args: string[]): Promise<Answer> {
  return startFirmament(args).answer;
}
