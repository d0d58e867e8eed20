// Finds the stock Pulumi CLI, or builds it: one on PATH with its own Node language host goes first, else the pinned Go module in test/judges/pulumi/rig is
// built into a cache, and the language host is ours. Run on its own it prints the path.
import { createHash } from "node:crypto";
import { access, chmod, mkdir, mkdtemp, readFile, rename, rm, writeFile } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import process from "node:process";
import { pathToFileURL } from "node:url";
import { capture, root } from "../lib/shell.mjs";

const rig = path.join(root, "test", "judges", "pulumi", "rig");
const languageHost = path.join(root, "test", "judges", "pulumi", "languageHost.mjs");

/** The CLI: `binary`, its `version`, and the PATH that it is to run with. `say` gets one line for each step and for what is real. */
export async function pulumi(say = () => {}) {
  const installed = await installedCli();
  const cli = installed ?? (await builtCli(say));
  say(`pulumi ${cli.version} at ${cli.binary}, ${installed === undefined ? "built here from its Go module" : "the installed one"}`);
  say(`its Node language host: ${installed === undefined ? "a stand-in of ours" : "its own"}`);
  say(
    "its providers: a stand-in that answers as the offline simulator does with unknown outputs; the engine is what is judged, not what providers know",
  );
  return cli;
}

async function installedCli() {
  const found = await Promise.all(["pulumi", "pulumi-language-nodejs"].map(onPath));
  return found.includes(undefined) ? undefined : { binary: found[0], version: await versionOf(found[0]), path: process.env.PATH };
}

async function builtCli(say) {
  const cache = path.join(process.env.FIRMAMENT_CACHE ?? path.join(os.homedir(), ".cache", "firmament"), "pulumi");
  const pinned = await readFile(path.join(rig, "go.mod"), "utf8");
  const directory = path.join(cache, createHash("sha256").update(pinned).digest("hex").slice(0, 12));
  const binary = path.join(directory, "pulumi");
  if (!(await exists(binary))) {
    const [, version] = /github\.com\/pulumi\/pulumi\/pkg\/v3 (v\S+)/.exec(pinned);
    await build(cache, directory, version, say);
  }
  // Written each time: it names this work tree.
  await rm(path.join(directory, "host"), { recursive: true, force: true });
  await mkdir(path.join(directory, "host"));
  const script = path.join(directory, "host", "pulumi-language-nodejs");
  await writeFile(script, `#!/bin/sh\nexec "${process.execPath}" "${languageHost}" "$@"\n`);
  await chmod(script, 0o755);
  return { binary, version: await versionOf(binary), path: [path.dirname(script), process.env.PATH].join(path.delimiter) };
}

async function build(cache, directory, version, say) {
  const go = await onPath("go");
  if (go === undefined) {
    throw new Error("neither pulumi with pulumi-language-nodejs nor go is on PATH; install one of them");
  }
  say("building the CLI from Go modules, once: some 4 minutes of CPU");
  await mkdir(cache, { recursive: true });
  const work = await mkdtemp(path.join(cache, "build-"));
  try {
    const flags = ["-p", "2", "-ldflags", `-s -w -X github.com/pulumi/pulumi/sdk/v3/go/common/version.Version=${version}`];
    const args = ["build", ...flags, "-o", path.join(work, "pulumi"), "github.com/pulumi/pulumi/pkg/v3/cmd/pulumi"];
    // Below all else on the machine, for it takes all of it.
    const { code, output } = await capture("nice", ["-n", "15", go, ...args], { cwd: rig });
    if (code !== 0) {
      throw new Error(`go build in ${rig} failed\n${output.trim().split("\n").slice(-20).join("\n")}`);
    }
    // In one step, so that a run that is interrupted leaves no half of it.
    await rm(directory, { recursive: true, force: true });
    await rename(work, directory);
  } finally {
    await rm(work, { recursive: true, force: true });
  }
}

async function versionOf(binary) {
  const { code, output } = await capture(binary, ["version"], { env: { ...process.env, PULUMI_SKIP_UPDATE_CHECK: "true" } });
  const [version] = /v?\d+\.\d+\.\d+\S*/.exec(output) ?? [];
  if (code !== 0 || version === undefined) {
    throw new Error(`${binary} version did not answer as pulumi does:\n${output.trim()}`);
  }
  return version;
}

async function onPath(name) {
  for (const directory of (process.env.PATH ?? "").split(path.delimiter)) {
    const file = path.join(directory, name);
    if (await exists(file)) {
      return file;
    }
  }
  return undefined;
}

function exists(file) {
  return access(file).then(
    () => true,
    () => false,
  );
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) {
  console.log((await pulumi((line) => console.error(line))).binary);
}
