// Builds of the components other than the one in the work tree.
import { cp, mkdir, readFile, symlink, writeFile } from "node:fs/promises";
import path from "node:path";
import { root } from "../../../scripts/lib/shell.mjs";

const own = path.join(root, "packages", "components");

/** The work tree's build below `work`, with the next patch release of every chart. */
export async function bumpedCharts(work) {
  const folder = await packageIn(path.join(work, "bumped"));
  await cp(path.join(own, "dist"), path.join(folder, "dist"), { recursive: true });
  const file = path.join(folder, "dist", "charts", "charts.js");
  const text = await readFile(file, "utf8");
  await writeFile(
    file,
    text.replace(/(version: "\d+\.\d+\.)(\d+)"/g, (_, minor, patch) => `${minor}${Number(patch) + 1}"`),
  );
  return folder;
}

/** A package as the work tree's, with no code. */
export async function packageIn(folder) {
  await mkdir(folder, { recursive: true });
  await cp(path.join(own, "package.json"), path.join(folder, "package.json"));
  await symlink(path.join(own, "node_modules"), path.join(folder, "node_modules"));
  return folder;
}
