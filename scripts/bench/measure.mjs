// One preview in a process of its own, which is then the engine's. Takes the preview's options as JSON; prints what it took as JSON.
import { createRequire } from "node:module";
import path from "node:path";
import process from "node:process";
import { clearInterval, setInterval } from "node:timers";
import { root } from "../lib/shell.mjs";
import { processorTime, usage } from "./processes.mjs";

/** Often enough to see a process shortly before its end, in milliseconds. */
const INTERVAL = 50;

const { preview } = createRequire(import.meta.url)(path.join(root, "packages", "offline"));
const options = JSON.parse(process.argv[2]);
const children = new Map();

const sampling = setInterval(sample, INTERVAL);
const cpuBefore = processorTime();
const started = performance.now();
const result = await preview({
  ...options,
  onProgress(event) {
    if (event.kind === "process") {
      children.set(event.pid, { kind: event.name === "program" ? "program" : "pack", memory: 0 });
    }
  },
});
const wall = (performance.now() - started) / 1000;
clearInterval(sampling);
const cpu = processorTime() - cpuBefore;
const engine = usage(process.pid).memory;
globalThis.gc?.();
const live = process.memoryUsage().heapUsed / 1024 / 1024;
if (result.status !== "succeeded") {
  console.error(result.errors.map(({ message }) => message).join("\n"));
  process.exit(1);
}
console.log(
  JSON.stringify({
    wall,
    cpu,
    engine,
    live,
    program: sum("program"),
    packs: sum("pack"),
    resources: result.resources.length,
    violations: result.violations.length,
  }),
);

function sample() {
  for (const [pid, child] of children) {
    child.memory = Math.max(child.memory, usage(pid)?.memory ?? 0);
  }
}

function sum(kind) {
  return [...children.values()].filter((child) => child.kind === kind).reduce((total, { memory }) => total + memory, 0);
}
