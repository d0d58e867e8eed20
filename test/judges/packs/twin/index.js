// The twin of program.yaml, which stands beside it: the same resources, made with the SDKs of their providers.
const { readFileSync } = require("node:fs");
const path = require("node:path");
const pulumi = require("@pulumi/pulumi");
const yaml = require("js-yaml");

const { config: declared, resources, variables } = yaml.load(readFileSync(path.join(__dirname, "program.yaml"), "utf8"));
const config = new pulumi.Config();
const made = new Map();

/** The value of an expression: texts with `${…}` in them, and the functions that the program uses. */
function evaluate(value) {
  if (typeof value === "string") {
    const [whole] = /^\$\{[^}]+\}$/.exec(value) ?? [];
    return whole === undefined ? interpolated(value) : valueOf(whole.slice(2, -1));
  }
  if (Array.isArray(value)) {
    return value.map(evaluate);
  }
  if (typeof value !== "object" || value === null) {
    return value;
  }
  const [[name, argument]] = Object.entries(value);
  switch (name) {
    case "fn::secret":
      return pulumi.secret(evaluate(argument));
    case "fn::toJSON":
      return pulumi.jsonStringify(evaluate(argument));
    case "fn::toBase64":
      return Buffer.from(argument).toString("base64");
    default:
      return evaluateAll(value);
  }
}

function evaluateAll(values = {}) {
  return Object.fromEntries(Object.entries(values).map(([key, value]) => [key, evaluate(value)]));
}

function interpolated(text) {
  const parts = text.split(/\$\{([^}]+)\}/);
  return parts.length === 1 ? text : pulumi.concat(...parts.map((part, index) => (index % 2 === 0 ? part : valueOf(part))));
}

function valueOf(reference) {
  const [name, property] = reference.split(".");
  if (name in declared) {
    return declared[name].secret ? config.requireSecret(name) : config.require(name);
  }
  return name in variables ? evaluate(variables[name]) : property === undefined ? make(name) : make(name)[property];
}

function make(name) {
  if (!made.has(name)) {
    const { type, name: logicalName = name, get, properties, options } = resources[name];
    const Resource = classOf(type);
    made.set(name, get ? Resource.get(logicalName, get.id) : new Resource(logicalName, evaluateAll(properties), evaluateAll(options)));
  }
  return made.get(name);
}

/** The class of a type such as `aws:s3:Bucket`, `kubernetes:apps/v1:Deployment` or `pulumi:providers:aws`. */
function classOf(type) {
  const [packageName, module, name] = type.split(":");
  const load = (sdk, folder, file) => require(`@pulumi/${sdk}/${folder}${file[0].toLowerCase()}${file.slice(1)}`)[file];
  return packageName === "pulumi" ? load(name, "", "Provider") : load(packageName, `${module}/`, name);
}

Object.keys(resources).forEach(make);
