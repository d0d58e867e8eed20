// What the scripts have in common. It runs before anything is installed, so it uses Node alone.
import { spawn } from "node:child_process";
import path from "node:path";
import process from "node:process";
import { fileURLToPath } from "node:url";

export const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), "..", "..");

/** One line that says what happens next. */
export function say(line) {
  console.log(colour(36, `▸ ${line}`));
}

/** One line that says how a check ended. */
export function status(passed, line) {
  console.log(passed ? colour(32, `✔ ${line}`) : colour(31, `✖ ${line}`));
}

function colour(code, line) {
  return process.stdout.isTTY && !process.env.NO_COLOR ? `\u001b[${code}m${line}\u001b[0m` : line;
}

/** Why this Node can't be used (`required` is of the form ">=20.19"), or undefined. */
export function oldNode(version, required) {
  const [major, minor] = version.split(".").map(Number);
  const [neededMajor, neededMinor = 0] = required.replace(/^\D*/, "").split(".").map(Number);
  return major > neededMajor || (major === neededMajor && minor >= neededMinor)
    ? undefined
    : `error: this is Node ${version}, and Firmament needs ${required}\n\n  install a newer one from https://nodejs.org, or with a version manager: nvm install ${neededMajor}`;
}

/** Runs a command in the root with our own output, and ends the script with its exit code when it fails. */
export async function run(command, args, options = {}) {
  const code = await exitCode(command, args, { stdio: ["ignore", "inherit", "inherit"], ...options });
  if (code !== 0) {
    console.error(`error: ${[path.basename(command), ...args].join(" ")} ended with exit code ${code}`);
    process.exit(code);
  }
}

/** Runs a command in the root and resolves with its exit code and all that it printed, save what `options.stdio` sends elsewhere. */
export async function capture(command, args, options = {}) {
  let output = "";
  const code = await exitCode(command, args, { stdio: ["ignore", "pipe", "pipe"], ...options }, (chunk) => (output += chunk));
  return { code, output };
}

/**
 * Runs a command whose last line is `N passed, N failed`, hands all but that line to `show` as it comes, and resolves with the two numbers. A command that ends
 * without such a line, or with a bad exit code and no failure, counts as one failure.
 */
export async function tally(command, args, show = console.log) {
  let line = "";
  let counts;
  const code = await exitCode(command, args, { stdio: ["ignore", "pipe", "inherit"] }, (chunk) => {
    const lines = (line + chunk).split("\n");
    line = lines.pop();
    for (const complete of lines) {
      const [, passed, failed] = /^(\d+) passed, (\d+) failed$/.exec(complete) ?? [];
      counts = passed === undefined ? counts : { passed: Number(passed), failed: Number(failed) };
      if (passed === undefined) {
        show(complete);
      }
    }
  });
  const { passed, failed } = counts ?? { passed: 0, failed: 0 };
  return { passed, failed: failed === 0 && (code !== 0 || counts === undefined) ? 1 : failed };
}

/** Of the commands that run now; an interrupt ends them all, and us when the last one has ended. */
const running = new Set();

function exitCode(command, args, options, onData) {
  return new Promise((resolve, reject) => {
    // On Windows npx and npm are batch files, which only a shell can start.
    const shell = process.platform === "win32" && ["npm", "npx"].includes(command);
    const child = spawn(command, args, { cwd: root, shell, ...options });
    running.add(child);
    for (const stream of [child.stdout, child.stderr]) {
      stream?.setEncoding("utf8").on("data", onData);
    }
    let interrupted = false;
    const interrupt = (signal) => (interrupted = child.kill(signal));
    process.on("SIGINT", interrupt).on("SIGTERM", interrupt);
    child.on("error", reject);
    child.on("close", (code) => {
      process.off("SIGINT", interrupt).off("SIGTERM", interrupt);
      running.delete(child);
      if (!interrupted) {
        resolve(code ?? 1);
      } else if (running.size === 0) {
        process.exit(130);
      }
    });
  });
}
