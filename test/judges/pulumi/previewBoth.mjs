// Previews one subject with both engines, in a process of its own: each has an environment of its own, and some can run at once. The arguments are the file
// that exports the subjects, its name, and a temporary directory, which is gone at the end; what both say goes to the judge that started it.
import { rmSync } from "node:fs";
import { mkdir, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import path from "node:path";
import process from "node:process";
import { pathToFileURL } from "node:url";
import { pulumi } from "../../../scripts/judges/pulumi.mjs";
import { exitOnSignals } from "../../../scripts/lib/report.mjs";
import { root } from "../../../scripts/lib/shell.mjs";
import { ofOurs, ofStock } from "./compare.mjs";
import { AS_IS } from "./cli.mjs";
import { serveProviders } from "./standIn.mjs";
import { stockPreview } from "./stockPreview.mjs";

const require = createRequire(import.meta.url);
const { preview } = require(path.join(root, "packages", "offline", "dist", "index.js"));
const { loadProject } = require(path.join(root, "packages", "offline", "dist", "project", "loadProject.js"));

const [module, name, work] = process.argv.slice(2);
process.once("exit", () => rmSync(work, { recursive: true, force: true }));
process.once("disconnect", () => process.exit(1));
exitOnSignals();
const { subjects } = await import(pathToFileURL(module).href);
process.send(await previewBoth((await subjects()).find((subject) => subject.name === name)), () => process.exit());

async function previewBoth({ stack, copy, env, packs, stacks, asIs = false }) {
  const own = env?.(work);
  Object.assign(process.env, own);
  const directory = await copy(work);
  const policies = await withFiles(packs);
  const printed = [];
  const onProgress = (event) => event.kind === "output" && printed.push(event.line);
  const started = performance.now();
  const ours = await preview({ directory, stack, outputs: "unknown", policyPacks: policies, onProgress });
  const offline = (performance.now() - started) / 1000;
  const existing = new Map(
    ours.resources.filter(({ options }) => options.import !== undefined).map((resource) => [resource.options.import, resource]),
  );
  const providers = await serveProviders(loadProject(directory, { stack }), existing);
  const options = { directory, stack, work, packs: policies, packages: packagesOf(ours), port: providers.port, stacks, env: own };
  const cli = await pulumi();
  const stock = await stockPreview(cli, options);
  const checked = asIs ? await stockPreview(cli, { ...options, work: await directoryFor("as-is"), env: { ...own, ...AS_IS } }) : undefined;
  providers.close();
  return {
    stock: ofStock(
      stock,
      directory,
      packs.map((pack) => pack.path),
    ),
    ours: ofOurs(ours, printed),
    lines: ours.errors.flatMap(({ source }) => (source === undefined ? [] : [`${source.file}:${source.line}`])),
    count: ours.resources.length,
    seconds: { asIs: checked?.seconds, transpileOnly: stock.seconds, offline },
  };
}

/** The packs, given as a `path` and a `configuration`, with the latter in a file. */
function withFiles(packs) {
  return Promise.all(
    packs.map(async (pack, index) => {
      const configFile = path.join(work, `pack-${index}.json`);
      await writeFile(configFile, JSON.stringify(pack.configuration));
      return { path: pack.path, configFile };
    }),
  );
}

/** The packages whose providers the stock engine will ask for. */
function packagesOf({ resources, simulatedCalls }) {
  const types = resources.map(({ type }) => type.replace(/^pulumi:providers:/, ""));
  const names = [...types, ...simulatedCalls.map(({ token }) => token)].map((token) => token.split(":")[0]);
  return [...new Set(["aws", ...names])].filter((packageName) => packageName !== "pulumi").sort();
}

async function directoryFor(purpose) {
  const directory = path.join(work, purpose);
  await mkdir(directory);
  return directory;
}
