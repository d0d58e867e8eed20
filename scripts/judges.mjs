// What `npm run test:judges` runs: our output before judges that we did not write. Names of judges as arguments run only those.
// First every tool is found, fetched or built: scripts/judges/<tool>.mjs exports a function of its name (in camel case), which resolves with what it found and
// `parts`: what is real, and what is a stand-in of ours. Then the *.judge.mjs files of test/judges/<judge> ask them. What a machine can't have at all is a
// skip that is listed; whatever else goes wrong with a tool is a failure.
import { readdirSync } from "node:fs";
import path from "node:path";
import process from "node:process";
import { pathToFileURL } from "node:url";
import { root, say, status, tally } from "./lib/shell.mjs";
import { Unavailable } from "./lib/tools.mjs";

/** The judges and the tools that each needs. Two are asked at a time, in this order, so the slow ones go first. */
const judges = {
  life: ["pulumi", "aws", "aws-simulator", "kubernetes", "kubernetes-provider"],
  kubernetes: ["kubernetes", "amtool"],
  promtool: ["promtool"],
  pulumi: ["pulumi"],
  "published-packs": ["pulumi", "published-packs"],
  aws: ["aws"],
  languages: ["pulumi", "pulumi-yaml"],
  packs: ["pulumi", "pulumi-yaml"],
  "pod-security": ["pod-security"],
};

const chosen = process.argv.slice(2);
const unknown = chosen.filter((name) => !(name in judges));
if (unknown.length > 0) {
  console.error(`error: there is no judge named ${unknown.join(", ")}; there are ${Object.keys(judges).join(", ")}`);
  process.exit(1);
}
const names = Object.keys(judges).filter((name) => chosen.length === 0 || chosen.includes(name));

const results = { passed: 0, failed: 0 };
const missing = new Map();
const parts = [];
const times = [];
for (const tool of new Set(names.flatMap((name) => judges[name]))) {
  await find(tool);
}
say("What judges");
for (const { name, version, standIn, note } of parts) {
  console.log(`  ${name.padEnd(28)} ${version.padEnd(12)} ${standIn ? "stand-in" : "real    "}  ${note}`);
}
const skipped = [];
const queue = [];
for (const name of names) {
  const reasons = judges[name].flatMap((tool) => missing.get(tool) ?? []);
  if (reasons.length > 0) {
    skipped.push(`${name}: ${reasons.join("; ")}`);
  } else {
    queue.push(name);
  }
}
const width = Math.max(0, ...queue.map((name) => name.length));
await Promise.all([worker(), worker()]);
say("Times");
for (const [name, seconds] of times) {
  console.log(`  ${name.padEnd(28)} ${seconds.toFixed(0).padStart(5)} s`);
}
for (const line of skipped) {
  console.log(`SKIPPED ${line}`);
}
console.log(`\n${results.passed} passed, ${results.failed} failed`);
process.exitCode = results.failed === 0 ? 0 : 1;

async function find(tool) {
  say(`Finding ${tool}`);
  const started = performance.now();
  try {
    const finder = await import(pathToFileURL(path.join(root, "scripts", "judges", `${tool}.mjs`)).href);
    const found = await finder[camelCase(tool)]((line) => console.log(`  ${line}`));
    parts.push(...found.parts);
  } catch (error) {
    missing.set(tool, error.message);
    if (!(error instanceof Unavailable)) {
      results.failed += 1;
      status(false, `${tool} can't be had: ${error.message}`);
    }
  }
  times.push([`finding ${tool}`, (performance.now() - started) / 1000]);
}

async function worker() {
  for (let name = queue.shift(); name !== undefined; name = queue.shift()) {
    await ask(name);
  }
}

async function ask(name) {
  say(`Asking ${name}`);
  const started = performance.now();
  for (const file of readdirSync(path.join(root, "test", "judges", name)).filter((entry) => entry.endsWith(".judge.mjs"))) {
    const { passed, failed } = await tally(process.execPath, [path.join("test", "judges", name, file)], (line) =>
      console.log(`${name.padEnd(width)} │ ${line}`),
    );
    results.passed += passed;
    results.failed += failed;
  }
  times.push([name, (performance.now() - started) / 1000]);
}

function camelCase(name) {
  return name.replace(/-(.)/g, (_, letter) => letter.toUpperCase());
}
