// One preview by the stock CLI, against a file backend in a temporary directory.
import { spawn } from "node:child_process";
import { mkdir, readFile } from "node:fs/promises";
import path from "node:path";
import process from "node:process";

/**
 * Runs `pulumi preview` and resolves with all that it says: the digest on its standard output, the plan that it would save, and its events. `port` is where
 * the stand-in of `packages` serves.
 */
export async function stockPreview(cli, { directory, stack, work, packs, packages, port, env }) {
  const backend = path.join(work, "backend");
  await mkdir(backend, { recursive: true });
  const environment = {
    ...process.env,
    PATH: cli.path,
    PULUMI_BACKEND_URL: `file://${backend}`,
    PULUMI_HOME: path.join(work, "home"),
    PULUMI_CONFIG_PASSPHRASE: "judge",
    // What shows --event-log and --save-plan.
    PULUMI_DEBUG_COMMANDS: "true",
    PULUMI_EXPERIMENTAL: "true",
    PULUMI_SKIP_UPDATE_CHECK: "true",
    PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION: "true",
    PULUMI_NODEJS_TRANSPILE_ONLY: "true",
    TS_NODE_TRANSPILE_ONLY: "true",
    PULUMI_DEBUG_PROVIDERS: packages.map((name) => `${name}:${port}`).join(","),
    NO_COLOR: "1",
    ...env,
  };
  const pulumi = (args) => run(cli.binary, [...args, "--non-interactive", "--color", "never"], { cwd: directory, env: environment });
  const made = await pulumi(["stack", "init", stack]);
  if (made.code !== 0) {
    throw new Error(`pulumi stack init ${stack} failed\n${made.stderr}`);
  }
  const [plan, events] = ["plan.json", "events.json"].map((file) => path.join(work, file));
  const started = performance.now();
  const { code, stdout, stderr } = await pulumi([
    ...["preview", "--stack", stack, "--json", "--save-plan", plan, "--event-log", events],
    ...packs.flatMap((pack) => ["--policy-pack", pack.path, "--policy-pack-config", pack.configFile]),
  ]);
  const seconds = (performance.now() - started) / 1000;
  if (stdout.trim() === "") {
    throw new Error(`pulumi preview said nothing (exit code ${code})\n${stderr}`);
  }
  const log = await readFile(events, "utf8").catch(() => "");
  return {
    code,
    seconds,
    digest: JSON.parse(stdout),
    plan: JSON.parse(await readFile(plan, "utf8").catch(() => "{}")),
    events: log
      .split("\n")
      .filter((line) => line !== "")
      .map((line) => JSON.parse(line)),
  };
}

/** In a process group of its own, which ends with it and with us. */
function run(command, args, options) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { ...options, detached: true, stdio: ["ignore", "pipe", "pipe"] });
    const end = () => {
      try {
        process.kill(-child.pid, "SIGKILL");
      } catch {
        // It has ended by itself.
      }
    };
    process.once("exit", end);
    const output = { stdout: "", stderr: "" };
    for (const stream of ["stdout", "stderr"]) {
      child[stream].setEncoding("utf8").on("data", (chunk) => (output[stream] += chunk));
    }
    child.on("error", reject);
    child.on("close", (code) => {
      process.off("exit", end);
      resolve({ code, ...output });
    });
  });
}
