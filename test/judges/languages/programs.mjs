// YAML programs and their twins: where they lie while they are previewed, and what the stock engine makes of them.
import { cp, mkdir, mkdtemp, readFile, symlink, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import path from "node:path";
import { root } from "../../../scripts/lib/shell.mjs";
import { ofStock } from "../pulumi/compare.mjs";
import { serveProviders } from "../pulumi/standIn.mjs";
import { stockPreview } from "../pulumi/stockPreview.mjs";

const yaml = createRequire(import.meta.url)("js-yaml");

export const components = path.join(root, "packages", "components");
export const plugin = path.join(components, "plugin");

/** Previews a copy of a YAML program, in which the components are installed as docs/other-languages.md says. */
export async function previewYaml(cli, file, work) {
  const directory = await mkdtemp(path.join(work, "yaml-"));
  const text = (await readFile(file, "utf8")).replace(/^( {2}firmament:) .*$/m, `$1 ${await installed(directory)}`);
  await writeFile(path.join(directory, "Pulumi.yaml"), text);
  return preview(cli, directory);
}

/** Puts the components where npm puts them under the name `firmament`, and returns the path of their plugin. */
export async function installed(directory) {
  const modules = path.join(directory, "node_modules");
  await mkdir(modules);
  await symlink(components, path.join(modules, "firmament"));
  return "./node_modules/firmament/plugin";
}

/** Previews the twin of a YAML program, which makes the same components without a plugin. */
export async function previewTwin(cli, file, work) {
  const directory = await mkdtemp(path.join(work, "twin-"));
  const { name, config } = yaml.load(await readFile(file, "utf8"));
  await nodeProgram("twin", directory, { name, config });
  await mkdir(path.join(directory, "node_modules", "@firmament"));
  await symlink(components, path.join(directory, "node_modules", "@firmament", "components"));
  return preview(cli, directory, { PROGRAM: file });
}

/** Previews the program that has its components made by the plugin. */
export async function previewRemote(cli, work) {
  const directory = await mkdtemp(path.join(work, "remote-"));
  const plugins = { providers: [{ name: "firmament", path: plugin }] };
  await nodeProgram("remote", directory, { name: "remote", config: { "aws:region": "eu-west-1" }, plugins });
  return preview(cli, directory);
}

async function nodeProgram(name, directory, project) {
  await cp(path.join(import.meta.dirname, name), directory, { recursive: true });
  await writeFile(path.join(directory, "package.json"), JSON.stringify({ name }));
  await writeFile(path.join(directory, "Pulumi.yaml"), yaml.dump({ ...project, runtime: { name: "nodejs", options: { typescript: false } } }));
  const modules = path.join(directory, "node_modules");
  await mkdir(modules);
  await symlink(path.join(components, "node_modules", "@pulumi"), path.join(modules, "@pulumi"));
  await symlink(path.join(root, "node_modules", "js-yaml"), path.join(modules, "js-yaml"));
}

/** The arguments that a YAML program gives no component of their type, such as `Vault.replicas`. */
export async function missingArguments(file) {
  const { resources } = yaml.load(await readFile(file, "utf8"));
  const { resources: described } = JSON.parse(await readFile(path.join(components, "schema.json"), "utf8"));
  const given = new Set(
    Object.values(resources).flatMap(({ type, properties }) => Object.keys(properties).map((name) => `${type.split(":").at(-1)}.${name}`)),
  );
  const all = Object.entries(described).flatMap(([type, { inputProperties }]) =>
    Object.keys(inputProperties).map((name) => `${type.split(":").at(-1)}.${name}`),
  );
  return all.filter((argument) => !given.has(argument)).sort();
}

/** What `pulumi preview` says of the program in a folder. */
export async function preview(cli, directory, env = {}) {
  const { config } = yaml.load(await readFile(path.join(directory, "Pulumi.yaml"), "utf8"));
  const providers = await serveProviders({ programDirectory: components, config }, new Map());
  const settings = { directory, stack: "dev", work: `${directory}-run`, packs: [], packages: ["aws", "kubernetes"], port: providers.port, env };
  try {
    return ofStock(await stockPreview(cli, settings), directory);
  } finally {
    providers.close();
  }
}

/**
 * The resources of a program in another language as they are when its dependencies are compared with those of its twin. In YAML an output of a component
 * depends on the component, which for the engine stands for all that is in it; in the twin it depends on what it is made from. So what the twin depends on in
 * another component must be covered by that component, and what else the program depends on may be whole components only.
 */
export function alignedWith(twins, resources) {
  const outermost = (urn) => (resources[resources[urn]?.parent]?.kind === "component" ? outermost(resources[urn].parent) : urn);
  const entries = Object.entries(resources).map(([urn, resource]) => {
    const aligned = (urns = [], wanted = []) => {
      const covered = wanted.filter((other) => outermost(other) !== outermost(urn) && urns.includes(outermost(other)));
      return [...new Set([...urns.filter((other) => wanted.includes(other) || resources[other]?.kind !== "component"), ...covered])].sort();
    };
    const wanted = twins[urn]?.propertyDependencies ?? {};
    const names = Object.keys({ ...resource.propertyDependencies, ...wanted });
    const properties = names.map((name) => [name, aligned(resource.propertyDependencies[name], wanted[name])]);
    const propertyDependencies = Object.fromEntries(properties.filter(([, urns]) => urns.length > 0));
    return [urn, { ...resource, dependencies: aligned(resource.dependencies, twins[urn]?.dependencies), propertyDependencies }];
  });
  // The plugin has a provider of its own.
  return Object.fromEntries(entries.filter(([urn]) => !urn.endsWith("::pulumi:providers:firmament::default")));
}
