// The components in other languages: the schema that the stock CLI reads, and YAML programs, which the stock engine previews. What a program makes must be
// what its twin in JavaScript makes, to the last input, dependency and option. `npm run test:judges` runs it; on its own it needs a build.
import { mkdir, mkdtemp, readFile, writeFile } from "node:fs/promises";
import { rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import process from "node:process";
import { isDeepStrictEqual } from "node:util";
import { pulumiYaml } from "../../../scripts/judges/pulumi-yaml.mjs";
import { pulumi } from "../../../scripts/judges/pulumi.mjs";
import { exitOnSignals, reporter } from "../../../scripts/lib/report.mjs";
import { root, say } from "../../../scripts/lib/shell.mjs";
import { onPath } from "../../../scripts/lib/tools.mjs";
import { environment, start } from "../pulumi/cli.mjs";
import { differences } from "../pulumi/compare.mjs";
import { alignedWith, components, installed, missingArguments, plugin, previewRemote, previewTwin, previewYaml } from "./programs.mjs";
import { compileGo, compilePython, generate } from "./sdks.mjs";

/** How many differences are printed. */
const SHOWN = 20;

const work = await mkdtemp(path.join(os.tmpdir(), "firmament-languages-"));
process.once("exit", () => rmSync(work, { recursive: true, force: true }));
exitOnSignals();
const { check, end } = reporter();

const stock = await pulumi(say);
const cli = { ...stock, path: [(await pulumiYaml(say)).path, stock.path].join(path.delimiter) };
const program = (name) => path.join(import.meta.dirname, "programs", `${name}.yaml`);

await givesTheSchema();
await isAdded();
await makesTheSame("examples/yaml", path.join(root, "examples", "yaml", "Pulumi.yaml"));
await makesTheSame("every component with every argument", program("everything"));
await givesEverything(program("everything"), ["SpotMixedNodeGroup.amiId", "WebService.minAvailable"]);
await namesTheSame("an attachment that is one output", program("variables"));
await says(
  "what is wrong with the arguments is said all at once",
  program("refused"),
  'MultiAzNetwork "network": 2 problems',
  "  cidrBlock: /8 does not hold 4 zone slots of subnets between AWS's /16 and /28; use /16 to /20",
  "  availabilityZones: need 2 to 4 (azSlots), got 1; EKS takes no fewer",
);
await says(
  "an argument that must be plain says so",
  program("unknown"),
  'MultiAzNetwork "second": 1 problem',
  "  cidrBlock: known only after something else is created, and it decides what is; pass a value that the program knows",
);
await keepsProvidersAndDependencies();
await generatesSdks();
end();

async function givesTheSchema() {
  const { code, stdout, stderr } = await command(await mkdtemp(path.join(work, "schema-")), "package", "get-schema", plugin);
  const committed = JSON.parse(await readFile(path.join(components, "schema.json"), "utf8"));
  check(code === 0 && isDeepStrictEqual(JSON.parse(stdout), committed), "pulumi package get-schema gives the committed schema", [stderr]);
}

async function isAdded() {
  const directory = await mkdtemp(path.join(work, "add-"));
  const file = path.join(directory, "Pulumi.yaml");
  await writeFile(file, "name: added\nruntime: yaml\n");
  const source = await installed(directory);
  const { code, stderr } = await command(directory, "package", "add", source);
  check(code === 0 && (await readFile(file, "utf8")).endsWith(`packages:\n  firmament: ${source}\n`), "pulumi package add takes what npm installed", [
    stderr,
  ]);
}

async function command(directory, ...args) {
  await mkdir(path.join(directory, "backend"));
  return start(cli.binary, args, { cwd: directory, env: environment(cli, { work: directory, providers: {} }) }).ended;
}

/** Previews a program and its twin; undefined when one of them fails, which is reported. */
async function both(title, file) {
  const [inYaml, twin] = [await previewYaml(cli, file, work), await previewTwin(cli, file, work)];
  const failed = [inYaml, twin].filter((result) => result.failed);
  if (failed.length > 0) {
    check(
      false,
      `${title}: is previewed in YAML and in JavaScript`,
      failed.map(({ diagnostics }) => JSON.stringify(diagnostics, undefined, 2)),
    );
    return undefined;
  }
  return { twins: twin.resources, resources: alignedWith(twin.resources, inYaml.resources) };
}

async function makesTheSame(title, file) {
  const { twins, resources } = (await both(title, file)) ?? {};
  if (twins !== undefined) {
    const found = differences(resources, twins);
    const lines = found.map(({ at, stock: yaml, ours }) => `${at.join(" › ")}\n      YAML:       ${json(yaml)}\n      JavaScript: ${json(ours)}`);
    check(found.length === 0, `${title}: YAML makes the same ${Object.keys(twins).length} resources`, lines.slice(0, SHOWN));
  }
}

/** The same names and parents, where YAML knows less before anything is created. */
async function namesTheSame(title, file) {
  const { twins, resources } = (await both(title, file)) ?? {};
  if (twins !== undefined) {
    const named = (all) => Object.entries(all).map(([urn, { parent }]) => [urn, parent]);
    const found = differences(Object.fromEntries(named(resources)), Object.fromEntries(named(twins)));
    check(found.length === 0, `${title}: YAML makes the same ${Object.keys(twins).length} names`, found.slice(0, SHOWN).map(json));
  }
}

async function says(title, file, ...expected) {
  const { failed, diagnostics } = await previewYaml(cli, file, work);
  const said = Object.values(diagnostics).flat().join("\n");
  const all = expected.join("\n");
  check(failed && said.includes(all), title, [`expected:\n${all}`, `was:\n${said}`]);
}

/** `alternatives` are given in place of others, never beside them. */
async function givesEverything(file, alternatives) {
  const missing = await missingArguments(file);
  check(isDeepStrictEqual(missing, alternatives), "programs/everything.yaml gives every argument of every component", [`missing: ${json(missing)}`]);
}

async function keepsProvidersAndDependencies() {
  const { failed, resources, diagnostics } = await previewRemote(cli, work);
  check(!failed, "a program that registers remote components is previewed", [json(diagnostics)]);
  const of = (type, name) => Object.entries(resources).find(([urn]) => urn.endsWith(`${type}::${name}`))?.[1] ?? {};
  const names = (urns = []) => urns.map((urn) => urn.replace(/^.*[$:]([^:]+::)/, "$1"));
  const { provider } = of("core/v1:Namespace", "metrics-namespace");
  check(names([provider])[0] === "kubernetes::shop", "a Kubernetes provider that is passed is the one that a component's children have", [provider]);
  const found = names(of("nodeGroup:NodeGroup", "core-system").dependencies);
  const wanted = ["Subnet::core-private-a", "Route::core-private-a", "RouteTableAssociation::core-private-a"];
  check(
    wanted.every((name) => found.includes(name)),
    "an output that crosses twice depends on the resources that it is made from",
    [json(found)],
  );
}

async function generatesSdks() {
  if ((await onPath("go")) === undefined) {
    console.log("SKIPPED the Go and Python SDKs: they are generated and compiled by go, which is not on PATH; install it from https://go.dev/dl");
    return;
  }
  const folder = await mkdtemp(path.join(work, "sdks-"));
  const checks = {
    "the schema is good for code generators": generate,
    "a program in Go compiles with its SDK": compileGo,
    "the Python SDK compiles": compilePython,
  };
  for (const [title, judge] of Object.entries(checks)) {
    const reason = await judge(folder);
    if (!check(reason === undefined, title, [reason])) {
      return;
    }
  }
}

function json(value) {
  return JSON.stringify(value);
}
