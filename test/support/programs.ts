import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, realpathSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import * as path from "node:path";

// Programs outside the repository's own tree: in a temporary directory, with the workspace's packages installed.

const root = path.resolve(__dirname, "..", "..");
const modules = path.join(root, "node_modules");
const made: string[] = [];

// pnpm's launcher of jest makes all packages of the workspace visible through it: programs would find what they have not installed.
delete process.env.NODE_PATH;

afterAll(() => made.splice(0).forEach((directory) => rmSync(directory, { recursive: true, force: true })));

/** A directory that is gone after the tests. */
export function temporaryDirectory(): string {
  const directory = realpathSync(mkdtempSync(path.join(tmpdir(), "firmament-")));
  made.push(directory);
  return directory;
}

/** The programs of `test/programs`. */
export const programNames = readdirSync(path.join(root, "test", "programs")).filter((name) => !name.startsWith("_"));

/** A copy of a program, and where in it Pulumi.yaml is. */
export function copyOfProgram(name: string): string {
  const directory = path.join(temporaryDirectory(), name);
  cpSync(path.join(root, "test", "programs", name), directory, { recursive: true });
  install(directory);
  const member = path.join(directory, "stacks", "storage");
  return existsSync(member) ? member : directory;
}

/** A project of the given files: at least an entry point; what is usual is added. */
export function project(files: Record<string, string>): string {
  const directory = temporaryDirectory();
  const all = { "Pulumi.yaml": "name: program\nruntime: nodejs\n", "package.json": '{ "name": "program" }\n', ...files };
  for (const [file, text] of Object.entries(all)) {
    mkdirSync(path.dirname(path.join(directory, file)), { recursive: true });
    writeFileSync(path.join(directory, file), text);
  }
  install(directory);
  return directory;
}

/** Gives a directory `node_modules` as npm would: the packages of the registry, and links to the members of the workspace. */
function install(directory: string): void {
  const manifest = path.join(directory, "package.json");
  const { workspaces = [] } = existsSync(manifest) ? (JSON.parse(readFileSync(manifest, "utf8")) as { workspaces?: string[] }) : {};
  const members = workspaces.flatMap((pattern) => {
    const folder = path.join(directory, path.dirname(pattern));
    return readdirSync(folder).map((member) => path.join(folder, member));
  });
  const target = path.join(directory, "node_modules");
  if (members.length === 0) {
    symlinkSync(modules, target);
    return;
  }
  for (const name of readdirSync(modules)) {
    link(path.join(modules, name), path.join(target, name));
  }
  for (const member of members) {
    const { name } = JSON.parse(readFileSync(path.join(member, "package.json"), "utf8")) as { name: string };
    link(member, path.join(target, name));
  }
}

function link(from: string, to: string): void {
  mkdirSync(path.dirname(to), { recursive: true });
  symlinkSync(from, to);
}
