// Every component over a matrix of its arguments: what judges of their resources ask about. For those who import it:
//
//   cases       [{ component, label, args, make(), options }]: `make` builds the component in a Pulumi program that the test kit runs with `options`
//   harvest()   runs them, unless what an earlier run found still holds, and resolves with { aws, kubernetes }: the distinct resources of all cases, each
//               { type, name, urn, inputs, region, cases }
//               `inputs` are plain JSON: what the program gave and what a provider's Check adds, no secret wrapped, unknowns as Pulumi's sentinel (`UNKNOWN`).
//               `region` is that of the case's provider, and `cases` the labels of up to three cases that have the resource.
//               It rejects when a case throws: what our own checks refuse is no case. `harvest({ only: /regular expression/ })` runs some.
//
// Everything is made from `dist`; build first.
import { createRequire } from "node:module";
import path from "node:path";
import { root } from "../../scripts/lib/shell.mjs";
import { cases as cluster } from "./cluster.mjs";
import { cases as combinations } from "./combinations.mjs";
import { kept } from "./kept.mjs";
import { cases as network } from "./network.mjs";
import { cases as nodes } from "./nodes.mjs";
import { cases as prometheus } from "./prometheus.mjs";
import { cases as serviceLevels } from "./serviceLevels.mjs";
import { cases as vault } from "./vault.mjs";
import { cases as webService } from "./webService.mjs";

const require = createRequire(path.join(root, "packages", "components", "package.json"));
const { UNKNOWN, isSecret, preview, secretValue } = require("@firmament/offline/testing");

export { UNKNOWN };

export const cases = [...network, ...cluster, ...nodes, ...vault, ...prometheus, ...webService, ...serviceLevels, ...combinations];

/** How many labels a resource carries. */
const LABELS = 3;

export function harvest({ only } = {}) {
  return only === undefined ? kept(() => made(cases)) : made(cases.filter(({ label }) => only.test(label)));
}

async function made(chosen) {
  const found = new Map();
  // The SDK takes a stack trace of every promise, which is a third of the time.
  const { stackTraceLimit } = Error;
  Error.stackTraceLimit = 0;
  try {
    for (const entry of chosen) {
      await run(entry, found);
    }
  } finally {
    Error.stackTraceLimit = stackTraceLimit;
  }
  const resources = [...found.values()];
  const of = (provider) => resources.filter(({ type }) => type.startsWith(`${provider}:`));
  return { aws: of("aws"), kubernetes: of("kubernetes") };
}

async function run({ label, make, options }, found) {
  const stack = await preview(make, options).catch((error) => {
    throw new Error(`${label}: ${error.message}`, { cause: error });
  });
  const region = options.config["aws:region"];
  for (const { type, name, urn, kind, inputs } of stack.resources()) {
    if (kind !== "custom" || !/^(?:aws|kubernetes):/.test(type)) {
      continue;
    }
    const resource = { type, name, urn, inputs: asGiven(inputs), region, cases: [] };
    const key = JSON.stringify([type, name, resource.inputs, region]);
    found.set(key, found.get(key) ?? resource);
    const labels = found.get(key).cases;
    if (labels.length < LABELS) {
      labels.push(label);
    }
  }
}

/** The inputs of a resource as its program gave them: `tagsAll` is what a provider adds. */
export function asGiven({ tagsAll: _, ...inputs }) {
  return unwrapped(inputs);
}

function unwrapped(value) {
  if (Array.isArray(value)) {
    return value.map(unwrapped);
  }
  if (typeof value !== "object" || value === null) {
    return value;
  }
  if (isSecret(value)) {
    return unwrapped(secretValue(value));
  }
  return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, unwrapped(member)]));
}
