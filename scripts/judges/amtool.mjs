// Builds amtool, Alertmanager's own judge of its configuration, from the pinned Go module in test/judges/kubernetes/rig: it is of the version that our chart
// installs, and Debian's is older than some of the fields that we write. Run on its own it prints the path.
import path from "node:path";
import process from "node:process";
import { pathToFileURL } from "node:url";
import { goBinaries, requiredVersion } from "../lib/goBinaries.mjs";
import { root } from "../lib/shell.mjs";

const directory = path.join(root, "test", "judges", "kubernetes", "rig", "alertmanager");

/** Its path as `binary`. */
export async function amtool(say = () => {}) {
  const folder = await goBinaries({
    name: "amtool",
    directory,
    commands: { amtool: "github.com/prometheus/alertmanager/cmd/amtool" },
    flags: ["-trimpath", "-ldflags", "-s -w"],
    env: { CGO_ENABLED: "0" },
    cost: "2 minutes",
    say,
  });
  const version = await requiredVersion(directory, "github.com/prometheus/alertmanager");
  return { binary: path.join(folder, "amtool"), parts: [{ name: "amtool", version, note: "built from its Go module" }] };
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) {
  console.log((await amtool((line) => console.error(line))).binary);
}
