// program.yaml and its twin, each in a folder of its own, and what a YAML program asks the providers for: the schemas of what it uses.
import { cp, mkdir, readFile, symlink, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import path from "node:path";
import { root } from "../../../scripts/lib/shell.mjs";

const require = createRequire(path.join(root, "package.json"));
const yaml = require("js-yaml");
const { SchemaIndex } = require("./packages/offline/dist/schema/schemaIndex.js");
const { inputs: secretInputs } = require("./packages/policies/dist/data/secret-inputs.json");

const file = path.join(import.meta.dirname, "program.yaml");
const ANY = { $ref: "pulumi.json#/Any" };

export const STACK = "production";
/** That of the stack's configuration. */
export const PASSPHRASE = "judge";
/** Every secret of the program and its configuration, and no other text of it. */
export const SECRETS = [
  ...["pT4wVx9KqL2mZ7sB", "between-you-and-me-42", "kept-between-us-2048", "Zt7vQ2kLm9Xw4RbN8", "Q3EGPXHJ2MZ7R5TW", "q8Wz3LpT6vXn1RcY"],
  ...["8sT1kQz5LwXh3VbYc7NfRp2GmJd9Ua4EoKxWqZ0r", "q7Rk2vXw9LmTz4HbN5cYd8FgJ3sP6aVeU1iK", "Vx7Lq2TnW9rB", "hR4nWq7LzT2x"],
];

export async function program() {
  return yaml.load(await readFile(file, "utf8"));
}

export async function writeYamlProgram(work) {
  const directory = await folder(work, "yaml");
  await cp(file, path.join(directory, "Pulumi.yaml"));
  return directory;
}

export async function writeTwin(work) {
  const directory = await folder(work, "twin");
  const { name, config } = await program();
  await cp(path.join(import.meta.dirname, "twin"), directory, { recursive: true });
  await cp(file, path.join(directory, "program.yaml"));
  await writeFile(path.join(directory, "package.json"), JSON.stringify({ name }));
  await writeFile(path.join(directory, "Pulumi.yaml"), yaml.dump({ name, config, runtime: { name: "nodejs", options: { typescript: false } } }));
  await symlink(path.join(root, "node_modules"), path.join(directory, "node_modules"));
  return directory;
}

async function folder(work, name) {
  const directory = path.join(work, name);
  await mkdir(directory);
  await cp(path.join(import.meta.dirname, `Pulumi.${STACK}.yaml`), path.join(directory, `Pulumi.${STACK}.yaml`));
  return directory;
}

/** The schemas of the packages that the program uses, by name: its resource types, with the properties that it names and those that its SDKs compute. */
export async function schemas() {
  const used = Object.values((await program()).resources);
  const index = new SchemaIndex(root);
  return Object.fromEntries(
    ["aws", "kubernetes"].map((name) => {
      const { version } = index.package(name);
      const types = [...new Set(used.map(({ type }) => type))].filter((type) => type.startsWith(`${name}:`));
      const resources = Object.fromEntries(types.map((type) => [canonical(type), resourceSchema(canonical(type), given(used, type), index)]));
      const type = `pulumi:providers:${name}`;
      return [name, { name, version, resources, provider: { inputProperties: inputs(type, given(used, type)) } }];
    }),
  );
}

/** The properties that the program gives resources of a type. */
function given(resources, type) {
  return [...new Set(resources.filter((one) => one.type === type).flatMap(({ properties }) => Object.keys(properties ?? {})))];
}

function resourceSchema(type, names, index) {
  const computed = Object.keys(index.resource(type)?.computed ?? {}).filter((name) => name !== "id" && name !== "urn");
  const inputProperties = { ...inputs(type, names), ...constants(type) };
  return { inputProperties, properties: { ...Object.fromEntries(computed.map((name) => [name, ANY])), ...inputProperties } };
}

function inputs(type, names) {
  const secret = secretInputs[type] ?? [];
  return Object.fromEntries(names.map((name) => [name, { ...ANY, ...(secret.includes(name) ? { secret: true } : {}) }]));
}

/** `aws:s3:Bucket` stands for `aws:s3/bucket:Bucket`. */
function canonical(type) {
  const [name, module, resource] = type.split(":");
  return name === "aws" ? `${name}:${module}/${resource[0].toLowerCase()}${resource.slice(1)}:${resource}` : type;
}

/** What every object of a Kubernetes kind says of itself. */
function constants(type) {
  const [name, group, kind] = type.split(":");
  const constant = (value) => ({ type: "string", const: value });
  return name === "kubernetes" ? { apiVersion: constant(group.replace(/^core\//, "")), kind: constant(kind) } : {};
}
