// A stack under the stock CLI: a folder for its backend, providers of ours, and commands as a person types them, run by a shell in the program's folder.
import { mkdir, readFile } from "node:fs/promises";
import path from "node:path";
import { environment, eventsOf, start } from "../pulumi/cli.mjs";
import { ofStock } from "../pulumi/compare.mjs";
import { serveProviders } from "../pulumi/standIn.mjs";
import { root } from "../../../scripts/lib/shell.mjs";
import { PASSPHRASE, STACK, schemas } from "./programs.mjs";

const firmament = `node '${path.join(root, "packages", "cli", "bin", "firmament.js")}'`;
/** What a person types to name our pack; with the package installed, `npx firmament` instead. */
const PACK = `--policy-pack "$(${firmament} policy-path golden-path)"`;

/** `firmament preview`, with outputs as unknown as they are to the stock CLI; resolves with the result. */
export async function offlinePreview(cli, directory, { flags = "", env } = {}) {
  const { stdout, stderr } = await shell(cli, `${firmament} preview --outputs unknown --policy-pack golden-path ${flags} --format json`, {
    directory,
    env,
  });
  return jsonOf(stdout, stderr);
}

/** `pulumi preview`; resolves with what policies said, in the form of `ofStock`, and with the digest. */
export async function stockPreview(stack, { flags = "", env } = {}) {
  const log = path.join(stack.work, "events.json");
  const { code, stdout, stderr } = await stack.run(`pulumi preview --json --event-log '${log}' ${PACK} ${flags}`, env);
  const digest = jsonOf(stdout, stderr);
  return { digest, ...ofStock({ digest, plan: {}, events: eventsOf(await readFile(log, "utf8")), code }, stack.directory) };
}

/** `pulumi policy analyze` of a state, in the folder of the state; resolves with what policies said, and with what the CLI did. */
export async function analyze(cli, state, { flags = "", env } = {}) {
  const directory = path.dirname(state);
  const { code, stdout, stderr } = await shell(cli, `pulumi policy analyze --json --file '${state}' ${PACK} ${flags}`, { directory, env });
  return { stderr, ...ofStock({ digest: {}, plan: {}, events: eventsOf(stdout), code }, directory) };
}

/** The stack of the program in a folder. `outputs` says whether what its providers make is unknown, as before an update, or simulated, as for one. */
export async function stockStack(cli, directory, outputs = "unknown") {
  const work = `${directory}-${outputs}`;
  await mkdir(path.join(work, "backend"), { recursive: true });
  const project = { programDirectory: root, config: { "aws:region": "eu-west-1" } };
  const served = new Map();
  for (const [name, schema] of Object.entries(await schemas())) {
    served.set(name, await serveProviders(project, new Map(), { outputs, schema }));
  }
  const providers = Object.fromEntries([...served].map(([name, { port }]) => [name, port]));
  const run = (command, env) => shell(cli, command, { directory, work, providers, env });
  await succeed(run(`pulumi stack init ${STACK}`));
  return { directory, work, run, close: () => served.forEach((one) => one.close()) };
}

/** Creates what a program describes, and exports its state into a file. */
export async function deploy(cli, directory) {
  const stack = await stockStack(cli, directory, "simulated");
  const state = path.join(stack.work, "state.json");
  try {
    await succeed(stack.run("pulumi up --yes --skip-preview"));
    await succeed(stack.run(`pulumi stack export --file '${state}'`));
  } finally {
    stack.close();
  }
  return state;
}

/** Runs a command line, and resolves with its exit code and what it printed. */
function shell(cli, command, { directory, work = directory, providers = {}, env = {} }) {
  const usual = { PULUMI_CONFIG_PASSPHRASE: PASSPHRASE, PULUMI_NON_INTERACTIVE: "true", ...env };
  const searched = [path.dirname(cli.binary), cli.path].join(path.delimiter);
  return start("sh", ["-c", command], { cwd: directory, env: environment({ path: searched }, { work, providers, env: usual }) }).ended;
}

async function succeed(running) {
  const { code, stdout, stderr } = await running;
  if (code !== 0) {
    throw new Error(`a command that the judge needs failed\n${stdout}${stderr}`);
  }
}

function jsonOf(stdout, stderr) {
  try {
    return JSON.parse(stdout);
  } catch {
    throw new Error(`a preview printed no result\n${stdout}${stderr}`);
  }
}
