import { existsSync, readFileSync, realpathSync } from "node:fs";
import * as path from "node:path";
import type { PackageManager } from "./project";

/** The directory and those above it, the nearest first. */
export function* upwards(directory: string): Generator<string> {
  for (let at = directory; ; at = path.dirname(at)) {
    yield at;
    if (at === path.dirname(at)) {
      return;
    }
  }
}

/**
 * Where Node finds a package from a directory: in the nearest `node_modules` that has it, links followed. Done by hand, since `require.resolve` also looks
 * at this process's own paths, and at a package's `exports`.
 */
export function findPackage(name: string, from: string): string | undefined {
  for (const directory of upwards(realpathSync(from))) {
    const candidate = path.join(directory, "node_modules", name);
    if (existsSync(path.join(candidate, "package.json"))) {
      return realpathSync(candidate);
    }
  }
  return undefined;
}

/** The manifests of the package that a directory is in and of those around it: `package.json`, or the `package.yaml` that pnpm also takes. */
export function packageManifests(from: string): string[] {
  const candidates = [...upwards(realpathSync(from))].flatMap((directory) =>
    ["package.json", "package.yaml"].map((file) => path.join(directory, file)),
  );
  return candidates.filter((file) => existsSync(file));
}

export function packageVersion(directory: string): string {
  return (JSON.parse(readFileSync(path.join(directory, "package.json"), "utf8")) as { version?: string }).version ?? "0.0.0";
}

const LOCK_FILES: readonly [file: string, manager: PackageManager][] = [
  ["pnpm-lock.yaml", "pnpm"],
  ["yarn.lock", "yarn"],
  ["package-lock.json", "npm"],
  ["npm-shrinkwrap.json", "npm"],
  ["bun.lock", "bun"],
  ["bun.lockb", "bun"],
];

/** The command that installs a package's dependencies: of the manager that the project names, else of the nearest lock file, else npm's. */
export function installCommand(from: string, named?: PackageManager): string {
  for (const directory of upwards(realpathSync(from))) {
    const lock = LOCK_FILES.find(([file]) => existsSync(path.join(directory, file)));
    if (lock !== undefined) {
      return `cd ${directory} && ${named ?? lock[1]} install`;
    }
  }
  return `cd ${path.dirname(packageManifests(from)[0] ?? from)} && ${named ?? "npm"} install`;
}

/** Yarn's Plug'n'Play has no `node_modules`: only Yarn's own loader knows where packages are. */
export function plugAndPlayFile(from: string): string | undefined {
  for (const directory of upwards(realpathSync(from))) {
    const file = [".pnp.cjs", ".pnp.js"].map((name) => path.join(directory, name)).find((candidate) => existsSync(candidate));
    if (file !== undefined) {
      return file;
    }
  }
  return undefined;
}
