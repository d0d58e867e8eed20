// What a preview costs, and how that compares with the stock loaders. Measurements that are compared are taken in turn, and the median of each is shown.
import { readdirSync } from "node:fs";
import path from "node:path";
import process from "node:process";
import { parseArgs } from "node:util";
import { capture, root } from "../lib/shell.mjs";
import { bootPack } from "./boot.mjs";
import { budgets, machine, report } from "./report.mjs";
import { median, medians } from "./statistics.mjs";
import { typeCheck } from "./typeCheck.mjs";

const HELP = `usage: npm run bench -- [options]

  --quick      the golden path, and 1,000 and 3,000 resources to see what memory one adds; no type-checking (a minute)
  --full       20,000 resources with the stock loaders as well (many minutes)
  --runs <n>   how often everything is measured (default: 3)
  --json       print the figures as JSON

Exit code 1: a budget is exceeded.`;

// The SDK's ts-node keeps on disk what it has compiled, and then checks no types. Every run is as the first after an edit.
process.env.TS_NODE_CACHE = "false";

const options = readOptions();
const runs = Number(options.runs);

const here = path.join(root, "scripts", "bench");
const ourPacks = readdirSync(path.join(root, "packages", "policies", "packs")).sort();
const packPath = (name) => path.join(root, "packages", "policies", "packs", name);
const goldenPath = (packs) => ({
  directory: path.join(root, "examples", "golden-path"),
  stack: "dev",
  policyPacks: packs.map((name) => ({ path: packPath(name) })),
});
const synthetic = (resources) => ({
  directory: path.join(here, "program"),
  config: { resources: String(resources) },
  policyPacks: [{ path: path.join(here, "pack") }],
});

const previews = [
  await measurePreview("golden path, all rules", goldenPath(["golden-path"]), true),
  await measurePreview("golden path, all rules in five packs", goldenPath(ourPacks.filter((name) => name !== "golden-path")), false),
];
for (const resources of options.quick ? [1_000, 3_000] : [1_000, 5_000, 20_000]) {
  const withStock = !options.quick && (resources < 20_000 || options.full);
  previews.push(await measurePreview("synthetic, 20 rules", synthetic(resources), withStock));
}
const boots = await measureBoots();
const typeChecking = options.quick ? undefined : await measureTypeChecking();
const figures = { machine: machine(), runs, previews, boots, typeChecking };
const checked = budgets(figures);
console.log(options.json ? JSON.stringify({ ...figures, budgets: checked }, undefined, 2) : report(figures, checked));
process.exitCode = checked.every(({ held }) => held) ? 0 : 1;

/** A preview as we run it and, in turn, as the stock CLI loads program and packs. */
async function measurePreview(name, preview, withStock) {
  const ours = [];
  const stock = [];
  const title = preview.config === undefined ? name : `${name}, ${Number(preview.config.resources).toLocaleString("en-US")} resources`;
  for (let run = 1; run <= runs; run++) {
    ours.push(await inFreshProcess(`${title} (${run} of ${runs})`, preview));
    if (withStock) {
      stock.push(await inFreshProcess(`${title}, with the stock loaders (${run} of ${runs})`, { ...preview, stockLoaders: true }));
    }
  }
  return { name, ours: medians(ours), ...(withStock ? { stock: medians(stock) } : {}) };
}

async function inFreshProcess(name, preview) {
  progress(name);
  const { code, output } = await capture(process.execPath, ["--expose-gc", path.join(here, "measure.mjs"), JSON.stringify(preview)], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  if (code !== 0) {
    throw new Error(`${name}: the preview failed`);
  }
  return JSON.parse(output);
}

async function measureBoots() {
  const compiled = ourPacks.map((name) => ({ name, directory: packPath(name) }));
  const typescript = { name: "TypeScript", directory: path.join(here, "typescript-pack") };
  const seconds = new Map([...compiled, typescript].map(({ name }) => [name, []]));
  const stock = [];
  for (let run = 1; run <= runs; run++) {
    progress(`start of the packs (${run} of ${runs})`);
    for (const { name, directory } of [...compiled, typescript]) {
      seconds.get(name).push(await bootPack(directory, { stockLoaders: false }));
    }
    stock.push(await bootPack(typescript.directory, { stockLoaders: true }));
  }
  return { packs: [...seconds].map(([name, all]) => ({ name, seconds: median(all) })), stockTypescript: median(stock) };
}

async function measureTypeChecking() {
  progress("type-checking");
  return { components: await typeCheck("examples/golden-path/index.ts"), wholeSdk: await typeCheck("test/consumer/project/whole-sdk.ts") };
}

function progress(line) {
  console.error(`▸ ${line}`);
}

function readOptions() {
  const flag = { type: "boolean", default: false };
  let values;
  try {
    ({ values } = parseArgs({ options: { quick: flag, full: flag, json: flag, help: flag, runs: { type: "string", default: "3" } } }));
  } catch (error) {
    refuse(`${error.message}\n\n${HELP}`);
  }
  if (values.help) {
    console.log(HELP);
    process.exit(0);
  }
  if (!/^[1-9]\d*$/.test(values.runs)) {
    refuse(`--runs ${values.runs} is not a whole number above 0`);
  }
  if (process.platform !== "linux") {
    refuse(`memory and processor time are read from /proc, which ${process.platform} does not have\n\n  run it on Linux`);
  }
  return values;
}

function refuse(reason) {
  console.error(`error: ${reason}`);
  process.exit(1);
}
