// What becomes of a WebService in a cluster: with Kubernetes' own API server, controller manager and scheduler, and with kwok in place of nodes. No container
// runs and there is no network: probes, metrics and network policies are not judged here. `npm run test:judges` runs it; on its own it needs a build. The
// last line is `N passed, N failed`.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { exitOnSignals, reporter } from "../../../scripts/lib/report.mjs";
import { root, say } from "../../../scripts/lib/shell.mjs";
import { admission } from "./admission.mjs";
import { startCluster } from "./cluster.mjs";
import { installCustomResources } from "./customResources.mjs";
import { eventually } from "./eventually.mjs";
import { cordon, createNode, drain } from "./nodes.mjs";
import { objectsOf } from "./objects.mjs";
import { followPods } from "./pods.mjs";

const require = createRequire(import.meta.url);
const { preview } = require(path.join(root, "packages", "offline", "dist", "testing", "index.js"));
const { WebService } = require(path.join(root, "packages", "components", "dist", "index.js"));

const ZONES = ["a", "b", "c"];
const MERGE = "application/merge-patch+json";

const callsOrders = { waitFor: ["orders.orders.svc:80"], allowTo: [{ service: "orders", namespace: "orders" }] };

/** Each in a namespace of its name. `replicas` is what it must run, `least` what must be ready in a drain. */
const services = [
  { name: "orders", replicas: 2, least: 1, args: {} },
  { name: "payments", replicas: 3, least: 2, args: { minReplicas: 3, ...callsOrders, nodeSelector: { "workload-type": "application" } } },
  { name: "catalog", replicas: 5, least: 3, args: { minReplicas: 5, minAvailable: "50%", requestsPerSecond: 50 } },
  { name: "search", replicas: 10, least: 8, args: { size: "large" } },
];

exitOnSignals();
const report = reporter();
const cluster = await startCluster({ controllers: true, stages: readFileSync(path.join(import.meta.dirname, "stages.yaml"), "utf8"), say });
const { request } = cluster;
await installCustomResources(cluster, say);
const server = admission(cluster);
const nodes = ZONES.flatMap((zone) => [1, 2].map((number) => ({ name: `node-${zone}${number}`, zone: `eu-west-1${zone}` })));
for (const node of nodes) {
  await createNode(cluster, { ...node, labels: { "workload-type": "application" } });
}
const pods = await followPods(cluster);
const zoneOf = new Map(nodes.map(({ name, zone }) => [name, zone]));

let refusals = 0;

say("A service starts");
await each(services, started);
say("What a service consists of finds its pods");
await each(services, found);
say("A rolling update");
await each(services, updated);
say("A drain of each node in turn");
await each(
  nodes.map((node) => [node]),
  drained,
);
say("A drain of each zone in turn");
await each(
  ZONES.map((zone) => nodes.filter((node) => node.zone.endsWith(zone))),
  drained,
);
report.check(refusals > 0, `budgets made ${refusals} evictions wait`);

say("What goes wrong is seen");
await refusesToDrain();
await dips();

pods.close();
await cluster.stop();
report.end();

/** A step for each; when one leaves the cluster in disorder, what comes after it would say nothing. */
async function each(items, step) {
  for (const item of items) {
    if (!(await step(item))) {
      console.log("    the rest is not judged");
      report.end();
    }
  }
}

/** Stores what a service is made of, in the order of a deployment by Pulumi. */
async function apply(name, image, args, change = () => {}) {
  const stack = await preview(() => {
    new WebService(name, {
      cluster: { clusterName: "core", region: "eu-west-1", kubeconfig: "{}" },
      metrics: { namespace: "monitoring", release: "metrics", retention: "30d" },
      namespace: name,
      image,
      slo: { availability: 99.9, latency: { p99: "500ms" } },
      runbookUrl: `https://runbooks.example.com/${name}`,
      tags: { costCenter: "cc-1042", environment: "production", owner: "shop@example.com", team: "shop", service: name },
      ...args,
    });
  });
  for (const { object } of objectsOf(stack.resources().map((resource) => ({ ...resource, label: resource.name }))).objects) {
    change(object);
    const faults = await server.store(object);
    if (faults.length > 0) {
      throw new Error(`${object.kind} ${name}: ${faults.join("; ")}`);
    }
  }
}

