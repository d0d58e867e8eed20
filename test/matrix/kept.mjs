// What takes long to make and is asked for by tests and judges alike: kept below .firmament, until something that it is made from changes.
import { createHash } from "node:crypto";
import { mkdir, readFile, readdir, rename, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import process from "node:process";
import { root } from "../../scripts/lib/shell.mjs";

const folder = path.join(root, ".firmament", "matrix");

/** Everything that can change what the matrix makes. */
const SOURCES = ["packages/components/dist", "packages/offline/dist", "test/matrix", "pnpm-lock.yaml"];

/** What `make` resolves with, as JSON has it; only the newest is kept. */
export async function kept(make) {
  const file = path.join(folder, `${await digest()}.json`);
  const known = await readFile(file, "utf8").catch(() => undefined);
  if (known !== undefined) {
    return JSON.parse(known);
  }
  const text = JSON.stringify(await make());
  await mkdir(folder, { recursive: true });
  const whole = `${file}-${process.pid}`;
  await writeFile(whole, text);
  await rename(whole, file);
  const older = (await readdir(folder)).filter((name) => name.endsWith(".json") && name !== path.basename(file));
  await Promise.all(older.map((name) => rm(path.join(folder, name), { force: true })));
  return JSON.parse(text);
}

async function digest() {
  const hash = createHash("sha256").update(process.version);
  for (const file of (await Promise.all(SOURCES.map(filesOf))).flat()) {
    hash.update(file).update(await readFile(path.join(root, file)));
  }
  return hash.digest("hex").slice(0, 16);
}

async function filesOf(source) {
  if (path.extname(source) !== "") {
    return [source];
  }
  const entries = await readdir(path.join(root, source), { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile() && /\.m?js(on)?$/.test(entry.name));
  return files.map((entry) => path.relative(root, path.join(entry.parentPath ?? entry.path, entry.name))).sort();
}
