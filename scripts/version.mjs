// Takes the next versions from the changesets. The packs' own manifests and the components' schema, which the stock CLI reads, have the version of the package
// that they are in.
import { readFileSync, readdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { root, run } from "./lib/shell.mjs";

await run(process.execPath, [path.join(root, "node_modules", "@changesets", "cli", "bin.js"), "version"]);
const policies = path.join(root, "packages", "policies");
const { version } = JSON.parse(readFileSync(path.join(policies, "package.json"), "utf8"));
for (const pack of readdirSync(path.join(policies, "packs"))) {
  const file = path.join(policies, "packs", pack, "package.json");
  writeFileSync(file, `${JSON.stringify({ ...JSON.parse(readFileSync(file, "utf8")), version }, undefined, 2)}\n`);
}
await run(process.execPath, [path.join(root, "scripts", "schema.mjs")]);
