// Where judges work: directories outside the work tree, and programs in them.
import { mkdir, mkdtemp, rm, symlink, writeFile } from "node:fs/promises";
import os from "node:os";
import path from "node:path";

export function temporaryDirectory() {
  return mkdtemp(path.join(os.tmpdir(), "firmament-pulumi-"));
}

export function remove(directory) {
  return rm(directory, { recursive: true, force: true });
}

/** A project of the given files, with what is usual added, and the given `node_modules`. */
export async function writeProgram(files, modules, work) {
  const directory = path.join(work, "program");
  const usual = {
    "Pulumi.yaml": "name: program\nruntime: nodejs\n",
    "Pulumi.dev.yaml": "config:\n  aws:region: eu-west-1\n",
    "package.json": '{ "name": "program" }\n',
  };
  await mkdir(directory);
  await Promise.all(Object.entries({ ...usual, ...files }).map(([file, text]) => writeFile(path.join(directory, file), text)));
  await symlink(modules, path.join(directory, "node_modules"));
  return directory;
}
