// Every Kubernetes object that our components make, judged by an API server: strict field validation, Pod Security, and the schemas that the Prometheus
// operator publishes. `npm run test:judges` runs it; on its own it needs a build. The last line is `N passed, N failed`.
import { prometheusOperator } from "../../../scripts/judges/kubernetes.mjs";
import { exitOnSignals, reporter } from "../../../scripts/lib/report.mjs";
import { say } from "../../../scripts/lib/shell.mjs";
import { cases, harvest } from "../../matrix/matrix.mjs";
import { admission } from "./admission.mjs";
import { startCluster } from "./cluster.mjs";
import { installCustomResources } from "./customResources.mjs";
import { goldenPath, objectsOf, prometheusChart } from "./objects.mjs";
import { wrong } from "./wrong.mjs";

const LEVEL = "pod-security.kubernetes.io/enforce";
const RESTRICTED = { [LEVEL]: "restricted", "pod-security.kubernetes.io/warn": "restricted" };

exitOnSignals();
const report = reporter();
const cluster = await startCluster({ say });
await installCustomResources(cluster, say);
const server = admission(cluster);

const { version } = (await prometheusOperator(say)).parts[0];
const installed = prometheusChart.appVersion;
report.check(version === installed, `the definitions of ${version} are those of the operator that the chart installs`, [`that is ${installed}`]);

/** A group of objects that are made together: all of them accepted. */
async function judge(title, resources) {
  const { objects, partial } = objectsOf(resources);
  const faults = [...(await namespaces(objects)), ...(await allObjections(objects.filter(({ object }) => object.kind !== "Namespace")))];
  const later = partial.length === 0 ? "" : `, and ${partial.length} more have a value that is known only later`;
  report.check(faults.length === 0 && objects.length > 0, `${title}: ${objects.length} objects${later}`, faults);
  return objects.map(({ object }) => object);
}

/** What the components make over all of their arguments, by component. */
async function matrix() {
  const componentOf = new Map(cases.map(({ label, component }) => [label, component ?? "several components"]));
  const groups = new Map();
  for (const resource of (await harvest()).kubernetes) {
    const [label] = resource.cases;
    const component = componentOf.get(label);
    groups.set(component, [...(groups.get(component) ?? []), { ...resource, label }]);
  }
  return groups;
}

/** The namespaces are stored, as the components make them; one that others are to make is the strictest. */
async function namespaces(objects) {
  const made = objects.filter(({ object }) => object.kind === "Namespace");
  const levels = new Map(made.map(({ object }) => [object.metadata.name, object.metadata.labels[LEVEL]]));
  const faults = made
    .filter(({ object }) => object.metadata.labels[LEVEL] !== levels.get(object.metadata.name))
    .map(({ label, object }) => `${label}: the namespace ${object.metadata.name} is made with another ${LEVEL} elsewhere`);
  const others = new Set(objects.map(({ object }) => object.metadata.namespace).filter((name) => name !== undefined && !levels.has(name)));
  const all = [
    ...made,
    ...[...others].map((name) => ({ label: name, object: { apiVersion: "v1", kind: "Namespace", metadata: { name, labels: RESTRICTED } } })),
  ];
  for (const { label, object } of all) {
    faults.push(...(await server.store(object)).map((fault) => `${label}: ${fault}`));
  }
  return faults;
}

async function allObjections(objects) {
  const faults = [];
  for (const { label, object } of objects) {
    faults.push(...(await server.objections(object)).map((fault) => `${label}: ${object.kind} ${object.metadata.name}: ${fault}`));
  }
  return faults;
}

await judge("golden path, dev", await goldenPath("dev"));
const made = await judge("golden path, production", await goldenPath("production"));
for (const [component, resources] of await matrix()) {
  await judge(`matrix, ${component}`, resources);
}

// What a judge accepts says little, unless it refuses what is wrong: each is one of the objects above with one fault.
for (const { title, kind, fault, says } of wrong) {
  const object = structuredClone(made.find((each) => each.kind === kind));
  fault(object);
  const objections = await server.objections(object);
  report.check(
    objections.some((text) => text.includes(says)),
    `refused: ${title}`,
    objections.length === 0 ? ["it was accepted"] : objections,
  );
}

await cluster.stop();
report.end();
