// Finds the stock Pulumi CLI, or builds it: one on PATH with its own Node language host goes first, else the pinned Go module in test/judges/pulumi/rig is
// built into the cache, and the language host is ours. Run on its own it prints the path.
import { chmod, mkdir, writeFile } from "node:fs/promises";
import path from "node:path";
import process from "node:process";
import { pathToFileURL } from "node:url";
import { goBinaries, requiredVersion } from "../lib/goBinaries.mjs";
import { capture, root } from "../lib/shell.mjs";
import { onPath } from "../lib/tools.mjs";

const rig = path.join(root, "test", "judges", "pulumi", "rig");
const languageHost = path.join(root, "test", "judges", "pulumi", "languageHost.mjs");

/** The CLI: `binary`, its `version`, and the PATH that it is to run with. */
export async function pulumi(say = () => {}) {
  const installed = await installedCli();
  const { binary, path: searched } = installed ?? (await builtCli(say));
  const version = await versionOf(binary);
  const parts = [
    { name: "pulumi CLI", version, note: installed === undefined ? "built from its Go module" : `the installed one, ${binary}` },
    installed === undefined
      ? { name: "Node language host", version: "", standIn: true, note: "starts the SDK's own runners" }
      : { name: "Node language host", version: "", note: "its own" },
  ];
  return { binary, version, path: searched, parts };
}

async function installedCli() {
  const found = await Promise.all(["pulumi", "pulumi-language-nodejs"].map(onPath));
  return found.includes(undefined) ? undefined : { binary: found[0], path: process.env.PATH };
}

async function builtCli(say) {
  const version = await requiredVersion(rig, "github.com/pulumi/pulumi/pkg/v3");
  const folder = await goBinaries({
    name: "pulumi",
    directory: rig,
    commands: { pulumi: "github.com/pulumi/pulumi/pkg/v3/cmd/pulumi" },
    flags: ["-ldflags", `-s -w -X github.com/pulumi/pulumi/sdk/v3/go/common/version.Version=${version}`],
    cost: "4 minutes",
    say,
  });
  // Written each time: it names this work tree. Two runs at once write the same.
  const hosts = path.join(root, ".firmament", "language-hosts");
  const script = path.join(hosts, "pulumi-language-nodejs");
  await mkdir(hosts, { recursive: true });
  await writeFile(script, `#!/bin/sh\nexec "${process.execPath}" "${languageHost}" "$@"\n`);
  await chmod(script, 0o755);
  return { binary: path.join(folder, "pulumi"), path: [hosts, process.env.PATH].join(path.delimiter) };
}

async function versionOf(binary) {
  const { code, output } = await capture(binary, ["version"], { env: { ...process.env, PULUMI_SKIP_UPDATE_CHECK: "true" } });
  const [version] = /\d+\.\d+\.\d+\S*/.exec(output) ?? [];
  if (code !== 0 || version === undefined) {
    throw new Error(`${binary} version did not answer as pulumi does:\n${output.trim()}`);
  }
  return version;
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) {
  console.log((await pulumi((line) => console.error(line))).binary);
}
