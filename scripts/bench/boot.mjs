// How long a policy pack takes from nothing to serving, through the SDK's own runner.
import { spawn } from "node:child_process";
import { createRequire } from "node:module";
import path from "node:path";
import process from "node:process";
import { root } from "../lib/shell.mjs";

const require = createRequire(path.join(root, "package.json"));
const { packPreloads } = require("./packages/offline/dist/processes/preloads.js");
const runner = path.join(path.dirname(require.resolve("@pulumi/pulumi/package.json")), "cmd", "run-policy-pack");

/** Seconds until the pack tells its port. */
export function bootPack(directory, { stockLoaders }) {
  const started = performance.now();
  const child = spawn(process.execPath, [...packPreloads(!stockLoaders), runner, "127.0.0.1:1", directory], {
    cwd: directory,
    stdio: ["ignore", "pipe", "inherit"],
  });
  let seconds;
  child.stdout.once("data", () => {
    seconds = (performance.now() - started) / 1000;
    child.kill("SIGKILL");
  });
  return new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("close", (code) =>
      seconds === undefined ? reject(new Error(`${directory} ended with exit code ${code} before it served`)) : resolve(seconds),
    );
  });
}
