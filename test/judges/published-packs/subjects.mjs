// What packs that others have published judge: the golden path, and a program that breaks many of their rules.
import { cp, symlink } from "node:fs/promises";
import path from "node:path";
import { publishedPacks } from "../../../scripts/judges/published-packs.mjs";
import { root } from "../../../scripts/lib/shell.mjs";
import { copyOfExample } from "../pulumi/subjects.mjs";
import { writeProgram } from "../pulumi/work.mjs";

const modules = path.join(root, "node_modules");
const CERTIFICATE = `import * as aws from "@pulumi/aws";\n\nnew aws.acm.Certificate("shop", { domainName: "shop.example.com", validationMethod: "DNS" });\n`;

export async function subjects() {
  const { directories } = await publishedPacks();
  const packs = Object.values(directories).map((directory) => ({ path: directory, configuration: {} }));
  return [
    { name: "golden-path (dev)", stack: "dev", copy: copyOfExample, packs },
    { name: "violations", stack: "dev", copy: copyOfProgram, packs },
    // It asks AWS when a certificate expires, and there is nobody to ask.
    { name: "a rule of theirs throws", stack: "dev", fails: true, packs, copy: (work) => writeProgram({ "index.ts": CERTIFICATE }, modules, work) },
  ];
}

async function copyOfProgram(work) {
  const directory = path.join(work, "violations");
  await cp(path.join(import.meta.dirname, "program"), directory, { recursive: true });
  await symlink(modules, path.join(directory, "node_modules"));
  return directory;
}
