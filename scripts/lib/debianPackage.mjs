// Unpacks a package of Debian into the cache, and never installs it, so that none of its services starts.
import { readdir } from "node:fs/promises";
import path from "node:path";
import { capture } from "./shell.mjs";
import { Unavailable, cached, exists, makeWhole, onPath } from "./tools.mjs";

/** The path of `binary`, inside the package `name`, fetched when the cache does not have it. `variable` is what a user sets to name another one. */
export async function fromDebian({ name, binary, variable, say }) {
  const folder = cached(path.basename(binary));
  const file = path.join(folder, binary);
  if (await exists(file)) {
    return file;
  }
  if ((await onPath("apt-get")) === undefined) {
    throw new Unavailable(`${path.basename(binary)} is fetched with apt-get, and this machine has none; set ${variable} to its path`);
  }
  await makeWhole(folder, async (work) => {
    say(`fetching Debian's package ${name}`);
    let download = await capture("apt-get", ["download", name], { cwd: work });
    if (download.code !== 0) {
      say("its package lists are missing: apt-get update");
      await capture("apt-get", ["update", "--quiet"], { cwd: work });
      download = await capture("apt-get", ["download", name], { cwd: work });
    }
    const archive = (await readdir(work)).find((entry) => entry.endsWith(".deb"));
    if (download.code !== 0 || archive === undefined) {
      throw new Error(`apt-get download ${name} failed; set ${variable} to the path of ${path.basename(binary)}\n${download.output.trim()}`);
    }
    const unpack = await capture("dpkg", ["-x", path.join(work, archive), work]);
    if (unpack.code !== 0) {
      throw new Error(`dpkg could not unpack ${archive}\n${unpack.output.trim()}`);
    }
  });
  return file;
}
