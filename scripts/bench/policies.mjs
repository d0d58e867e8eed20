// What all rules cost, by the resource, and how long the pack of all takes to start.
import { createRequire } from "node:module";
import path from "node:path";
import process from "node:process";
import { parseArgs } from "node:util";
import { root } from "../lib/shell.mjs";
import { bootPack } from "./boot.mjs";

const HELP = `usage: npm run bench:policies -- [options]

  --runs <n>   how often everything is measured (default: 3); the best of them counts

The rules of all packs judge as many resources as a stack may have: the golden path, again and again under other names. In one process, without an engine.
Exit code 1: a resource of the largest stack costs more than 1.5 times one of the smallest, or the pack of all rules takes more than half of the time to
start that the stock loader takes for a TypeScript pack.`;

const SIZES = [1_000, 5_000, 20_000];
const GROWTH = 1.5;
const BOOT = 0.5;

const { values } = parseArgs({ options: { runs: { type: "string", default: "3" }, help: { type: "boolean", default: false } } });
if (values.help) {
  console.log(HELP);
  process.exit(0);
}
const runs = Number(values.runs);
const require = createRequire(path.join(root, "package.json"));
const { preview } = require("./packages/offline/dist/index.js");
const { checkResources } = require("./packages/policies/dist/index.js");

const { resources } = await preview({ directory: path.join(root, "examples", "golden-path"), stack: "production" });
const stacks = SIZES.map(copies);
const milliseconds = SIZES.map(() => Infinity);
const boots = { ours: Infinity, stock: Infinity };
for (let run = 1; run <= runs; run++) {
  console.error(`▸ run ${run} of ${runs}`);
  stacks.forEach((stack, index) => {
    const started = performance.now();
    checkResources(["golden-path"], stack, { subject: "bench", today: "2027-03-31" });
    milliseconds[index] = Math.min(milliseconds[index], (performance.now() - started) / stack.length);
  });
  boots.ours = Math.min(boots.ours, await bootPack(path.join(root, "packages", "policies", "packs", "golden-path"), { stockLoaders: false }));
  boots.stock = Math.min(boots.stock, await bootPack(path.join(root, "scripts", "bench", "typescript-pack"), { stockLoaders: true }));
}
console.log("resources   ms a resource");
SIZES.forEach((size, index) => console.log(`${size.toLocaleString("en-US").padStart(9)}   ${milliseconds[index].toFixed(3).padStart(13)}`));
const growth = milliseconds.at(-1) / milliseconds[0];
const boot = boots.ours / boots.stock;
console.log(`\na resource of the largest stack costs ${growth.toFixed(2)} times one of the smallest (at most ${GROWTH})`);
console.log(
  `the pack of all rules starts in ${boots.ours.toFixed(2)} s, a TypeScript pack by the stock loader in ${boots.stock.toFixed(2)} s: ${boot.toFixed(2)} (at most ${BOOT})`,
);
process.exitCode = growth <= GROWTH && boot <= BOOT ? 0 : 1;

/** The resources of the golden path under names of their own in each copy, so that selectors find their own pods only. */
function copies(size) {
  return Array.from({ length: size }, (_, index) => {
    const [copy, { urn, type, name, inputs }] = [Math.floor(index / resources.length), resources[index % resources.length]];
    const named = JSON.stringify(inputs).replace(/\b(core|batch|metrics|vault|orders)\b/g, `$1-${copy}`);
    return { urn: `${urn}-${copy}`, type, name: `${name}-${copy}`, properties: JSON.parse(named) };
  });
}
