import { type Connection, type NetworkPolicy, type Pod, isAllowed } from "./networkTraffic";

const pod = (namespace: string, app: string, ports: Pod["ports"] = []): Pod => ({ namespace, labels: { app }, ports });
const web = pod("shop", "web", [{ name: "http", containerPort: 8080 }]);
const internet = { address: "203.0.113.7" };

function policy(spec: Partial<NetworkPolicy["spec"]>): NetworkPolicy {
  return { metadata: { namespace: "shop" }, spec: { podSelector: {}, policyTypes: ["Ingress"], ...spec } };
}

const inNamespace = (name: string) => ({ matchLabels: { "kubernetes.io/metadata.name": name } });

test.each<[string, NetworkPolicy[], Connection, boolean]>([
  ["without a policy everything passes", [], { from: internet, to: web, port: 8080 }, true],
  ["a policy without rules closes the direction that it names", [policy({})], { from: internet, to: web, port: 8080 }, false],
  ["and leaves the other open", [policy({})], { from: web, to: internet, port: 443 }, true],
  ["it says nothing of other namespaces", [policy({})], { from: internet, to: pod("edge", "web"), port: 8080 }, true],
  ["nor of pods that it does not choose", [policy({ podSelector: { matchLabels: { app: "db" } } })], { from: internet, to: web, port: 8080 }, true],
  ["an empty rule lets everybody in", [policy({ ingress: [{}] })], { from: internet, to: web, port: 8080 }, true],
  ["policies add up", [policy({}), policy({ ingress: [{}] })], { from: internet, to: web, port: 8080 }, true],
  [
    "a pod selector alone is of the policy's namespace",
    [policy({ ingress: [{ from: [{ podSelector: { matchLabels: { app: "gateway" } } }] }] })],
    { from: pod("edge", "gateway"), to: web, port: 8080 },
    false,
  ],
  [
    "two selectors in one peer must both match",
    [policy({ ingress: [{ from: [{ namespaceSelector: inNamespace("edge"), podSelector: { matchLabels: { app: "gateway" } } }] }] })],
    { from: pod("edge", "other"), to: web, port: 8080 },
    false,
  ],
  [
    "in two peers either will do",
    [policy({ ingress: [{ from: [{ namespaceSelector: inNamespace("edge") }, { podSelector: { matchLabels: { app: "gateway" } } }] }] })],
    { from: pod("edge", "other"), to: web, port: 8080 },
    true,
  ],
  [
    "a block has the addresses in it",
    [policy({ ingress: [{ from: [{ ipBlock: { cidr: "203.0.113.0/24" } }] }] })],
    { from: internet, to: web, port: 1 },
    true,
  ],
  [
    "but for its exceptions",
    [policy({ ingress: [{ from: [{ ipBlock: { cidr: "203.0.113.0/24", except: ["203.0.113.0/28"] } }] }] })],
    { from: internet, to: web, port: 1 },
    false,
  ],
  [
    "a block has no pods",
    [policy({ ingress: [{ from: [{ ipBlock: { cidr: "0.0.0.0/0" } }] }] })],
    { from: pod("edge", "gateway"), to: web, port: 1 },
    false,
  ],
  ["a port's name is the called pod's", [policy({ ingress: [{ ports: [{ port: "http" }] }] })], { from: internet, to: web, port: 8080 }, true],
  ["and no other port", [policy({ ingress: [{ ports: [{ port: "http" }] }] })], { from: internet, to: web, port: 80 }, false],
  [
    "a range of ports has its end",
    [policy({ ingress: [{ ports: [{ port: 8000, endPort: 8080 }] }] })],
    { from: internet, to: web, port: 8080 },
    true,
  ],
  ["a port is of TCP", [policy({ ingress: [{ ports: [{ port: 53 }] }] })], { from: internet, to: web, port: 53, protocol: "UDP" }, false],
  [
    "expressions choose as well",
    [policy({ podSelector: { matchExpressions: [{ key: "app", operator: "NotIn", values: ["db"] }] } })],
    { from: internet, to: web, port: 8080 },
    false,
  ],
])("%s", (_, policies, connection, allowed) => {
  expect(isAllowed(policies, connection)).toBe(allowed);
});
