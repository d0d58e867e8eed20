// Builds commands of pinned Go modules into the cache, once.
import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import path from "node:path";
import process from "node:process";
import { capture } from "./shell.mjs";
import { Unavailable, cached, exists, makeWhole, onPath } from "./tools.mjs";

/**
 * The folder that holds the commands of a module: `directory` has its go.mod and go.sum, `commands` are the packages to build, by the name of the binary, and
 * `flags` go to `go build`. What was built from the same module with the same flags is taken as it is. `cost` tells the reader how long it takes.
 */
export async function goBinaries({ name, directory, commands, flags = [], env = {}, cost, say }) {
  const pinned = await Promise.all(["go.mod", "go.sum"].map((file) => readFile(path.join(directory, file), "utf8")));
  const key = createHash("sha256")
    .update(JSON.stringify([...pinned, commands, flags, env]))
    .digest("hex")
    .slice(0, 12);
  const folder = path.join(cached(name), key);
  if (await exists(folder)) {
    return folder;
  }
  const go = await onPath("go");
  if (go === undefined) {
    throw new Unavailable(`${name} is built from Go modules, and go is not on PATH; install it from https://go.dev/dl`);
  }
  say(`building ${Object.keys(commands).join(", ")} from Go modules, once: some ${cost} of CPU`);
  await makeWhole(folder, async (work) => {
    for (const [binary, command] of Object.entries(commands)) {
      const args = ["-n", "15", go, "build", "-p", "2", ...flags, "-o", path.join(work, binary), command];
      // Below all else on the machine, for it takes all of it.
      const { code, output } = await capture("nice", args, { cwd: directory, env: { ...process.env, ...env } });
      if (code !== 0) {
        throw new Error(`go build of ${command} in ${directory} failed\n${output.trim().split("\n").slice(-20).join("\n")}`);
      }
    }
  });
  return folder;
}

/** The version at which a module requires another one. */
export async function requiredVersion(directory, module) {
  const text = await readFile(path.join(directory, "go.mod"), "utf8");
  const line = text.split("\n").find((entry) =>
    entry
      .trim()
      .replace(/^require /, "")
      .startsWith(`${module} v`),
  );
  return line
    ?.trim()
    .replace(/^require /, "")
    .split(" ")[1];
}
