// Previews subjects with both engines, one after the other, in a process whose environment is theirs. The argument is the file that exports the subjects; each
// message has the name of one, and a temporary directory for it; what both engines say goes to the judge that started us.
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

const { subjects } = await import(pathToFileURL(process.argv[2]).href);
const all = await subjects();
const cli = await pulumi();
const environment = { ...process.env };
let remove = () => {};
process.once("exit", () => remove());
process.once("disconnect", () => process.exit());
exitOnSignals();
process.on("message", async ({ name, work }) => {
  remove = () => rmSync(work, { recursive: true, force: true });
  const subject = all.find((each) => each.name === name);
  const answer = await previewBoth(subject, work).then(
    (outcome) => ({ outcome }),
    (error) => ({ error: error.stack }),
  );
  process.env = { ...environment };
  process.send(answer);
});

async function previewBoth({ stack, copy, env, packs, stacks, asIs = false }, work) {
  const own = env?.(work);
  Object.assign(process.env, own);
  const directory = await copy(work);
  const policies = await withFiles(packs, work);
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
  const stock = await stockPreview(cli, options);
  const checked = asIs ? await stockPreview(cli, { ...options, work: await directoryFor(work, "as-is"), env: { ...own, ...AS_IS } }) : undefined;
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
function withFiles(packs, work) {
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

async function directoryFor(work, purpose) {
  const directory = path.join(work, purpose);
  await mkdir(directory);
  return directory;
}
