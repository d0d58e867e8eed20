// SDKs generated from the committed schema, and a program in Go that uses one: the compiler says whether the arguments are what programs can give.
import { cp, mkdir, readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import process from "node:process";
import { capture } from "../../../scripts/lib/shell.mjs";
import { components } from "./programs.mjs";

const rig = path.join(import.meta.dirname, "rig");

/** Generates the SDKs into a folder; resolves with what went wrong, or nothing. */
export function generate(folder) {
  return failure("go", ["run", "./sdkgen", path.join(components, "schema.json"), folder], rig);
}

/** Compiles the generated Go, and the program with it. The modules are those of the rig. */
export async function compileGo(folder) {
  const go = path.join(folder, "go");
  const requirements = (await readFile(path.join(rig, "go.mod"), "utf8")).replace(
    /^module .*$/m,
    "module github.com/firmament-platform/firmament/sdk/go",
  );
  await writeFile(path.join(go, "go.mod"), requirements.replace(/^tool .*$/m, ""));
  await cp(path.join(rig, "go.sum"), path.join(go, "go.sum"));
  await mkdir(path.join(go, "program"));
  await cp(path.join(import.meta.dirname, "program.go.txt"), path.join(go, "program", "main.go"));
  return failure("go", ["vet", "-mod=mod", "./..."], go);
}

export function compilePython(folder) {
  return failure("python3", ["-m", "compileall", "-q", path.join(folder, "python")], folder);
}

async function failure(command, args, cwd) {
  const { code, output } = await capture("nice", ["-n", "15", command, ...args], { cwd, env: { ...process.env, GOFLAGS: "" } });
  return code === 0 ? undefined : output.trim();
}
