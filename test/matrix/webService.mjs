import { TARGETS } from "./serviceLevels.mjs";
import { components, pulumi, table, unknown } from "./table.mjs";
import { cluster, dev, metrics, tags } from "./values.mjs";

const { ServiceSize } = components;

const row = table("WebService", "orders", {
  cluster,
  metrics,
  namespace: "shop",
  image: "ghcr.io/acme/orders:1.9.2",
  slo: { availability: 99.9, latency: { p99: "500ms" } },
  runbookUrl: "https://runbooks.example.com/orders",
  tags,
});

/** The longest name: that of its objectives has room for no more. */
export const longest = 59;

const DIGEST = `sha256:${"0123456789abcdef".repeat(4)}`;
const HIGHEST = 2 ** 31 - 1;

export const cases = [
  row("as usual"),
  row("outputs unknown", {}, { outputs: "unknown" }),
  row("nothing of the attachments known", {
    cluster: Object.fromEntries(Object.keys(cluster).map((key) => [key, unknown()])),
    metrics: { namespace: unknown(), release: unknown(), retention: "30d" },
  }),

  ...["o", "orders-2", "wait-0", "vault"].map((name) => row(`name ${name}`, {}, { name })),
  row("longest name", {}, { name: "x".repeat(longest) }),
  row("longest name without objectives", { slo: undefined }, { name: "x".repeat(63) }),
  row("longest namespace", { namespace: "n".repeat(63) }),
  ...[true, false].map((createNamespace) => row(`namespace ${createNamespace ? "made here" : "of somebody else"}`, { createNamespace })),

  ...["orders:1", "localhost:5000/orders:1", `ghcr.io/acme/orders@${DIGEST}`, `ghcr.io/acme/orders:1.9.2@${DIGEST}`].map((image) =>
    row(image, { image }),
  ),
  row("image unknown", { image: unknown() }),

  // How many there are, how they scale, and how many may go at once.
  ...Object.values(ServiceSize).map((size) => row(`size ${size}`, { size })),
  row("one replica", { tags: dev, minReplicas: 1, maxReplicas: 1 }),
  row("two replicas, never more", { minReplicas: 2, maxReplicas: 2 }),
  row("as many replicas as there can be", { minReplicas: 2, maxReplicas: HIGHEST }),
  ...[1, HIGHEST].map((requestsPerSecond) => row(`scaled on ${requestsPerSecond} requests`, { requestsPerSecond })),
  ...["1", "5", "20%", "100%"].map((maxUnavailable) => row(`maxUnavailable ${maxUnavailable}`, { maxUnavailable })),
  ...["0", "1", "3", "50%", "0%"].map((minAvailable) => row(`minAvailable ${minAvailable}`, { minAvailable, minReplicas: 4 })),

  // What a pod takes.
  row("resources", { resources: { cpuRequest: "2", cpuLimit: "4", memoryRequest: "1Gi", memoryLimit: "2Gi" } }),
  ...["1", "1m", "500m", ".5", "0.5", "1.5"].map((cpuRequest) => row(`CPU ${cpuRequest}`, { resources: { cpuRequest } })),
  ...["512Mi", "1536Mi", "100Ki", "1Ti"].map((memoryRequest) => row(`memory ${memoryRequest}`, { resources: { memoryRequest } })),
  row("memory in two units", { resources: { memoryRequest: "1Gi", memoryLimit: "1024Mi" } }),

  // The container.
  ...[
    { port: 65_535, metricsPort: 1024 },
    { port: 1024, metricsPort: 65_535 },
  ].map((ports) => row(`ports ${ports.port} and ${ports.metricsPort}`, ports)),
  row("healthPath", { healthPath: "/a/b.c-d_e" }),
  row("environment", {
    env: { A: "1", _b: "", LOG_LEVEL: "debug", LATE: pulumi.output("x"), HIDDEN: pulumi.secret("y"), UNKNOWN: unknown() },
    config: { C: { name: "settings", key: "k" }, D: { name: unknown(), key: "k.x_y-z" } },
    secrets: { E: { name: "orders.database", key: "..data".slice(1) }, F: { name: pulumi.output("late"), key: "K" } },
  }),
  row("log level from a ConfigMap", { config: { LOG_LEVEL: { name: "settings", key: "level" } } }),
  row("log level from a Secret", { secrets: { LOG_LEVEL: { name: "settings", key: "level" } } }),
  ...[1, HIGHEST].map((runAsUser) => row(`user ${runAsUser}`, { runAsUser })),
  ...[0, 3600].map((drainSeconds) => row(`${drainSeconds} seconds to drain`, { drainSeconds })),

  // Where it runs, who calls it, and whom it calls.
  ...[1, 2, 6].map((zones) => row(`${zones} zones`, { zones })),
  row("nodeSelector", { nodeSelector: { "workload-type": "application", "example.com/empty": "" } }),
  row("waits", { waitFor: ["db.example.com:5432", "payments.payments.svc:80"], allowTo: [{ service: "payments", namespace: "payments" }] }),
  row("waits, with a container of the same name", { waitFor: ["db.example.com:1"] }, { name: "wait-0" }),
  row("callers", { allowFrom: [{ service: "gateway", namespace: "edge" }, { service: "cart" }], allowFromAddresses: ["10.16.0.0/22", "0.0.0.0/0"] }),
  row("called", {
    allowTo: [{ service: "payments", namespace: "payments", port: 65_535 }, { service: "cart" }],
    allowToAddresses: [
      { cidrBlock: "10.16.0.0/16", port: 5432 },
      { cidrBlock: "0.0.0.0/0", port: 443 },
    ],
  }),

  // What it promises.
  row("no objectives", { slo: undefined }),
  ...Object.entries(TARGETS).map(([label, slo]) => row(`objectives: ${label}`, { slo })),
  row("long runbook", { runbookUrl: `https://runbooks.example.com/${"y".repeat(2000)}` }),
  row("tags with every character of a label", { tags: { ...tags, service: "a.b_c-d", team: "A1", costCenter: "1", owner: "Équipe plateforme" } }),
  row("longest tags", {
    tags: { costCenter: "c".repeat(63), environment: "e".repeat(63), owner: "o".repeat(256), team: "t".repeat(63), service: "s".repeat(63) },
  }),
];
