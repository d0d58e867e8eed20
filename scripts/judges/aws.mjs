// Finds the real AWS provider: the folder that FIRMAMENT_AWS_PROVIDER names goes first, else the recipe beside this repository builds one from the Terraform
// AWS provider's Go modules, into the cache. Run on its own it prints the folder.
import { readFile } from "node:fs/promises";
import path from "node:path";
import process from "node:process";
import { pathToFileURL } from "node:url";
import { capture, root } from "../lib/shell.mjs";
import { Unavailable, cached, exists, onPath } from "../lib/tools.mjs";

/** Where the recipes for judging with AWS's own software are, when they are there. */
export const recipes = path.join(root, "..", "shared", "judges", "aws");

const VARIABLE = "FIRMAMENT_AWS_PROVIDER";
const BINARY = "pulumi-resource-aws";

/** The provider's `folder` and its `binary` in it. */
export async function aws(say = () => {}) {
  const given = process.env[VARIABLE];
  const folder = given ?? (await built(say));
  const binary = path.join(folder, BINARY);
  if (!(await exists(binary))) {
    throw new Error(`${folder} has no ${BINARY}; set ${VARIABLE} to a folder that has one`);
  }
  const version = given === undefined ? await upstreamVersion(folder) : "";
  const note = given === undefined ? "the Terraform AWS provider's code behind Pulumi's bridge; the mapping of names is the recipe's" : given;
  return { folder, binary, parts: [{ name: "AWS provider", version, note }] };
}

async function built(say) {
  const recipe = path.join(recipes, "build.sh");
  if (!(await exists(recipe))) {
    throw new Unavailable(`there is no AWS provider; set ${VARIABLE} to the folder of a ${BINARY}, such as ~/.pulumi/plugins/resource-aws-v7.48.0`);
  }
  for (const tool of ["bash", "go", "python3"]) {
    if ((await onPath(tool)) === undefined) {
      throw new Unavailable(
        `the AWS provider is built with ${tool}, which is not on PATH; install it, or set ${VARIABLE} to the folder of a ${BINARY}`,
      );
    }
  }
  say("making the AWS provider from Go modules, unless it is there: some 11 minutes of CPU, and 3 GB of modules");
  // Below all else on the machine, for it takes all of it.
  const { code, output } = await capture("nice", ["-n", "15", "bash", recipe, cached("aws-provider")]);
  const lines = output.trim().split("\n");
  if (code !== 0) {
    throw new Error(`${recipe} failed\n${lines.slice(-20).join("\n")}`);
  }
  return lines.at(-1);
}

/** The version of the Terraform provider, whose source the recipe leaves beside what it built. */
async function upstreamVersion(folder) {
  return (await readFile(path.join(folder, "..", "upstream", "version", "VERSION"), "utf8").catch(() => "")).trim();
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) {
  console.log((await aws((line) => console.error(line))).folder);
}
