import { type Endpoint, type NetworkPolicy, type Pod, isAllowed } from "../../test-support/networkTraffic";
import { type Workload, inputs, orders } from "./webService.fixtures";
import type { WebServiceArgs } from "./webService";

const named = (namespace: string, name: string): Pod => ({ namespace, labels: { "app.kubernetes.io/name": name } });

/** Whom a service may meet. Pods of one name in other namespaces are other people's. */
const others = {
  prometheus: named("monitoring", "prometheus"),
  "prometheus in another namespace": named("shop", "prometheus"),
  grafana: named("monitoring", "grafana"),
  gateway: named("ingress", "gateway"),
  "gateway in another namespace": named("shop", "gateway"),
  "a neighbour": named("shop", "web"),
  "a neighbour's namesake": named("billing", "web"),
  payments: named("payments", "payments"),
  "payments' neighbour": named("payments", "ledger"),
  cache: named("shop", "cache"),
  "cluster DNS": { namespace: "kube-system", labels: { "k8s-app": "kube-dns" } },
  "false cluster DNS": { namespace: "shop", labels: { "k8s-app": "kube-dns" } },
  "kube-system": { namespace: "kube-system", labels: { "k8s-app": "metrics-server" } },
  "node-local DNS": { address: "169.254.20.10" },
  "the metadata service": { address: "169.254.169.254" },
  "the API server": { address: "172.20.0.1" },
  "the load balancer": { address: "10.16.3.7" },
  "another subnet": { address: "10.16.20.7" },
  "the database": { address: "10.16.130.5" },
  "the internet": { address: "203.0.113.7" },
} satisfies Record<string, Endpoint>;

type Other = keyof typeof others;
/** A connection from somebody else to the service, or from the service to somebody. */
type Row = ["from" | "to", other: Other, port: number, "allowed" | "denied", protocol?: "UDP"];

const alone: Partial<WebServiceArgs> = {};
const connected: Partial<WebServiceArgs> = {
  allowFrom: [{ service: "gateway", namespace: "ingress" }, { service: "web" }],
  allowFromAddresses: ["10.16.0.0/22"],
  allowTo: [
    { service: "payments", namespace: "payments" },
    { service: "cache", port: 6379 },
  ],
  allowToAddresses: [
    { cidrBlock: "10.16.128.0/20", port: 5432 },
    { cidrBlock: "0.0.0.0/0", port: 443 },
  ],
};

describe.each<[string, Partial<WebServiceArgs>, Row[]]>([
  [
    "a service without peers",
    alone,
    [
      ["from", "prometheus", 9090, "allowed"],
      ["from", "prometheus", 8080, "denied"],
      ["from", "prometheus", 9090, "denied", "UDP"],
      ["from", "prometheus in another namespace", 9090, "denied"],
      ["from", "grafana", 9090, "denied"],
      ["from", "gateway", 8080, "denied"],
      ["from", "a neighbour", 8080, "denied"],
      ["from", "a neighbour", 9090, "denied"],
      ["from", "a neighbour's namesake", 8080, "denied"],
      ["from", "the load balancer", 8080, "denied"],
      ["from", "the internet", 8080, "denied"],
      ["from", "the internet", 9090, "denied"],
      ["to", "cluster DNS", 53, "allowed", "UDP"],
      ["to", "cluster DNS", 53, "allowed"],
      ["to", "cluster DNS", 9153, "denied"],
      ["to", "false cluster DNS", 53, "denied", "UDP"],
      ["to", "kube-system", 53, "denied", "UDP"],
      ["to", "node-local DNS", 53, "allowed", "UDP"],
      ["to", "node-local DNS", 53, "allowed"],
      ["to", "node-local DNS", 80, "denied"],
      ["to", "the metadata service", 80, "denied"],
      ["to", "the API server", 443, "denied"],
      ["to", "a neighbour", 8080, "denied"],
      ["to", "payments", 8080, "denied"],
      ["to", "prometheus", 9090, "denied"],
      ["to", "the database", 5432, "denied"],
      ["to", "the internet", 443, "denied"],
      ["to", "the internet", 53, "denied", "UDP"],
    ],
  ],
  [
    "a service with peers",
    connected,
    [
      ["from", "prometheus", 9090, "allowed"],
      ["from", "prometheus", 8080, "denied"],
      ["from", "gateway", 8080, "allowed"],
      ["from", "gateway", 9090, "denied"],
      ["from", "gateway in another namespace", 8080, "denied"],
      ["from", "a neighbour", 8080, "allowed"],
      ["from", "a neighbour", 80, "denied"],
      ["from", "a neighbour's namesake", 8080, "denied"],
      ["from", "the load balancer", 8080, "allowed"],
      ["from", "the load balancer", 9090, "denied"],
      ["from", "another subnet", 8080, "denied"],
      ["from", "payments", 8080, "denied"],
      ["from", "the internet", 8080, "denied"],
      ["to", "cluster DNS", 53, "allowed", "UDP"],
      ["to", "node-local DNS", 53, "allowed", "UDP"],
      ["to", "payments", 8080, "allowed"],
      ["to", "payments", 443, "denied"],
      ["to", "payments' neighbour", 8080, "denied"],
      ["to", "cache", 6379, "allowed"],
      ["to", "cache", 8080, "denied"],
      ["to", "the database", 5432, "allowed"],
      ["to", "the database", 3306, "denied"],
      ["to", "another subnet", 5432, "denied"],
      ["to", "the internet", 443, "allowed"],
      ["to", "the internet", 80, "denied"],
      ["to", "the metadata service", 80, "denied"],
      ["to", "gateway", 8080, "denied"],
      ["to", "a neighbour", 8080, "denied"],
    ],
  ],
  [
    "a service that may call the web, in the clear as well",
    { allowToAddresses: [{ cidrBlock: "0.0.0.0/0", port: 80 }] },
    [
      ["to", "the internet", 80, "allowed"],
      ["to", "the metadata service", 80, "denied"],
    ],
  ],
  [
    "a service that must ask the metadata service",
    { allowToAddresses: [{ cidrBlock: "169.254.169.254/32", port: 80 }] },
    [["to", "the metadata service", 80, "allowed"]],
  ],
  [
    "ports of its own choice",
    { port: 3000, metricsPort: 3001, allowFrom: [{ service: "web" }] },
    [
      ["from", "a neighbour", 3000, "allowed"],
      ["from", "a neighbour", 8080, "denied"],
      ["from", "prometheus", 3001, "allowed"],
      ["from", "prometheus", 3000, "denied"],
    ],
  ],
])("%s", (_, change, rows) => {
  let pod: Pod;
  let policies: NetworkPolicy[];
  beforeAll(async () => {
    const stack = await orders(change);
    const { metadata, spec } = inputs<Workload>(stack, "orders-deployment");
    pod = { namespace: metadata.namespace, labels: spec.template.metadata.labels, ports: spec.template.spec.containers[0]?.ports };
    policies = [inputs<NetworkPolicy>(stack, "orders-network-policy")];
  });

  const titled = rows.map((row) => ({ title: `${row[0]} ${row[1]}, ${row[4] ?? "TCP"} ${row[2]}: ${row[3]}`, row }));
  test.each(titled)("$title", ({ row: [direction, other, port, verdict, protocol] }) => {
    const ends = direction === "from" ? { from: others[other], to: pod } : { from: pod, to: others[other] };
    expect(isAllowed(policies, { ...ends, port, protocol })).toBe(verdict === "allowed");
  });
});
