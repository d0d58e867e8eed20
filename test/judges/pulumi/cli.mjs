// The stock CLI, run on its own terms: a file backend in a temporary directory, no question asked, no plugin fetched.
import { spawn } from "node:child_process";
import path from "node:path";
import process from "node:process";

/** What takes from `environment` that programs are only transpiled: they are type-checked, as they are by default, and every time. */
export const AS_IS = { PULUMI_NODEJS_TRANSPILE_ONLY: undefined, TS_NODE_TRANSPILE_ONLY: undefined, TS_NODE_CACHE: "false" };

/** The environment of the CLI. `providers` tells where each package's provider listens; what the CLI remembers goes below `work`. */
export function environment(cli, { work, providers, env = {} }) {
  return {
    ...process.env,
    PATH: cli.path,
    PULUMI_BACKEND_URL: `file://${path.join(work, "backend")}`,
    PULUMI_HOME: path.join(work, "home"),
    PULUMI_CONFIG_PASSPHRASE: "judge",
    // What shows --event-log and --save-plan.
    PULUMI_DEBUG_COMMANDS: "true",
    PULUMI_EXPERIMENTAL: "true",
    PULUMI_SKIP_UPDATE_CHECK: "true",
    // It ends before its garbage matters; a benchmark has it as it is.
    GOGC: "800",
    PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION: "true",
    PULUMI_NODEJS_TRANSPILE_ONLY: "true",
    TS_NODE_TRANSPILE_ONLY: "true",
    PULUMI_DEBUG_PROVIDERS: Object.entries(providers)
      .map(([name, port]) => `${name}:${port}`)
      .join(","),
    NO_COLOR: "1",
    ...env,
  };
}

/** Starts a command in a process group of its own, which ends with it and with us. `ended` resolves with its `code`, `stdout` and `stderr`. */
export function start(command, args, options) {
  const child = spawn(command, args, { ...options, detached: true, stdio: ["ignore", "pipe", "pipe"] });
  const signalGroup = (signal) => {
    try {
      process.kill(-child.pid, signal);
    } catch {
      // It has ended by itself.
    }
  };
  const end = () => signalGroup("SIGKILL");
  process.once("exit", end);
  const output = { stdout: "", stderr: "" };
  for (const stream of ["stdout", "stderr"]) {
    child[stream].setEncoding("utf8").on("data", (chunk) => (output[stream] += chunk));
  }
  const ended = new Promise((resolve, reject) => {
    child.on("error", reject);
    child.on("close", (code) => {
      process.off("exit", end);
      resolve({ code, ...output });
    });
  });
  return { ended, signal: (signal) => child.kill(signal), signalGroup };
}

/** The events that the CLI logged, in their order. */
export function eventsOf(log) {
  return log
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => JSON.parse(line));
}
