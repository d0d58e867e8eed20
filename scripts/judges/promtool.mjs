// Finds promtool, the Prometheus project's own judge of rule files, or fetches it: from Debian's package `prometheus`, unpacked into a cache and never
// installed, so that no service starts. Run on its own it prints the path.
import { access, mkdir, mkdtemp, readdir, rename, rm } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import process from "node:process";
import { pathToFileURL } from "node:url";
import { capture } from "../lib/shell.mjs";

/** The oldest that knows every function our rules use. Debian 12 has it. */
const OLDEST = [2, 42];

/** The path of promtool: `PROMTOOL` if set, else the cached one, fetched when there is none. `say` gets one line for each step. */
export async function promtool(say = () => {}) {
  const given = process.env.PROMTOOL;
  const cache = path.join(process.env.FIRMAMENT_CACHE ?? path.join(os.homedir(), ".cache", "firmament"), "promtool");
  const binary = given ?? path.join(cache, "usr", "bin", "promtool");
  if (given === undefined && !(await exists(binary))) {
    await fetchPackage(cache, say);
  }
  const version = await versionOf(binary);
  say(`promtool ${version} at ${binary}`);
  return binary;
}

async function fetchPackage(cache, say) {
  await mkdir(path.dirname(cache), { recursive: true });
  const work = await mkdtemp(`${cache}-`);
  try {
    say("fetching Debian's package prometheus (20 MB)");
    let download = await capture("apt-get", ["download", "prometheus"], { cwd: work });
    if (download.code !== 0) {
      say("its package lists are missing: apt-get update");
      await capture("apt-get", ["update", "--quiet"], { cwd: work });
      download = await capture("apt-get", ["download", "prometheus"], { cwd: work });
    }
    const archive = (await readdir(work)).find((file) => file.endsWith(".deb"));
    if (download.code !== 0 || archive === undefined) {
      throw new Error(`apt-get download prometheus failed; set PROMTOOL to the path of promtool\n${download.output.trim()}`);
    }
    const unpacked = path.join(work, "unpacked");
    const unpack = await capture("dpkg", ["-x", path.join(work, archive), unpacked]);
    if (unpack.code !== 0) {
      throw new Error(`dpkg could not unpack ${archive}\n${unpack.output.trim()}`);
    }
    // In one step, so that a run that is interrupted leaves no half of it.
    await rm(cache, { recursive: true, force: true });
    await rename(unpacked, cache);
  } finally {
    await rm(work, { recursive: true, force: true });
  }
}

async function versionOf(binary) {
  const { code, output } = await capture(binary, ["--version"]);
  const [, major, minor, patch] = /version (\d+)\.(\d+)\.(\d+)/.exec(output) ?? [];
  if (code !== 0 || major === undefined) {
    throw new Error(`${binary} --version did not answer as promtool does:\n${output.trim()}`);
  }
  if (Number(major) < OLDEST[0] || (Number(major) === OLDEST[0] && Number(minor) < OLDEST[1])) {
    throw new Error(
      `${binary} is promtool ${major}.${minor}, and the rules need ${OLDEST.join(".")} or newer; remove it, or set PROMTOOL to another`,
    );
  }
  return `${major}.${minor}.${patch}`;
}

function exists(file) {
  return access(file).then(
    () => true,
    () => false,
  );
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) {
  console.log(await promtool((line) => console.error(line)));
}
