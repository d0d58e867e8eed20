// Finds the YAML language host of the stock CLI: the one on PATH goes first, else the pinned Go module in test/judges/languages/rig is built into the cache.
import path from "node:path";
import { goBinaries, requiredVersion } from "../lib/goBinaries.mjs";
import { root } from "../lib/shell.mjs";
import { onPath } from "../lib/tools.mjs";

const rig = path.join(root, "test", "judges", "languages", "rig");
const command = "pulumi-language-yaml";

/** The host: `path` is what to put on the PATH of the CLI, in front. */
export async function pulumiYaml(say = () => {}) {
  const installed = await onPath(command);
  if (installed !== undefined) {
    return { path: path.dirname(installed), parts: [{ name: "YAML language host", version: "", note: `the installed one, ${installed}` }] };
  }
  const version = await requiredVersion(rig, "github.com/pulumi/pulumi-yaml");
  const folder = await goBinaries({
    name: "pulumi-yaml",
    directory: rig,
    commands: { [command]: "github.com/pulumi/pulumi-yaml/cmd/pulumi-language-yaml" },
    flags: ["-ldflags", `-s -w -X github.com/pulumi/pulumi-yaml/pkg/version.Version=${version}`],
    cost: "2 minutes",
    say,
  });
  return { path: folder, parts: [{ name: "YAML language host", version: version.slice(1), note: "built from its Go module" }] };
}