/** An object of a service, all of which have its name. */
async function get(name, group, plural) {
  return (await request("GET", `${group}/namespaces/${name}/${plural}/${name}`)).body;
}

/** How many objects of a namespace a selector chooses. */
async function chosen(namespace, plural, { matchLabels }) {
  const selector = encodeURIComponent(
    Object.entries(matchLabels)
      .map((pair) => pair.join("="))
      .join(),
  );
  return (await request("GET", `/api/v1/namespaces/${namespace}/${plural}?labelSelector=${selector}`)).body.items;
}

function condition(object, type) {
  return (object.status?.conditions ?? []).find((each) => each.type === type);
}

/** Whether all pods are of the newest template, and ready. */
async function settled(name, replicas) {
  const { status, metadata } = await get(name, "/apis/apps/v1", "deployments");
  return (
    status.observedGeneration === metadata.generation &&
    ["replicas", "updatedReplicas", "readyReplicas", "availableReplicas"].every((each) => status[each] === replicas) &&
    pods.all(name).length === replicas &&
    pods.ready(name).length === replicas
  );
}

/** Available, at the size that the autoscaler says, which is what nobody else says; and in every zone. */
async function started({ name, replicas, args }) {
  await apply(name, "ghcr.io/acme/app:1.0.0", args);
  const inTime = await eventually(() => settled(name, replicas), 120);
  const deployment = await get(name, "/apis/apps/v1", "deployments");
  report.check(inTime && condition(deployment, "Available")?.status === "True", `${name}: available with ${replicas} replicas`, [
    `${pods.ready(name).length} ready pods of ${pods.all(name).length}`,
  ]);
  let status;
  const finds = async () => {
    const autoscaler = await get(name, "/apis/autoscaling/v2", "horizontalpodautoscalers");
    status = autoscaler.status;
    return condition(autoscaler, "AbleToScale")?.status === "True" && status.currentReplicas === replicas;
  };
  report.check(await eventually(finds, 30), `${name}: its autoscaler finds its target`, [JSON.stringify(status)]);
  spread(name, replicas, "");
  return inTime;
}

/** As evenly as can be: no zone has more than one pod more than another. */
function spread(name, replicas, when) {
  const counts = ZONES.map((zone) => pods.all(name).filter(({ spec }) => zoneOf.get(spec.nodeName) === `eu-west-1${zone}`).length);
  const even = Math.max(...counts) - Math.min(...counts) <= 1;
  report.check(even, `${name}: ${replicas} pods in ${Math.min(replicas, ZONES.length)} zones${when}`, [`pods in each zone: ${counts.join(", ")}`]);
}

/** The selectors of all that belongs to a service choose its pods, all and no others. */
async function found({ name, replicas }) {
  let faults;
  const none = async () => {
    faults = [...(await lost(name, replicas)), ...(await unmonitored(name))];
    return faults.length === 0;
  };
  await eventually(none, 30);
  return report.check(faults.length === 0, `${name}: policy, Service, budget and monitor find its ${replicas} pods`, faults);
}

async function lost(name, replicas) {
  const policy = await get(name, "/apis/networking.k8s.io/v1", "networkpolicies");
  const budget = await get(name, "/apis/policy/v1", "poddisruptionbudgets");
  const slices = (await request("GET", `/apis/discovery.k8s.io/v1/namespaces/${name}/endpointslices`)).body.items;
  const endpoints = slices.flatMap((slice) => slice.endpoints).filter(({ conditions }) => conditions.ready);
  const ports = slices.flatMap((slice) => slice.ports.map(({ name: port, port: number }) => `${port} ${number}`)).sort();
  return [
    ...unless(replicas, (await chosen(name, "pods", policy.spec.podSelector)).length, "pods of the NetworkPolicy"),
    ...unless(replicas, budget.status?.expectedPods, "pods of the PodDisruptionBudget"),
    ...unless("True", condition(budget, "DisruptionAllowed")?.status, "is it that the PodDisruptionBudget allows a disruption"),
    ...unless(replicas, endpoints.length, "ready endpoints of the Service"),
    ...unless("http 8080,metrics 9090", ports.join(), "are the ports of the Service's endpoints"),
  ];
}

