// What our components make, judged by the real AWS provider: every AWS resource of the golden path and of the matrix of cases goes through its own Check and
// plan. `npm run test:judges` runs it; on its own it needs a build. Arguments are expressions of cases: only those are judged. The last line is
// `N passed, N failed`.
import { createRequire } from "node:module";
import path from "node:path";
import process from "node:process";
import { isDeepStrictEqual } from "node:util";
import { aws } from "../../../scripts/judges/aws.mjs";
import { exitOnSignals, reporter } from "../../../scripts/lib/report.mjs";
import { root, say } from "../../../scripts/lib/shell.mjs";
import { asGiven, harvest } from "../../matrix/matrix.mjs";
import { REGION } from "../../matrix/table.mjs";
import { providerConfiguration, startProvider } from "./provider.mjs";
import { unchecked, wrong } from "./wrong.mjs";

const require = createRequire(import.meta.url);
const { preview } = require(path.join(root, "packages", "offline", "dist", "index.js"));
const fromPolicies = (file) => require(path.join(root, "packages", "policies", "dist", file));
const { remediationOf } = fromPolicies("kernel/remedy.js");
const { readConfiguration } = fromPolicies("kernel/configuration.js");
const { Resource } = fromPolicies("kernel/resource.js");
const { takesTags } = fromPolicies("aws/costTags.js");
const { costRequiredTags } = fromPolicies("rules/cost/cost-required-tags.js");
const addsProduct = readConfiguration(costRequiredTags.options, { required: ["Product"], values: { Product: "shop" } });

/** Types that we make and the provider of the recipe is built without. The official one knows them all. */
const OUTSIDE = [];

const GOLDEN_PATH = { directory: path.join(root, "examples", "golden-path"), stacks: ["dev", "production"], outputs: ["simulated", "unknown"] };

exitOnSignals();
const [only] = process.argv.slice(2);
const { check, end } = reporter();
const { binary } = await aws(say);
const providers = new Map();

/** The provider of a region: it knows the region's partition. */
function providerIn(region) {
  providers.set(region, providers.get(region) ?? startProvider(binary, providerConfiguration({ region })));
  return providers.get(region);
}

/** What the provider of its region refuses of these resources, and the types that it does not know. */
async function judge(resources) {
  const refused = [];
  const outside = new Set();
  for (const resource of resources) {
    const provider = await providerIn(resource.region);
    if (!provider.types.has(resource.type)) {
      outside.add(resource.type);
      continue;
    }
    for (const reason of await provider.judge(resource)) {
      refused.push(`${resource.type} ${resource.name}: ${reason} (${resource.cases.join("; ")})`);
    }
  }
  return { refused, outside: [...outside].sort() };
}

async function goldenPath(stack, outputs) {
  const { resources, status, errors } = await preview({ directory: GOLDEN_PATH.directory, stack, outputs });
  if (status !== "succeeded") {
    throw new Error(`the golden path fails in ${stack}: ${errors.map(({ message }) => message).join("; ")}`);
  }
  return resources
    .filter(({ type, kind }) => kind === "custom" && type.startsWith("aws:"))
    .map(({ type, name, urn, inputs }) => ({ type, name, urn, inputs: asGiven(inputs), region: "us-east-1", cases: [stack] }));
}

const seen = new Set();
if (only === undefined) {
  for (const stack of GOLDEN_PATH.stacks) {
    for (const outputs of GOLDEN_PATH.outputs) {
      const resources = await goldenPath(stack, outputs);
      const { refused, outside } = await judge(resources);
      outside.forEach((type) => seen.add(type));
      check(refused.length === 0, `the golden path in ${stack}, outputs ${outputs}: ${resources.length} resources are accepted`, refused);
    }
  }
}
const { aws: resources } = await harvest(only === undefined ? {} : { only: new RegExp(only) });
for (const type of [...new Set(resources.map((resource) => resource.type))].sort()) {
  const ofType = resources.filter((resource) => resource.type === type);
  const { refused, outside } = await judge(ofType);
  if (outside.length > 0) {
    seen.add(type);
    continue;
  }
  check(refused.length === 0, `${type}: ${ofType.length} distinct ones of the matrix are accepted`, refused);
}
const outside = [...seen].sort();
const expected = OUTSIDE.filter((type) => only === undefined || outside.includes(type));
check(JSON.stringify(outside) === JSON.stringify(expected), `types that the provider does not know: ${expected.join(", ") || "none"}`, outside);
if (only === undefined) {
  for (const { title, type, change, says } of wrong) {
    const reasons = await judged(type, change);
    check(
      reasons.some((reason) => reason.includes(says)),
      `refused: ${title}`,
      reasons,
    );
  }
  for (const { name, type, change, inputs } of unchecked) {
    const reasons = await judged(type, change, inputs);
    check(reasons.length === 0, `accepted though wrong, so that our own invariants find it: ${name}`, reasons);
  }
}
if (only === undefined) {
  const { planned, wrong: unplanned } = await remediatedTags();
  check(
    planned.length > 0 && unplanned.length === 0,
    `${planned.length} types: a tag that remediation adds is planned, and nothing else changes`,
    unplanned,
  );
}
await Promise.all([...providers.values()].map(async (provider) => (await provider).stop()));
end();

/** What the provider says of a resource of ours with a change, or of one whole. */
async function judged(type, change, inputs) {
  const usual = resources.find((resource) => resource.type === type && resource.cases.some((label) => label.endsWith(": as usual")));
  const changed = Object.entries({ ...usual?.inputs, ...change }).filter(([, value]) => value !== undefined);
  const provider = await providerIn(REGION);
  return provider.judge({ type, name: "wrong", urn: `urn:pulumi:test::judge::${type}::wrong`, inputs: inputs ?? Object.fromEntries(changed) });
}

/** The first of each taggable type, as it is planned with a tag more, which the rule on cost tags has added after the provider's Check. */
async function remediatedTags() {
  const planned = [];
  const wrong = [];
  for (const [type, resource] of new Map(resources.toReversed().map((each) => [each.type, each]))) {
    const provider = await providerIn(resource.region);
    const remediated = (inputs) => remediationOf(costRequiredTags, addsProduct, { ...resource, properties: inputs }, {})?.properties ?? inputs;
    const [before, after] = [await provider.plan(resource), await provider.plan(resource, remediated)];
    const { tags, tagsAll } = after;
    if (!takesTags(new Resource({ ...resource, properties: resource.inputs }))) {
      continue;
    }
    planned.push(type);
    const expected = Array.isArray(tags)
      ? { ...before, tags: [...before.tags, { key: "Product", propagateAtLaunch: true, value: "shop" }].sort((a, b) => (a.key < b.key ? -1 : 1)) }
      : { ...before, tags: { ...before.tags, Product: "shop" }, tagsAll: { ...before.tagsAll, Product: "shop" } };
    if (!isDeepStrictEqual(after, expected)) {
      wrong.push(`${type}: tags ${JSON.stringify(tags)}, tagsAll ${JSON.stringify(tagsAll)}`);
    }
  }
  return { planned, wrong };
}
