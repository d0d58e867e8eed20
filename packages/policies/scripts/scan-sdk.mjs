// Reads facts about resource types out of an installed provider SDK, which is generated code of one form.
import { readFileSync, readdirSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const require = createRequire(import.meta.url);

/** Calls `visit(type, source)` for each resource class of an SDK, in no order. Returns the SDK's version. */
export function scanSdk(name, visit) {
  const manifest = require.resolve(`${name}/package.json`);
  const { version } = JSON.parse(readFileSync(manifest, "utf8"));
  for (const entry of readdirSync(dirname(manifest), { recursive: true, withFileTypes: true })) {
    if (!entry.isFile() || !entry.name.endsWith(".js") || entry.parentPath.includes("node_modules", dirname(manifest).length)) {
      continue;
    }
    const source = readFileSync(join(entry.parentPath, entry.name), "utf8");
    const type = /__pulumiType = '([^']+)'/.exec(source)?.[1];
    if (type !== undefined) {
      // The class of a provider itself carries its package's name alone.
      visit(type.includes(":") ? type : `pulumi:providers:${type}`, source);
    }
  }
  return version;
}

/** Writes the list to `src/data`, or with `--print` to the standard output. */
export function write(file, content) {
  const text = `${JSON.stringify(content, null, 1)}\n`;
  if (process.argv.includes("--print")) {
    process.stdout.write(text);
  } else {
    writeFileSync(join(dirname(fileURLToPath(import.meta.url)), "../src/data", file), text);
  }
}