/** A monitor chooses a Service by its labels, and one of its ports by name. */
async function unmonitored(name) {
  const { spec } = await get(name, "/apis/monitoring.coreos.com/v1", "servicemonitors");
  const services = await chosen(name, "services", spec.selector);
  const ports = services.flatMap((service) => service.spec.ports).filter(({ name: port }) => port === spec.endpoints[0].port);
  return unless(9090, ports[0]?.port, "is the port that the ServiceMonitor finds");
}

function unless(expected, actual, what) {
  return actual === expected ? [] : [`${actual} ${what}, not ${expected}`];
}

/** A new image, applied as Pulumi does: never fewer ready pods than before, and as many after it. */
async function updated({ name, replicas, args }) {
  pods.forget();
  const before = new Set(pods.all(name).map(({ metadata }) => metadata.uid));
  await apply(name, "ghcr.io/acme/app:1.1.0", args);
  const inTime = await eventually(() => settled(name, replicas), 120);
  const old = pods.all(name).filter(({ metadata }) => before.has(metadata.uid)).length;
  report.check(inTime && old === 0, `${name}: all pods are replaced`, [`${old} old pods of ${pods.all(name).length}`]);
  report.check(pods.fewest(name) === replicas, `${name}: never fewer than ${replicas} ready pods in a rolling update`, [
    `${pods.fewest(name)} at the worst moment`,
  ]);
  spread(name, replicas, " after the update");
  return inTime;
}

/** What a drain must never do: take more ready pods than the budget allows, or wait for ever. */
async function drained(group) {
  pods.forget();
  const names = group.map(({ name }) => name);
  const began = performance.now();
  const { finished, refused } = await drain(cluster, names, 60);
  refusals += refused;
  const recovered = await eventually(
    async () => (await Promise.all(services.map(({ name, replicas }) => settled(name, replicas)))).every(Boolean),
    60,
  );
  for (const name of names) {
    await cordon(cluster, name, false);
  }
  const worst = services.filter(({ name, least }) => pods.fewest(name) < least);
  report.check(
    finished && recovered && worst.length === 0,
    `${names.join(" and ")}: drained in ${((performance.now() - began) / 1000).toFixed(0)} s, ready pods at least ${services.map(({ name }) => `${name} ${pods.fewest(name)}`).join(", ")}`,
    [
      finished ? "the drain ended" : "the drain did not end",
      recovered ? "all services recovered" : "a service did not recover",
      ...worst.map(({ name, least }) => `${name} had ${pods.fewest(name)} ready pods, its budget asks for ${least}`),
    ],
  );
  return finished && recovered;
}

/** A budget that allows nothing keeps a node from being drained. */
async function refusesToDrain() {
  const target = "/apis/policy/v1/namespaces/search/poddisruptionbudgets/search";
  await request("PATCH", target, { spec: { maxUnavailable: 0 } }, MERGE);
  await eventually(async () => (await request("GET", target)).body.status.disruptionsAllowed === 0, 10);
  const [{ spec }] = pods.ready("search");
  const { finished } = await drain(cluster, [spec.nodeName], 3);
  report.check(!finished, "a budget that allows nothing: the drain does not end");
  await cordon(cluster, spec.nodeName, false);
}

/** A Deployment that may go below its size in a rolling update does. */
async function dips() {
  const { name, replicas, args } = services.find((service) => service.name === "payments");
  pods.forget();
  await apply(name, "ghcr.io/acme/app:1.2.0", args, (object) => {
    if (object.kind === "Deployment") {
      object.spec.strategy.rollingUpdate.maxUnavailable = 1;
    }
  });
  await eventually(() => settled(name, replicas), 60);
  report.check(pods.fewest(name) < replicas, "maxUnavailable 1: fewer ready pods in a rolling update");
}
