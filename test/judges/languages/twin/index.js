// The twin of a YAML program: makes the same components with the same arguments, in the program's own process. PROGRAM is the YAML file.
const { readFileSync } = require("node:fs");
const { createRequire } = require("node:module");
const pulumi = require("@pulumi/pulumi");
const components = require("@firmament/components");

const { config = {}, variables = {}, resources, outputs = {} } = createRequire(__filename)("js-yaml").load(readFileSync(process.env.PROGRAM, "utf8"));
const made = new Map();

/** The value of an expression, in which `${name.property}` is a variable, a resource's output or a configuration value, and `fn::secret` a secret. */
function evaluate(value) {
  if (typeof value === "string") {
    const [, name, property] = /^\$\{(\w+)(?:\.(\w+))?\}$/.exec(value) ?? [];
    if (property !== undefined) {
      return make(name)[property];
    }
    if (name === undefined) {
      return value;
    }
    return name in variables ? evaluate(variables[name]) : name in config ? new pulumi.Config().require(name) : make(name);
  }
  if (Array.isArray(value)) {
    return value.map(evaluate);
  }
  if (typeof value !== "object" || value === null) {
    return value;
  }
  return "fn::secret" in value ? pulumi.secret(evaluate(value["fn::secret"])) : mapped(value);
}

function mapped(values = {}) {
  return Object.fromEntries(Object.entries(values).map(([key, value]) => [key, evaluate(value)]));
}

function make(name) {
  if (!made.has(name)) {
    const { type, name: logicalName = name, properties, options } = resources[name];
    const Component = components[type.split(":").at(-1)];
    made.set(name, new Component(logicalName, mapped(properties), mapped(options)));
  }
  return made.get(name);
}

Object.keys(resources).forEach(make);
module.exports = mapped(outputs);
