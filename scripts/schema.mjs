// The Pulumi schema of the components, read from their TypeScript by the SDK's own analyzer: what makes them usable from every language. `npm run schema`
// writes it, `--check` compares.
import { readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import process from "node:process";
import ts from "typescript";
import { root } from "./lib/shell.mjs";

const folder = path.join(root, "packages", "components");
const file = path.join(folder, "schema.json");
const require = createRequire(path.join(folder, "package.json"));
const { Analyzer } = require("@pulumi/pulumi/provider/experimental/analyzer");
const { generateSchema } = require("@pulumi/pulumi/provider/experimental/schema");

const manifest = require("./package.json");
const schema = JSON.stringify(describe(), undefined, 2) + "\n";
if (!process.argv.includes("--check")) {
  writeFileSync(file, schema);
  console.log(`wrote ${path.relative(root, file)}`);
} else if (read() !== schema) {
  console.error(`${path.relative(root, file)} is not what the components are. Run npm run schema, and review the change.`);
  process.exitCode = 1;
}

function describe() {
  const { name, version, description, license, homepage, repository } = { ...manifest, name: "firmament" };
  const analyzer = new Analyzer(folder, name, manifest, componentNames());
  const { components, typeDefinitions, dependencies } = analyzer.analyze();
  const comments = interfaceComments(analyzer.program);
  const generated = generateSchema(name, version, description, components, typeDefinitions, dependencies);
  for (const [type, definition] of Object.entries(typeDefinitions)) {
    generated.types[`${name}:index:${type}`].description = definition.description ?? comments.get(type);
  }
  // Otherwise the Go SDK lacks the types of objects that stand only in plain lists.
  generated.language.go.generateExtraInputTypes = true;
  return { ...withoutFillers(generated), config: {}, license, homepage, repository: repository.url.replace(/^git\+|\.git$/g, "") };
}

/** The doc comments of interfaces, which the analyzer leaves out. */
function interfaceComments(program) {
  const interfaces = program
    .getSourceFiles()
    .filter((source) => !source.isDeclarationFile)
    .flatMap((source) => source.statements.filter(ts.isInterfaceDeclaration));
  return new Map(interfaces.map((node) => [node.name.text, node.jsDoc?.map(({ comment }) => ts.getTextOfJSDocComment(comment)).join("\n")]));
}

/** The analyzer marks what is optional, for itself, and writes lists that are empty: the CLI gives out neither. */
function withoutFillers(value) {
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    return value;
  }
  const entries = Object.entries(value).filter(
    ([key, item]) => !(key === "optional" && item === true) && !(Array.isArray(item) && item.length === 0),
  );
  return Object.fromEntries(entries.map(([key, item]) => [key, withoutFillers(item)]));
}

/** The components that the package exports: those that have a type in Pulumi. */
function componentNames() {
  const exported = Object.entries(require("./dist/index.js"));
  return new Set(exported.filter(([, value]) => typeof value === "function" && "__pulumiType" in value).map(([name]) => name));
}

function read() {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return "";
  }
}
