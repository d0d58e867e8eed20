// The golden path's life under the stock engine, against a simulated AWS behind the real provider and a real API server: see lives/. The lives are side by
// side, each with a world of its own, since most of an update is waiting. Arguments are names of lives. The last line is `N passed, N failed`.
import { mkdtempSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import process from "node:process";
import { aws } from "../../../scripts/judges/aws.mjs";
import { awsSimulator } from "../../../scripts/judges/aws-simulator.mjs";
import { kubernetes, prometheusOperator } from "../../../scripts/judges/kubernetes.mjs";
import { pulumi } from "../../../scripts/judges/pulumi.mjs";
import { exitOnSignals, reporter } from "../../../scripts/lib/report.mjs";
import { say } from "../../../scripts/lib/shell.mjs";
import { changes } from "./changes.mjs";
import { undocumented } from "./documented.mjs";
import { createStack } from "./stack.mjs";
import { startWorld } from "./world.mjs";

const lives = ["changes", "failures", "kills"];

exitOnSignals();
// Every server and every run of the CLI ends with us.
process.setMaxListeners(100);
const chosen = process.argv.slice(2);
const cli = await pulumi(say);
// Found once, so that the lives find them made.
for (const find of [aws, awsSimulator, kubernetes, prometheusOperator]) {
  await find(say);
}
const report = reporter();
const wrong = await undocumented(changes);
report.check(wrong.length === 0, "docs/lifecycle.md shows the changes as they are specified", wrong);
await Promise.all(lives.filter((name) => chosen.length === 0 || chosen.includes(name)).map(lead));
report.end();

async function lead(name) {
  const started = performance.now();
  const check = (passed, title, details) => report.check(passed, `${name}: ${title}`, details);
  const skip = (reason) => console.log(`SKIPPED life, ${name}: ${reason}`);
  const work = mkdtempSync(path.join(os.tmpdir(), `firmament-life-${name}-`));
  const clean = () => rmSync(work, { recursive: true, force: true, maxRetries: 3 });
  process.once("exit", clean);
  try {
    const { live } = await import(`./lives/${name}.mjs`);
    // What the world's proxies ask, which a life may set as it goes.
    const interceptor = {};
    const world = await startWorld({ interceptor });
    try {
      await live({ work, world, interceptor, check, skip, createStack: (options = {}) => createStack(cli, { work, world, ...options }) });
    } finally {
      await world.stop();
    }
  } catch (error) {
    check(false, error.stack);
  }
  console.log(`  ${name}: ${((performance.now() - started) / 1000).toFixed(0)} s`);
}
