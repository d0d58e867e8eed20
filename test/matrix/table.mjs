// What the tables of cases are written with.
import { createRequire } from "node:module";
import path from "node:path";
import { root } from "../../scripts/lib/shell.mjs";

const require = createRequire(path.join(root, "packages", "components", "package.json"));

export const components = require("./dist/index.js");
export const pulumi = require("@pulumi/pulumi");

export const REGION = "eu-west-1";

/**
 * How a table writes its cases of one component: `row(label, change, options)` changes the usual arguments. `options` are the test kit's, and `name`, the
 * component's. `region` is that of the provider.
 */
export function table(component, usualName, usual) {
  return (label, change = {}, { name = usualName, region = REGION, config, ...options } = {}) => {
    const args = { ...usual, ...change };
    return {
      component,
      label: `${component}: ${label}`,
      args,
      make: () => void new components[component](name, args),
      options: { ...options, config: { "aws:region": region, ...config } },
    };
  };
}

/** A value that is known only after a deployment. */
export const unknown = () => pulumi.output(pulumi.unknown);

/** Names whose every character some service might refuse, all of which our components take. */
export const AWS_NAMES = ["c", "Core_net", "core--", "1core", "aws-core", "sg-core"];
