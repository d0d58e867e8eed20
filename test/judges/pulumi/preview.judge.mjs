// The offline preview judged by the stock engine: each subject is previewed by both, with the same packs, and what they say must be the same but for the
// differences that docs/differences.md names. `npm run test:judges` runs it; on its own it needs a build. Arguments are names of subjects: only those are
// judged, and a named difference may then be missing. The last line is `N passed, N failed`.
import { rmSync } from "node:fs";
import { readFile, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import path from "node:path";
import process from "node:process";
import { pulumi } from "../../../scripts/judges/pulumi.mjs";
import { root, say, status } from "../../../scripts/lib/shell.mjs";
import { differences, ofOurs, ofStock } from "./compare.mjs";
import { named } from "./differences.mjs";
import { serveProviders } from "./standIn.mjs";
import { stockPreview } from "./stockPreview.mjs";
import { remove, subjects, temporaryDirectory } from "./subjects.mjs";

const require = createRequire(import.meta.url);
const { preview } = require(path.join(root, "packages", "offline", "dist", "index.js"));
const { loadProject } = require(path.join(root, "packages", "offline", "dist", "project", "loadProject.js"));
const { policyPackPath, policyPacks } = require(path.join(root, "packages", "policies", "dist", "index.js"));

/** How many differences of a subject are printed. */
const SHOWN = 20;

let passed = 0;
let failures = 0;

function report(ok, line) {
  status(ok, line);
  passed += ok ? 1 : 0;
  failures += ok ? 0 : 1;
}

/** A preview by each engine, of the same copy of a program. */
async function previewBoth(cli, { stack, copy, env = () => ({}) }, work) {
  const directory = await copy(work);
  const own = env(work);
  Object.assign(process.env, own);
  const packs = await packsIn(work);
  const started = performance.now();
  const printed = [];
  const onProgress = (event) => event.kind === "output" && printed.push(event.line);
  const ours = await preview({ directory, stack, outputs: "unknown", policyPacks: packs, onProgress });
  const seconds = (performance.now() - started) / 1000;
  const existing = new Map(
    ours.resources.filter(({ options }) => options.import !== undefined).map((resource) => [resource.options.import, resource]),
  );
  const providers = await serveProviders(loadProject(directory, { stack }), existing);
  try {
    const stock = await stockPreview(cli, { directory, stack, work, packs, packages: packagesOf(ours), port: providers.port, env: own });
    return {
      ours: ofOurs(ours, printed),
      stock: ofStock(stock, directory),
      count: ours.resources.length,
      seconds: { ours: seconds, stock: stock.seconds },
    };
  } finally {
    providers.close();
  }
}

/** Our packs, which only advise here: a preview that fails has no plan to compare. And one that says what it is told. */
async function packsIn(work) {
  const [advisory, configured] = ["advisory.json", "configured.json"].map((file) => path.join(work, file));
  await writeFile(advisory, JSON.stringify({ all: "advisory" }));
  await writeFile(configured, JSON.stringify({ "told-of-resource": { threshold: 5 } }));
  return [
    ...policyPacks.map((pack) => ({ path: policyPackPath(pack), configFile: advisory })),
    { path: path.join(import.meta.dirname, "pack"), configFile: configured },
  ];
}

/** The packages whose providers the stock engine will ask for. */
function packagesOf({ resources, simulatedCalls }) {
  const types = resources.map(({ type }) => type.replace(/^pulumi:providers:/, ""));
  const names = [...types, ...simulatedCalls.map(({ token }) => token)].map((token) => token.split(":")[0]);
  return [...new Set(["aws", ...names])].filter((name) => name !== "pulumi").sort();
}

/** Of a subject that fails, how far the engine has come by then is a matter of chance. */
function comparable({ fails = false }, ...both) {
  return fails ? both.map(({ diagnostics, failed }) => ({ diagnostics, failed })) : both;
}

for (const signal of ["SIGINT", "SIGTERM"]) {
  process.on(signal, () => process.exit(130));
}
const only = process.argv.slice(2);
const before = { ...process.env };
const found = new Map([...named.keys()].map((name) => [name, new Set()]));
const table = [["subject", "resources", "stock (s)", "offline (s)", "ratio"]];
const cli = await pulumi(say);
const chosen = (await subjects()).filter(({ name }) => only.length === 0 || only.includes(name));
for (const subject of chosen) {
  const work = await temporaryDirectory();
  const clean = () => rmSync(work, { recursive: true, force: true });
  process.once("exit", clean);
  try {
    const { ours, stock, count, seconds } = await previewBoth(cli, subject, work);
    const unnamed = differences(...comparable(subject, stock, ours)).filter((difference) => {
      const name = [...named].find(([, { is }]) => is(difference, ours))?.[0];
      found.get(name)?.add(subject.name);
      return name === undefined;
    });
    const same = unnamed.length === 0 && stock.failed === (subject.fails ?? false);
    report(same, `${subject.name}: ${subject.fails ? "the same errors" : `the same ${count} resources, inputs, outputs, options and findings`}`);
    if (!same && unnamed.length === 0) {
      console.log(`    both previews ${stock.failed ? "failed" : "succeeded"}: ${JSON.stringify(stock.diagnostics)}`);
    }
    for (const { at, stock: theirs, ours: own } of unnamed.slice(0, SHOWN)) {
      console.log(`    ${at.join(" › ")}\n      stock:   ${JSON.stringify(theirs)}\n      offline: ${JSON.stringify(own)}`);
    }
    if (unnamed.length > SHOWN) {
      console.log(`    and ${unnamed.length - SHOWN} more`);
    }
    table.push([subject.name, String(count), seconds.stock.toFixed(1), seconds.ours.toFixed(1), (seconds.stock / seconds.ours).toFixed(1)]);
  } catch (error) {
    report(false, `${subject.name}: ${error.message}`);
  } finally {
    process.env = { ...before };
    process.off("exit", clean);
    await remove(work);
  }
}
for (const [name, { subjects: expected, chance = false }] of named) {
  const seen = [...found.get(name)].sort();
  const due = chosen.filter((subject) => (expected === "all" ? !subject.fails : expected.includes(subject.name))).map((subject) => subject.name);
  report(
    chance ? seen.every((subject) => due.includes(subject)) : JSON.stringify(seen) === JSON.stringify(due.sort()),
    `named difference: ${name} (${expected === "all" ? "everywhere" : seen.join(", ") || "nowhere"})`,
  );
}
const headings = [...(await readFile(path.join(root, "docs", "differences.md"), "utf8")).matchAll(/^## (.*)$/gm)].map(([, heading]) => heading);
report(JSON.stringify(headings) === JSON.stringify([...named.keys()]), "docs/differences.md names these differences and no others");

for (const row of table) {
  console.log(row.map((cell, index) => (index === 0 ? cell.padEnd(28) : cell.padStart(12))).join(""));
}
console.log(`${passed} passed, ${failures} failed`);
process.exit(failures === 0 ? 0 : 1);
