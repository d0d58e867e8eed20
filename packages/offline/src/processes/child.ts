import { type ChildProcess, spawn } from "node:child_process";
import { createInterface } from "node:readline";
import type { Readable } from "node:stream";
import { guard, unguard } from "./watchdog";

/** Tells the lifeline preload which process to follow: only a direct child of it, never a grandchild that inherited the variable. */
export const LIFELINE_VARIABLE = "FIRMAMENT_LIFELINE_PARENT";

/** How long a child has to end by itself after SIGTERM, in milliseconds. */
const GRACE = 2_000;

export interface ChildOptions {
  command: string;
  args: string[];
  cwd: string;
  env: NodeJS.ProcessEnv;
  onStdout(line: string): void;
  onStderr(line: string): void;
}

export interface Exit {
  code: number | null;
  signal: NodeJS.Signals | null;
}

/** A child process that never outlives this one. */
export interface Child {
  readonly pid: number | undefined;
  /** Resolves when it has ended and all its output was read. A command that can't be started counts as code 127. */
  readonly exited: Promise<Exit>;
  /** Ends it and everything that it started; resolves when it is gone. */
  stop(): Promise<void>;
}

const living = new Set<ChildProcess>();

/**
 * Starts a child in a process group of its own, so that what it starts can be ended with it. It ends by `stop`, with this process's exit and signals, and
 * should this process be killed outright, by the lifeline (a pipe whose other end the child's preload watches) and the watchdog.
 */
export function startChild(options: ChildOptions): Child {
  const child = spawn(options.command, options.args, {
    cwd: options.cwd,
    env: { ...options.env, [LIFELINE_VARIABLE]: String(process.pid) },
    stdio: ["ignore", "pipe", "pipe", "pipe"],
    detached: process.platform !== "win32",
  });
  watch(child);
  forEachLine(child.stdout as Readable, options.onStdout);
  forEachLine(child.stderr as Readable, options.onStderr);
  // The lifeline carries nothing; the child closing its end is no error of ours.
  child.stdio[3]?.on("error", () => undefined);

  const exited = new Promise<Exit>((resolve) => {
    child.once("error", (error) => {
      options.onStderr(error.message);
      resolve({ code: 127, signal: null });
    });
    child.once("exit", () => {
      // What the child started must not keep its output pipes, and so us, waiting.
      killGroup(child, "SIGKILL");
    });
    child.once("close", (code, signal) => resolve({ code, signal }));
  }).finally(() => unwatch(child));

  return {
    pid: child.pid,
    exited,
    async stop() {
      killGroup(child, "SIGTERM");
      const timer = setTimeout(() => killGroup(child, "SIGKILL"), GRACE);
      await exited;
      clearTimeout(timer);
    },
  };
}

function forEachLine(stream: Readable, onLine: (line: string) => void): void {
  createInterface({ input: stream, crlfDelay: Infinity }).on("line", onLine);
}

function killGroup(child: ChildProcess, signal: NodeJS.Signals): void {
  if (child.pid === undefined) {
    return;
  }
  try {
    if (process.platform === "win32") {
      child.kill(signal);
    } else {
      process.kill(-child.pid, signal);
    }
  } catch {
    // The whole group is gone already.
  }
}

const SIGNALS: NodeJS.Signals[] = ["SIGINT", "SIGTERM", "SIGHUP"];

function watch(child: ChildProcess): void {
  if (living.size === 0) {
    process.on("exit", killAll);
    for (const signal of SIGNALS) {
      process.on(signal, onSignal);
    }
  }
  living.add(child);
  if (child.pid !== undefined) {
    guard(child.pid);
  }
}

function unwatch(child: ChildProcess): void {
  living.delete(child);
  if (child.pid !== undefined) {
    unguard(child.pid);
  }
  if (living.size === 0) {
    process.off("exit", killAll);
    for (const signal of SIGNALS) {
      process.off(signal, onSignal);
    }
  }
}

function killAll(): void {
  for (const child of living) {
    killGroup(child, "SIGKILL");
  }
}

/** Ends the children at once. With no other listener the signal then does what it would have done without ours. */
function onSignal(signal: NodeJS.Signals): void {
  killAll();
  if (process.listenerCount(signal) === 1) {
    process.off(signal, onSignal);
    process.kill(process.pid, signal);
  }
}
