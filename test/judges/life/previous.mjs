// The components and the golden path as they were before: of the newest commit whose components are other than the work tree's.
import { cp, mkdir, readFile, readdir, writeFile } from "node:fs/promises";
import path from "node:path";
import { capture } from "../../../scripts/lib/shell.mjs";
import { onPath } from "../../../scripts/lib/tools.mjs";
import { packageIn } from "./components.mjs";
import { transpiled } from "./transpiled.mjs";

const SOURCES = ["packages/components/src", ":(exclude)*.test.ts", ":(exclude)*.fixtures.ts", ":(exclude)*/__golden__/*"];
const EXAMPLE = "examples/golden-path";

/** The `commit`, the `folder` of its components and that of its `program`; or the `reason` why there is none. */
export async function previousComponents(work) {
  if ((await onPath("git")) === undefined) {
    return { reason: "git is not on PATH" };
  }
  const { code, output } = await git("rev-list", "--first-parent", "HEAD");
  const commits = code === 0 ? output.trim().split("\n") : [];
  for (const commit of commits) {
    if ((await git("diff", "--quiet", commit, "--", ...SOURCES)).code !== 0) {
      return { commit, ...(await extracted(commit, work)) };
    }
  }
  return { reason: "no commit in the history has other components" };
}

async function extracted(commit, work) {
  const [archive, sources] = [path.join(work, "previous.tar"), path.join(work, "previous")];
  await mkdir(sources);
  await succeed("git", "archive", "--output", archive, commit, "packages/components", EXAMPLE);
  await succeed("tar", "-xf", archive, "-C", sources);
  const folder = await packageIn(path.join(work, "previous-components"));
  await cp(path.join(sources, "packages", "components", "package.json"), path.join(folder, "package.json"));
  await compile(path.join(sources, "packages", "components", "src"), path.join(folder, "dist"));
  return { folder, program: path.join(sources, EXAMPLE) };
}

/** Without checking types, which the commit's own tests did. */
async function compile(from, to) {
  const files = (await readdir(from, { recursive: true })).filter((file) => file.endsWith(".ts") && !/\.(test|fixtures)\.ts$/.test(file));
  for (const file of files) {
    const target = path.join(to, file.replace(/\.ts$/, ".js"));
    await mkdir(path.dirname(target), { recursive: true });
    await writeFile(target, transpiled(await readFile(path.join(from, file), "utf8")));
  }
}

function git(...args) {
  return capture("git", args);
}

async function succeed(command, ...args) {
  const { code, output } = await capture(command, args);
  if (code !== 0) {
    throw new Error(`${command} ${args.join(" ")} failed\n${output}`);
  }
}
