// What our components ask of an API server, as it would get it.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { root } from "../../../scripts/lib/shell.mjs";

const require = createRequire(import.meta.url);
const offline = path.join(root, "packages", "offline", "dist");
const { preview } = require(path.join(offline, "index.js"));
const { isSecret, isUnknown, secretValue } = require(path.join(offline, "testing", "index.js"));
const components = path.join(root, "packages", "components");
const { chart, version } = require(path.join(components, "dist", "charts", "charts.js")).CHARTS.kubePrometheusStack;

/** What is known of the chart that PrometheusStack installs. */
export const prometheusChart = JSON.parse(readFileSync(path.join(components, "test-data", "charts", `${chart}-${version}.json`), "utf8"));

/** Helm makes its objects itself, and no chart is at hand; its values have tests of their own. */
const RELEASE = "kubernetes:helm.sh/v3:Release";

/** The resources of a stack of the golden path. */
export async function goldenPath(stack) {
  const { status, resources, errors } = await preview({ directory: path.join(root, "examples", "golden-path"), stack });
  if (status !== "succeeded") {
    throw new Error(`the golden path fails in ${stack}: ${errors.map(({ message }) => message).join("; ")}`);
  }
  return resources.map((resource) => ({ ...resource, label: resource.name }));
}

/**
 * The objects among resources, each with its `label`; Helm's releases are left out. `partial` are the labels of those with a value that is known only later,
 * which no server would be asked for.
 */
export function objectsOf(resources) {
  const objects = [];
  const partial = [];
  for (const { type, label, inputs } of resources) {
    if (!type.startsWith("kubernetes:") || type === RELEASE) {
      continue;
    }
    const object = plain(inputs);
    if (isPartial(object)) {
      partial.push(label);
    } else {
      objects.push({ label, object });
    }
  }
  return { objects, partial };
}

/** Secrets in clear, as the provider sends them. */
function plain(value) {
  if (value === null || typeof value !== "object") {
    return value;
  }
  if (isSecret(value)) {
    return plain(secretValue(value));
  }
  return Array.isArray(value) ? value.map(plain) : Object.fromEntries(Object.entries(value).map(([key, each]) => [key, plain(each)]));
}

function isPartial(value) {
  return value !== null && typeof value === "object" ? Object.values(value).some(isPartial) : isUnknown(value);
}
