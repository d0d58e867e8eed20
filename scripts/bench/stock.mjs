// How long a user waits for an offline preview, and for the stock CLI's: whole commands with all our packs, in turn, and the median of each.
import { spawn } from "node:child_process";
import { rmSync } from "node:fs";
import { mkdir, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import path from "node:path";
import process from "node:process";
import { parseArgs } from "node:util";
import { AS_IS, environment, start } from "../../test/judges/pulumi/cli.mjs";
import { makeStacks } from "../../test/judges/pulumi/otherStacks.mjs";
import { serveProviders } from "../../test/judges/pulumi/standIn.mjs";
import { subjects } from "../../test/judges/pulumi/subjects.mjs";
import { temporaryDirectory } from "../../test/judges/pulumi/work.mjs";
import { pulumi } from "../judges/pulumi.mjs";
import { exitOnSignals } from "../lib/report.mjs";
import { root } from "../lib/shell.mjs";
import { machine, table } from "./report.mjs";
import { median, medians } from "./statistics.mjs";

const HELP = `usage: npm run bench:stock -- [options]

  --runs <n>   how often everything is measured (default: 5)
  --all        every program that the stock engine judges, and not only the golden path and 1,000 resources
  --json       print the figures as JSON

Exit code 1: the two engines make other resources, or a goal is missed.`;

/** How many times faster the offline preview is meant to be. */
const GOALS = { asIs: 5, transpileOnly: 3 };
const MEASURED = ["golden-path (dev)", "1,000 resources"];

const require = createRequire(path.join(root, "package.json"));
const { loadProject } = require("./packages/offline/dist/project/loadProject.js");
const { policyPackPath, policyPacks } = require("./packages/policies/dist/index.js");
/** Each in a process of its own. The pack golden-path has the same rules once more. */
const packNames = policyPacks.filter((name) => name !== "golden-path");
const options = readOptions();
exitOnSignals();
const cli = await pulumi((line) => console.error(line));
const chosen = (await subjects()).filter(({ name, fails }) => !fails && (options.all || MEASURED.includes(name)));
const figures = { machine: machine(), parts: cli.parts, hostStart: await hostStart(), runs: Number(options.runs), programs: [] };
for (const subject of chosen) {
  figures.programs.push(await measure(subject));
}
const goals = figures.programs
  .filter(({ name }) => MEASURED.includes(name))
  .flatMap(({ name, seconds }) => Object.entries(GOALS).map(([of, goal]) => ({ name, of, goal, ratio: seconds[of] / seconds.offline })));
console.log(options.json ? JSON.stringify({ ...figures, goals }, undefined, 2) : report());
process.exit(goals.every(({ ratio, goal }) => ratio >= goal) ? 0 : 1);

async function measure(subject) {
  const { name, stack } = subject;
  const work = await temporaryDirectory();
  process.once("exit", () => rmSync(work, { recursive: true, force: true }));
  const env = subject.env?.(work);
  const directory = await subject.copy(work);
  const config = path.join(work, "advisory.json");
  await writeFile(config, JSON.stringify({ all: "advisory" }));
  const packs = packNames.flatMap((pack) => ["--policy-pack", policyPackPath(pack), "--policy-pack-config", config]);
  const firmament = path.join(root, "packages", "cli", "bin", "firmament.js");
  const offline = [process.execPath, [firmament, "preview", directory, "--stack", stack, "--outputs", "unknown", "--format", "json", ...packs]];
  const stock = [cli.binary, ["preview", "--stack", stack, "--json", "--non-interactive", "--color", "never", ...packs]];

  const found = await timed(name, offline, { cwd: directory, env: { ...process.env, ...env } });
  const providers = await serveProviders(loadProject(directory, { stack }), importedBy(found.output));
  const packages = new Set(["aws", ...found.output.resources.map(({ type }) => type.replace(/^pulumi:providers:/, "").split(":")[0])]);
  const variables = environment(cli, {
    work,
    providers: Object.fromEntries([...packages].map((each) => [each, providers.port])),
    env: { GOGC: undefined, ...env },
  });
  await mkdir(path.join(work, "backend"));
  const quietly = async (args, cwd = directory) => start(cli.binary, [...args, "--non-interactive"], { cwd, env: variables }).ended;
  await quietly(["stack", "init", stack]);
  await makeStacks(quietly, subject.stacks ?? {}, work);

  const measurements = [];
  for (let run = 1; run <= Number(options.runs); run++) {
    console.error(`▸ ${name} (${run} of ${options.runs})`);
    const seconds = {};
    for (const [form, command, variant] of [
      ["offline", offline, { ...process.env, ...env }],
      ["transpileOnly", stock, variables],
      ["asIs", stock, { ...variables, ...AS_IS }],
    ]) {
      const measured = await timed(`${name}, ${form}`, command, { cwd: directory, env: variant });
      const [ours, theirs] = [found, measured].map(({ output }) => urnsOf(output));
      if (ours.join() !== theirs.join()) {
        const other = [...ours.filter((urn) => !theirs.includes(urn)), ...theirs.filter((urn) => !ours.includes(urn))];
        throw new Error(`${name}, ${form}: ${theirs.length} resources, and offline ${ours.length}; not in both are ${other.slice(0, 5).join(", ")}`);
      }
      seconds[form] = measured.seconds;
    }
    measurements.push(seconds);
  }
  providers.close();
  return { name, resources: found.output.resources.length, seconds: medians(measurements) };
}

/** Runs a command that prints JSON. */
async function timed(title, [command, args], settings) {
  const started = performance.now();
  const { code, stdout, stderr } = await start(command, args, settings).ended;
  const seconds = (performance.now() - started) / 1000;
  if (code !== 0) {
    throw new Error(`${title}: the preview failed with exit code ${code}\n${stderr.trim() || stdout.slice(-2_000)}`);
  }
  return { seconds, output: JSON.parse(stdout) };
}

/** Which resources there are. The steps of the stock engine leave out the default providers. */
function urnsOf({ resources, steps }) {
  const made = resources?.filter(({ kind }) => kind !== "default-provider") ?? steps;
  return made.map(({ urn }) => urn).sort();
}

function importedBy({ resources }) {
  return new Map(resources.filter(({ options: { import: id } }) => id !== undefined).map((resource) => [resource.options.import, resource]));
}

/** How long the language host takes from its start to its port: the CLI starts one for the program and one for each pack. */
async function hostStart() {
  const host = cli.path.split(path.delimiter)[0];
  const seconds = [];
  for (let run = 1; run <= 3; run++) {
    const started = performance.now();
    const child = spawn(path.join(host, "pulumi-language-nodejs"), ["127.0.0.1:1"], { stdio: ["ignore", "pipe", "ignore"], detached: true });
    await new Promise((resolve, reject) => child.once("error", reject).stdout.once("data", resolve));
    seconds.push((performance.now() - started) / 1000);
    process.kill(-child.pid, "SIGKILL");
  }
  return median(seconds);
}

function report() {
  const { machine: of, parts, hostStart: host, runs, programs } = figures;
  const seconds = (value) => `${value.toFixed(1)} s`;
  const times = (value) => `${value.toFixed(1)} ×`;
  return [
    [
      ...of,
      ...parts.map(({ name, version, standIn }) => [name, version, ...(standIn ? ["(a stand-in)"] : [])].filter((part) => part !== "").join(" ")),
    ].join(" · "),
    `Medians of ${runs} whole commands, with the packs ${packNames.join(", ")}. The CLI starts a language host for the program and for each pack; one takes ${host.toFixed(2)} s.`,
    "",
    ...table([
      ["", "resources", "stock", "transpile-only", "offline", "stock : offline", "transpile-only : offline"],
      ...programs.map(({ name, resources, seconds: { asIs, transpileOnly, offline } }) => [
        ...[name, resources.toLocaleString("en-US"), seconds(asIs), seconds(transpileOnly), seconds(offline)],
        ...[times(asIs / offline), times(transpileOnly / offline)],
      ]),
    ]),
    "",
    ...goals.map(
      ({ name, of: form, goal, ratio }) =>
        `${ratio >= goal ? "✔" : "✖"} ${name}: ${times(ratio)} of ${form === "asIs" ? "stock" : "transpile-only"}, and the goal is ${goal} ×`,
    ),
  ].join("\n");
}

function readOptions() {
  const flag = { type: "boolean", default: false };
  try {
    const { values } = parseArgs({ options: { all: flag, json: flag, help: flag, runs: { type: "string", default: "5" } } });
    if (values.help) {
      console.log(HELP);
      process.exit(0);
    }
    if (!/^[1-9]\d*$/.test(values.runs)) {
      throw new Error(`--runs ${values.runs} is not a whole number above 0`);
    }
    return values;
  } catch (error) {
    console.error(`error: ${error.message}\n\n${HELP}`);
    process.exit(1);
  }
}
