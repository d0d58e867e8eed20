// Makes a clone ready to run: installs with the pinned pnpm, then compiles. A second run looks whether anything has changed, and skips what has not.
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import path from "node:path";
import process from "node:process";
import { oldNode, root, run, say } from "./lib/shell.mjs";

const manifest = JSON.parse(readFileSync(path.join(root, "package.json"), "utf8"));
const stamps = path.join(root, ".firmament", "setup");

const refusal = oldNode(process.versions.node, manifest.engines.node);
if (refusal) {
  console.error(refusal);
  process.exit(1);
}
const members = ["packages", "examples"]
  .flatMap((folder) => list(folder).map((name) => `${folder}/${name}`))
  .filter((folder) => has(folder, "package.json"));
const packages = members.filter((folder) => folder.startsWith("packages/"));
await step("install", { inputs: manifests, outputs: modules, work: install });
await step("build", { inputs: sources, outputs: compiled, work: build });

/**
 * Runs `work` unless its stamp says that it made the present outputs from the present inputs. The inputs are read before the work, so that what is
 * edited meanwhile counts as new; an interrupted run leaves no stamp.
 */
async function step(name, { inputs, outputs, work }) {
  const stamp = path.join(stamps, name);
  const before = inputs();
  if (existsSync(stamp) && readFileSync(stamp, "utf8") === `${before} ${outputs()}\n`) {
    return;
  }
  rmSync(stamp, { force: true });
  await work();
  mkdirSync(stamps, { recursive: true });
  writeFileSync(stamp, `${before} ${outputs()}\n`);
}

function manifests() {
  const platform = `${process.platform} ${process.arch} ${process.versions.modules}`;
  const files = ["package.json", "pnpm-lock.yaml", "pnpm-workspace.yaml", ...members.map((folder) => `${folder}/package.json`)];
  return digest([platform, ...files.map((file) => `${file} ${readFileSync(path.join(root, file), "utf8")}`)]);
}

function modules() {
  // Tools keep caches in hidden folders there.
  const visible = (folder) => list(`${folder}/node_modules`).filter((name) => !name.startsWith(".") || name === ".pnpm");
  return digest([".", ...members].map((folder) => `${folder} ${visible(folder).join(" ")}`));
}

async function install() {
  const pnpm = manifest.packageManager.split("+")[0];
  say(`Installing the dependencies with ${pnpm} (once; a minute or two on a fresh clone)`);
  const reporter = process.stdout.isTTY ? [] : ["--reporter=append-only"];
  // Nobody may be there to answer whether an old node_modules may go.
  await run("npx", ["--yes", pnpm, "install", "--frozen-lockfile", "--config.confirmModulesPurge=false", ...reporter]);
}

function sources() {
  const settings = ["tsconfig.json", "tsconfig.base.json", "tsconfig.package.json", ...packages.map((folder) => `${folder}/tsconfig.json`)];
  return digest([
    readFileSync(path.join(stamps, "install"), "utf8"),
    ...[...settings, ...packages.flatMap((folder) => walk(`${folder}/src`))].map(state),
  ]);
}

function compiled() {
  return digest(packages.flatMap((folder) => walk(`${folder}/dist`)).map(state));
}

async function build() {
  say("Compiling the packages");
  packages.forEach(removeOrphans);
  const force = packages.some(lacksOutputs) ? ["--force"] : [];
  await run(process.execPath, [path.join(root, "node_modules", "typescript", "bin", "tsc"), "-b", ...force]);
}

/** The compiler never removes what it made of a source that is gone, and such a file would still be found, tested and published. */
function removeOrphans(folder) {
  for (const file of walk(`${folder}/dist`).filter((name) => /\.(js|d\.ts)$/.test(name))) {
    const source = file.replace(`${folder}/dist/`, `${folder}/src/`).replace(/(\.d\.ts|\.js)$/, ".ts");
    if (!existsSync(path.join(root, source))) {
      rmSync(path.join(root, file));
    }
  }
}

/** The compiler trusts its own record, and would not notice that single files have been deleted. */
function lacksOutputs(folder) {
  return walk(`${folder}/src`)
    .filter((file) => file.endsWith(".ts") && !/\.(test|fixtures|d)\.ts$/.test(file))
    .some((file) => !existsSync(path.join(root, file.replace(`${folder}/src/`, `${folder}/dist/`).replace(/\.ts$/, ".js"))));
}

function digest(parts) {
  return createHash("sha256").update(parts.join("\n")).digest("hex");
}

function state(file) {
  const { size, mtimeMs } = statSync(path.join(root, file));
  return `${file} ${size} ${mtimeMs}`;
}

function has(folder, file) {
  return existsSync(path.join(root, folder, file));
}

function list(folder) {
  const directory = path.join(root, folder);
  return existsSync(directory) ? readdirSync(directory).sort() : [];
}

/** Every file below a folder, relative to the root, in a fixed order. */
function walk(folder) {
  return list(folder).flatMap((name) => {
    const file = `${folder}/${name}`;
    return statSync(path.join(root, file)).isDirectory() ? walk(file) : [file];
  });
}
