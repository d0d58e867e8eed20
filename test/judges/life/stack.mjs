// A stack of the golden path under the stock CLI: a copy of the program in a temporary folder, whose changes are a team's edits, and a state of its own.
import { appendFile, cp, mkdir, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import path from "node:path";
import { root } from "../../../scripts/lib/shell.mjs";
import { environment, eventsOf, start } from "../pulumi/cli.mjs";
import { kindAndName, nameOf } from "./steps.mjs";
import { transpiled } from "./transpiled.mjs";

const { load } = createRequire(path.join(root, "package.json"))("js-yaml");
const example = path.join(root, "examples", "golden-path");

/** The program in JavaScript, beside itself. */
const COMPILED = "index.js";

const PRELOAD = path.join(root, "packages", "offline", "dist", "preloads", "sdk.js");

/** What the engine does to nothing outside. */
const IDLE = new Set(["same", "read", "refresh"]);

/**
 * Makes the stack `dev` below `work`. `components` is the folder of the package that the program imports, and `program` that of the program: the work tree's
 * when there is none.
 */
export async function createStack(cli, { work, world, components, program = example }) {
  const name = "dev";
  const directory = path.join(work, "golden-path");
  const useComponents = (folder = path.join(root, "packages", "components")) => linkModules(directory, folder);
  await copyOf(program, directory);
  await useComponents(components);
  await mkdir(path.join(work, "backend"), { recursive: true });
  const options = { cwd: directory, env: environment(cli, { work, providers: world.providers }) };
  const pulumi = (args) => start(cli.binary, [...args, "--non-interactive", "--color", "never"], options);
  const must = async (args) => {
    const { code, stdout, stderr } = await pulumi(args).ended;
    if (code !== 0) {
      throw new Error(`pulumi ${args.join(" ")} failed\n${stdout}${stderr}`);
    }
    return stdout;
  };
  await must(["stack", "init", name]);
  const configureProvider = () => {
    // More attempts than the judges of single resources make: here a lost connection would look like a fault.
    const configuration = { ...world.simulator.configuration({ region: "us-east-1" }), maxRetries: "5" };
    const settings = Object.entries(configuration).flatMap(([key, value]) => ["--plaintext", `aws:${key}=${value}`]);
    return must(["config", "set-all", "--stack", name, ...settings]);
  };
  await configureProvider();

  let runs = 0;
  /** Starts an update, and resolves with what can be done to it; its `result` has the steps and the errors. */
  const begin = (args) => {
    runs += 1;
    const log = path.join(work, `events-${runs}.json`);
    const started = performance.now();
    const running = pulumi([...args, "--stack", name, "--event-log", log, "--parallel", "64"]);
    return {
      ...running,
      result: running.ended.then(async ({ code, stdout, stderr }) => {
        const events = eventsOf(await readFile(log, "utf8").catch(() => ""));
        return { code, seconds: (performance.now() - started) / 1000, events, ...outcomeOf(events), stdout, stderr };
      }),
    };
  };
  const update = (args) => begin(args).result;
  const state = async () => {
    const { deployment } = JSON.parse(await must(["stack", "export", "--stack", name]));
    return { resources: deployment.resources ?? [], pending: deployment.pending_operations ?? [] };
  };
  return {
    work,
    checkpoint: path.join(work, "backend", ".pulumi", "stacks", "golden-path", `${name}.json`),
    useComponents,
    /** Puts the work tree's program in its place, as who pulls it does. The stack is still this one, by its salt. */
    async useProgram() {
      const settings = path.join(directory, `Pulumi.${name}.yaml`);
      const [salt] = /^encryptionsalt: .*$/m.exec(await readFile(settings, "utf8"));
      await copyOf(example, directory);
      await appendFile(settings, `${salt}\n`);
      await configureProvider();
    },
    begin,
    up: (...args) => update(["up", "--yes", "--skip-preview", ...args]),
    preview: (...args) => update(["preview", ...args]),
    refresh: (...args) => update(["refresh", "--yes", "--skip-preview", "--expect-no-changes", ...args]),
    /** A refresh that may find anything. */
    settle: (...args) => update(["refresh", "--yes", "--skip-preview", ...args]),
    /** Imports what exists as the resource that it is in the program. */
    adopt({ type, urn, parent, provider }, id) {
      const place = ["--parent", `parent=${parent}`, "--provider", `provider=${provider.replace(/::[^:]+$/, "")}`];
      return update(["import", type, nameOf(urn), id, ...place, "--yes", "--skip-preview", "--generate-code=false", "--protect=false"]);
    },
    destroy: (...args) => update(["destroy", "--yes", "--skip-preview", ...args]),
    /** Lets go of the lock that an update which was killed still has. */
    cancel: () => must(["cancel", "--yes", "--stack", name]),
    /** Takes the protection from what has it, as a person has to before a `destroy`, and resolves with the names. */
    async unprotect() {
      const { resources } = await state();
      const urns = resources.filter(({ protect }) => protect).map(({ urn }) => urn);
      for (const urn of urns) {
        await must(["state", "unprotect", urn, "--yes", "--stack", name]);
      }
      return urns.map(kindAndName).sort();
    },
    /** The resources in the state, and the operations of which the engine does not know how they ended. */
    state,
    /** Edits a file of the program as a person would: what is replaced must be there once. */
    async edit(file, before, after) {
      const at = path.join(directory, file);
      const text = await readFile(at, "utf8");
      if (text.split(before).length !== 2) {
        throw new Error(`${file} has ${text.split(before).length - 1} times ${JSON.stringify(before)}, not once`);
      }
      await writeFile(
        at,
        text.replace(before, () => after),
      );
      await compile(directory);
    },
  };
}

/** A copy that the engine starts compiled. */
async function copyOf(program, directory) {
  await cp(program, directory, { recursive: true, filter: (file) => path.basename(file) !== "node_modules" });
  await startCompiled(directory);
}

/** `node_modules` of the example, with a build of the components. */
async function linkModules(directory, components) {
  const [from, to] = [path.join(example, "node_modules"), path.join(directory, "node_modules")];
  await rm(to, { recursive: true, force: true });
  await mkdir(path.join(to, "@firmament"), { recursive: true });
  await Promise.all([
    symlink(components, path.join(to, "@firmament", "components")),
    ...["@pulumi", "@types", "typescript"].map((name) => symlink(path.join(from, name), path.join(to, name))),
  ]);
}

/**
 * Has the engine start what `compile` makes: a life has many updates for each edit, and what TypeScript does is no matter of theirs. Nor is what the SDK does
 * for those who look for its errors, such as a stack trace of every promise: our preload leaves it out, and the judge `pulumi` runs programs without.
 */
async function startCompiled(directory) {
  const file = path.join(directory, "Pulumi.yaml");
  const runtime = { name: "nodejs", options: { typescript: false, nodeargs: `--require ${PRELOAD}` } };
  await writeFile(file, JSON.stringify({ ...load(await readFile(file, "utf8")), main: COMPILED, runtime }));
  await compile(directory);
}

async function compile(directory) {
  await writeFile(path.join(directory, COMPILED), transpiled(await readFile(path.join(directory, "index.ts"), "utf8")));
}

/** The steps of custom resources, the errors, and what a refresh found to be other than it was. */
function outcomeOf(events) {
  const steps = events.flatMap(({ resourcePreEvent }) => {
    const { op, urn, provider } = resourcePreEvent?.metadata ?? {};
    return op === undefined || IDLE.has(op) || !provider ? [] : [{ op, urn }];
  });
  const errors = events.flatMap(({ diagnosticEvent: event }) =>
    event?.severity === "error" ? [{ urn: event.urn, message: event.message.trim() }] : [],
  );
  const drift = events.flatMap(({ resOutputsEvent }) => {
    const { op, urn, diffs } = resOutputsEvent?.metadata ?? {};
    return op === undefined || IDLE.has(op) ? [] : [`${op} ${kindAndName(urn)}: ${(diffs ?? []).join(", ")}`];
  });
  return { steps, errors, drift };
}
