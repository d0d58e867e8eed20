// Installs policy packs that others have published on npm, as their locks in test/judges/published-packs pin them, into the cache.
import { createHash } from "node:crypto";
import { cp, readFile, readdir } from "node:fs/promises";
import path from "node:path";
import process from "node:process";
import { capture, root } from "../lib/shell.mjs";
import { cached, exists, makeWhole } from "../lib/tools.mjs";

const sources = path.join(root, "test", "judges", "published-packs");

/** The packs: `directories` by name. */
export async function publishedPacks(say = () => {}) {
  const entries = await readdir(sources, { withFileTypes: true });
  const names = [];
  for (const { name } of entries.filter((entry) => entry.isDirectory())) {
    if (await exists(path.join(sources, name, "PulumiPolicy.yaml"))) {
      names.push(name);
    }
  }
  const packs = await Promise.all(names.map((name) => installed(name, say)));
  return { directories: Object.fromEntries(packs.map(({ name, directory }) => [name, directory])), parts: packs.flatMap(({ parts }) => parts) };
}

async function installed(name, say) {
  const source = path.join(sources, name);
  const hash = createHash("sha256").update(process.version);
  for (const file of (await readdir(source)).sort()) {
    hash.update(file).update(await readFile(path.join(source, file)));
  }
  const directory = path.join(cached("published-packs"), `${name}-${hash.digest("hex").slice(0, 12)}`);
  if (!(await exists(directory))) {
    say(`installing ${name} from npm, once`);
    await makeWhole(directory, async (work) => {
      await cp(source, work, { recursive: true });
      // Its SDKs bring scripts that look for a Pulumi CLI, and nothing else.
      const { code, output } = await capture("npm", ["ci", "--ignore-scripts", "--no-audit", "--no-fund"], { cwd: work });
      if (code !== 0) {
        throw new Error(`npm ci of ${source} failed\n${output.trim().split("\n").slice(-20).join("\n")}`);
      }
    });
  }
  const { dependencies } = JSON.parse(await readFile(path.join(directory, "package.json"), "utf8"));
  const libraries = Object.entries(dependencies).filter(([library]) => !["@pulumi/policy", "@pulumi/pulumi"].includes(library));
  return { name, directory, parts: libraries.map(([library, version]) => ({ name: library, version, note: "unmodified, from npm" })) };
}
