// What both engines preview: the golden path, the programs of test/programs, and programs that fail. Each is a copy outside the work tree.
import { cp, mkdir, mkdtemp, readFile, readdir, rm, symlink, writeFile } from "node:fs/promises";
import { existsSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { root } from "../../../scripts/lib/shell.mjs";

const programs = path.join(root, "test", "programs");
const example = path.join(root, "examples", "golden-path");
const modules = path.join(root, "node_modules");

/** Programs that end with an error, or break a mandatory rule: their lines after the imports. */
const failing = {
  "throws-at-once": `throw new Error("the quota is used up");`,
  "throws-in-apply": `new aws.s3.Bucket("logs").urn.apply(() => {\n  throw new Error("no such thing");\n});`,
  rejects: `Promise.reject(new Error("nobody listens"));`,
  "duplicate-urn": `new aws.s3.Bucket("logs");\nnew aws.s3.Bucket("logs");`,
  "missing-config": `new aws.s3.Bucket(new pulumi.Config().require("bucket"));`,
  "missing-input": `new aws.ec2.Subnet("a", {} as aws.ec2.SubnetArgs);`,
  forbidden: `new aws.s3.Bucket("logs", { bucketPrefix: "forbidden-" });`,
  unremedied: `new aws.s3.Bucket("logs", { bucketPrefix: "unowned-" });`,
  "run-error": `throw new pulumi.RunError("say it plainly");`,
  "resource-error": `throw new pulumi.ResourceError("this bucket is wrong", new aws.s3.Bucket("logs"));`,
  exits: `process.exit(7);`,
  "unknown-urn": `new aws.s3.Bucket("logs", {}, { urn: "urn:pulumi:dev::none::a:b:C::d" });`,
};

/** Programs that a self-managed backend can't preview: it knows one organization only, and this one refers to stacks of another. */
const notCompared = new Set(["stack-references"]);

/** One that only complains. */
const logging = `pulumi.log.error("something is wrong");\npulumi.log.warn("take care");\npulumi.log.info("by the way");`;

/** Every subject: its name, the stack to preview, how to copy it, and the environment that it needs. */
export async function subjects() {
  const names = (await readdir(programs)).filter((name) => !name.startsWith("_") && !notCompared.has(name)).sort();
  return [
    ...["dev", "production"].map((stack) => ({ name: `golden-path (${stack})`, stack, copy: copyOfExample })),
    ...names.map((name) => ({ name, stack: "dev", copy: (work) => copyOfProgram(name, work), env: environments[name] })),
    { name: "logs an error", stack: "dev", copy: (work) => writeProgram(logging, work) },
    ...Object.entries(failing).map(([name, lines]) => ({
      name: `fails: ${name}`,
      stack: "dev",
      fails: true,
      copy: (work) => writeProgram(lines, work),
    })),
  ];
}

// Only with a more recent ts-node than the one inside the SDK does it load ES modules in TypeScript.
const environments = {
  "esm-typescript": (directory) => ({ NODE_PATH: path.join(directory, "modules") }),
  secrets: () => ({ PULUMI_CONFIG_PASSPHRASE: "opens-the-secrets-program" }),
};

export function temporaryDirectory() {
  return mkdtemp(path.join(os.tmpdir(), "firmament-pulumi-"));
}

async function copyOfExample(work) {
  const directory = path.join(work, "golden-path");
  await cp(example, directory, { recursive: true, filter: (file) => path.basename(file) !== "node_modules" });
  await symlink(path.join(example, "node_modules"), path.join(directory, "node_modules"));
  return directory;
}

async function copyOfProgram(name, work) {
  const directory = path.join(work, name);
  await cp(path.join(programs, name), directory, { recursive: true });
  await mkdir(path.join(work, "modules"));
  await symlink(path.join(root, "test", "support", "node_modules", "ts-node"), path.join(work, "modules", "ts-node"));
  await install(directory);
  await replaceIn(path.join(directory, "index.ts"), "https://example.com/logo.svg", pathToFileURL(path.join(directory, "Pulumi.yaml")).href);
  const member = path.join(directory, "stacks", "storage");
  return existsSync(member) ? member : directory;
}

/** The judge has no network; a file has a URL as well. */
async function replaceIn(file, before, after) {
  if (existsSync(file)) {
    await writeFile(file, (await readFile(file, "utf8")).replace(before, after));
  }
}

async function writeProgram(lines, work) {
  const directory = path.join(work, "program");
  await mkdir(directory);
  const files = {
    "Pulumi.yaml": "name: program\nruntime: nodejs\n",
    "Pulumi.dev.yaml": "config:\n  aws:region: eu-west-1\n",
    "package.json": '{ "name": "program" }\n',
    "index.ts": `import * as aws from "@pulumi/aws";\nimport * as pulumi from "@pulumi/pulumi";\n\n${lines}\n`,
  };
  await Promise.all(Object.entries(files).map(([file, text]) => writeFile(path.join(directory, file), text)));
  await symlink(modules, path.join(directory, "node_modules"));
  return directory;
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

export function remove(directory) {
  return rm(directory, { recursive: true, force: true });
}
