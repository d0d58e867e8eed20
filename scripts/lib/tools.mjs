// What the finders of scripts/judges have in common: where things are, where they are kept, and what to say when they can't be had.
import { access, mkdir, mkdtemp, rename, rm } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import process from "node:process";

/** What this machine can't have at all, and no script of ours can build. Anything else that goes wrong in a finder is a failure. */
export class Unavailable extends Error {}

/** The folder that keeps what a finder fetched or built, for later runs: `$FIRMAMENT_CACHE/<name>`, by default below `~/.cache/firmament`. */
export function cached(name) {
  return path.join(process.env.FIRMAMENT_CACHE ?? path.join(os.homedir(), ".cache", "firmament"), name);
}

/** Makes a folder whole or not at all: `make` fills a temporary one beside it, which then takes its name, so that a run that is interrupted leaves no half of it. */
export async function makeWhole(folder, make) {
  await mkdir(path.dirname(folder), { recursive: true });
  const work = await mkdtemp(`${folder}-`);
  const clean = () => rm(work, { recursive: true, force: true });
  try {
    await make(work);
    await rm(folder, { recursive: true, force: true });
    await rename(work, folder);
  } finally {
    await clean();
  }
}

export async function onPath(name) {
  for (const directory of (process.env.PATH ?? "").split(path.delimiter)) {
    const file = path.join(directory, name);
    if (await exists(file)) {
      return file;
    }
  }
  return undefined;
}

export function exists(file) {
  return access(file).then(
    () => true,
    () => false,
  );
}
