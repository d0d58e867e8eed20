// What both engines preview: the golden path, the programs of test/programs, each of our components, and programs that fail. Each is a copy outside the work tree.
import { appendFile, cp, mkdir, readFile, readdir, symlink, writeFile } from "node:fs/promises";
import { existsSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { root } from "../../../scripts/lib/shell.mjs";
import { writeProgram } from "./work.mjs";
import { componentFiles, ofComponents } from "./ofComponents.mjs";
import { failing } from "./failing.mjs";

const programs = path.join(root, "test", "programs");
const example = path.join(root, "examples", "golden-path");
const modules = path.join(root, "node_modules");
const componentModules = path.join(example, "node_modules");
const require = createRequire(path.join(root, "package.json"));
const { policyPackPath } = require("./packages/policies/dist/index.js");

/** All our rules, which only advise here: a preview that fails has no plan to compare. */
const ourPacks = [{ path: policyPackPath("golden-path"), configuration: { all: "advisory" } }];
/** One that says what it is told. */
const judgesPack = { path: path.join(import.meta.dirname, "pack"), configuration: { "told-of-resource": { threshold: 5 } } };

/** What is about how a program is loaded and run: of the few resources that it makes our rules have nothing to say. */
const aboutRunning = new Set([
  ...["async-entry", "commonjs-javascript", "compiled", "configuration", "dynamic-provider", "dynamic-resources", "esm-javascript", "esm-typescript"],
  ...["hooks", "late-resources", "logs an error", "main-as-file", "main-as-folder", "provider-methods", "remote-components", "stack-outputs"],
  ...["stack-references", "utilities", "workspace"],
]);

/** A project of the judge's: `lines` after the imports, the first of which is line 4. */
const program = (lines, files) => (work) => writeProgram({ ...files, "index.ts": `${IMPORTS}\n${lines}\n` }, modules, work);
const IMPORTS = `import * as aws from "@pulumi/aws";\nimport * as pulumi from "@pulumi/pulumi";\n`;

/** One that only complains. */
const logging = `pulumi.log.error("something is wrong");\npulumi.log.warn("take care");\npulumi.log.info("by the way");`;

/**
 * Every subject: its name, the stack to preview, how to copy it, and the packs. Also, where it has any, the environment that it needs, the outputs of stacks
 * that it refers to, `asIs` for a stock preview that type-checks as well, and of one that `fails` the `line` that the error must name.
 */
export async function subjects() {
  const names = (await readdir(programs)).filter((name) => !name.startsWith("_")).sort();
  const succeeding = [
    ...["dev", "production"].map((stack) => ({ name: `golden-path (${stack})`, stack, copy: copyOfExample, asIs: stack === "dev" })),
    ...names.map((name) => ({ name, stack: "dev", copy: (work) => copyOfProgram(name, work), ...needsOf(name) })),
    { name: "1,000 resources", stack: "dev", copy: copyOfBench },
    ...Object.entries(ofComponents).map(([name, lines]) => ({
      name,
      stack: "dev",
      copy: (work) => writeProgram(componentFiles(lines), componentModules, work),
    })),
    { name: "logs an error", stack: "dev", copy: program(logging) },
  ];
  return [
    ...succeeding.map((subject) => ({ ...subject, packs: aboutRunning.has(subject.name) ? [judgesPack] : [...ourPacks, judgesPack] })),
    // Of these only the errors are compared.
    ...Object.entries(failing).map(([name, { lines, files, line, judged = false }]) => ({
      ...{ name: `fails: ${name}`, stack: "dev", fails: true, line },
      ...{ copy: program(lines, files), packs: judged ? [judgesPack] : [] },
    })),
  ];
}

/** What some programs of test/programs need. */
function needsOf(name) {
  switch (name) {
    // Only with a more recent ts-node than the one inside the SDK does it load ES modules in TypeScript.
    case "esm-typescript":
      return { env: (work) => ({ NODE_PATH: path.join(work, "modules") }) };
    case "secrets":
      return { env: () => ({ PULUMI_CONFIG_PASSPHRASE: "opens-the-secrets-program" }) };
    case "configuration":
      return { env: () => ({ PULUMI_CONFIG_PASSPHRASE: "opens-the-configuration" }) };
    case "stack-references":
      return { stacks: otherStacks() };
    default:
      return {};
  }
}

/** The stack that test/programs/stack-references finds missing: the stock engine refuses one that nobody knows. */
const DNS = { zoneId: "Z0123456789ABCDEF" };

/** The other stacks by the names that a self-managed backend gives them: it knows one organization only. */
function otherStacks() {
  const { stackReferences } = require("js-yaml").load(readFileSync(path.join(programs, "stack-references", "firmament.fixtures.yaml"), "utf8"));
  const entries = Object.entries(stackReferences).map(([name, outputs]) => [name.replace(/^acme\//, "organization/"), outputs]);
  return { ...Object.fromEntries(entries), "organization/dns/dev": DNS };
}

export async function copyOfExample(work) {
  const directory = path.join(work, "golden-path");
  await cp(example, directory, { recursive: true, filter: (file) => path.basename(file) !== "node_modules" });
  await symlink(componentModules, path.join(directory, "node_modules"));
  return directory;
}

async function copyOfProgram(name, work) {
  const directory = path.join(work, name);
  await cp(path.join(programs, name), directory, { recursive: true });
  await mkdir(path.join(work, "modules"));
  await symlink(path.join(root, "test", "support", "node_modules", "ts-node"), path.join(work, "modules", "ts-node"));
  await install(directory);
  // The judge has no network; a file has a URL as well.
  await replaceIn(path.join(directory, "index.ts"), "https://example.com/logo.svg", pathToFileURL(path.join(directory, "Pulumi.yaml")).href);
  if (name === "stack-references") {
    await replaceIn(path.join(directory, "index.ts"), "acme/", "organization/");
    await replaceIn(path.join(directory, "firmament.fixtures.yaml"), "acme/", "organization/");
    await appendFile(path.join(directory, "firmament.fixtures.yaml"), `  organization/dns/dev: ${JSON.stringify(DNS)}\n`);
  }
  const member = path.join(directory, "stacks", "storage");
  return existsSync(member) ? member : directory;
}

async function copyOfBench(work) {
  const directory = path.join(work, "bench");
  await cp(path.join(root, "scripts", "bench", "program"), directory, { recursive: true });
  await symlink(modules, path.join(directory, "node_modules"));
  return directory;
}

async function replaceIn(file, before, after) {
  if (existsSync(file)) {
    await writeFile(file, (await readFile(file, "utf8")).replaceAll(before, after));
  }
}

/** `node_modules` as npm would make it: the packages of the registry, and links to the members of the workspace. */
async function install(directory) {
  const target = path.join(directory, "node_modules");
  const manifest = path.join(directory, "package.json");
  const { workspaces = [] } = existsSync(manifest) ? JSON.parse(await readFile(manifest, "utf8")) : {};
  if (workspaces.length === 0) {
    await symlink(modules, target);
    return;
  }
  await mkdir(target);
  for (const name of await readdir(modules)) {
    await symlink(path.join(modules, name), path.join(target, name));
  }
  for (const folder of workspaces.map((pattern) => path.join(directory, path.dirname(pattern)))) {
    for (const member of await readdir(folder)) {
      const { name } = JSON.parse(await readFile(path.join(folder, member, "package.json"), "utf8"));
      await mkdir(path.dirname(path.join(target, name)), { recursive: true });
      await symlink(path.join(folder, member), path.join(target, name));
    }
  }
}
