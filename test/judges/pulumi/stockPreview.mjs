// One preview by the stock CLI, against a file backend in a temporary directory.
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import path from "node:path";
import { root } from "../../../scripts/lib/shell.mjs";
import { environment, eventsOf, start } from "./cli.mjs";
import { makeStacks } from "./otherStacks.mjs";

const { load } = createRequire(path.join(root, "package.json"))("js-yaml");

/**
 * Runs `pulumi preview` and resolves with all that it says: the digest on its standard output, the plan that it would save, and its events. `port` is where
 * the stand-in of `packages` serves; `stacks` are those that the program refers to, as outputs by name.
 */
export async function stockPreview(cli, { directory, stack, work, packs, packages, port, stacks = {}, env }) {
  const { name: project } = load(await readFile(path.join(directory, "Pulumi.yaml"), "utf8"));
  await makeEmptyStack(path.join(work, "backend"), project, stack);
  const variables = environment(cli, { work, providers: Object.fromEntries(packages.map((name) => [name, port])), env });
  const pulumi = (args, cwd = directory) => start(cli.binary, [...args, "--non-interactive", "--color", "never"], { cwd, env: variables }).ended;
  const succeed = async (args, cwd) => {
    const { code, stderr } = await pulumi(args, cwd);
    if (code !== 0) {
      throw new Error(`pulumi ${args.join(" ")} failed\n${stderr}`);
    }
  };
  await makeStacks(succeed, stacks, work);
  const [plan, events] = ["plan.json", "events.json"].map((file) => path.join(work, file));
  const started = performance.now();
  const { code, stdout, stderr } = await pulumi([
    ...["preview", "--stack", stack, "--json", "--save-plan", plan, "--event-log", events],
    ...packs.flatMap((pack) => ["--policy-pack", pack.path, "--policy-pack-config", pack.configFile]),
  ]);
  const seconds = (performance.now() - started) / 1000;
  if (stdout.trim() === "") {
    throw new Error(`pulumi preview said nothing (exit code ${code})\n${stderr}`);
  }
  return {
    code,
    seconds,
    digest: JSON.parse(stdout),
    plan: JSON.parse(await readFile(plan, "utf8").catch(() => "{}")),
    events: eventsOf(await readFile(events, "utf8").catch(() => "")),
  };
}

/** Writes what `pulumi stack init` does, which takes the CLI as long as many a preview: a checkpoint with nothing in it. */
async function makeEmptyStack(backend, project, stack) {
  const folder = path.join(backend, ".pulumi", "stacks", project);
  await mkdir(folder, { recursive: true });
  await writeFile(path.join(backend, ".pulumi", "meta.yaml"), "version: 1\n");
  const checkpoint = { stack: `organization/${project}/${stack}`, latest: null };
  await writeFile(path.join(folder, `${stack}.json`), JSON.stringify({ version: 3, checkpoint }));
}
