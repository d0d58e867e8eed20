import { Problems } from "../platform/problems";
import { checkPeers, networkPolicySpec, type NetworkPeers } from "./network.plan";

const inNamespace = (name: string) => ({ matchLabels: { "kubernetes.io/metadata.name": name } });
const named = (name: string) => ({ matchLabels: { "app.kubernetes.io/name": name } });

const metrics = {
  from: [{ namespaceSelector: inNamespace("monitoring"), podSelector: named("prometheus") }],
  ports: [{ protocol: "TCP", port: "metrics" }],
};
const dns = {
  to: [
    { namespaceSelector: inNamespace("kube-system"), podSelector: { matchLabels: { "k8s-app": "kube-dns" } } },
    { ipBlock: { cidr: "169.254.20.10/32" } },
  ],
  ports: [
    { protocol: "UDP", port: 53 },
    { protocol: "TCP", port: 53 },
  ],
};

test("without peers only Prometheus comes in, and only DNS is asked", () => {
  expect(networkPolicySpec("orders", "shop", "monitoring", {})).toEqual({
    podSelector: named("orders"),
    policyTypes: ["Ingress", "Egress"],
    ingress: [metrics],
    egress: [dns],
  });
});

test("named peers are let in and reached, in this namespace or another, and so are addresses", () => {
  const spec = networkPolicySpec("orders", "shop", "monitoring", {
    allowFrom: [{ service: "web" }, { service: "gateway", namespace: "ingress" }],
    allowFromAddresses: ["10.16.0.0/20"],
    allowTo: [
      { service: "payments", namespace: "payments" },
      { service: "cache", port: 6379 },
    ],
    allowToAddresses: [{ cidrBlock: "10.16.128.0/20", port: 5432 }],
  });
  expect(spec.ingress).toEqual([
    metrics,
    {
      from: [
        { namespaceSelector: inNamespace("shop"), podSelector: named("web") },
        { namespaceSelector: inNamespace("ingress"), podSelector: named("gateway") },
        { ipBlock: { cidr: "10.16.0.0/20" } },
      ],
      ports: [{ protocol: "TCP", port: "http" }],
    },
  ]);
  expect(spec.egress).toEqual([
    dns,
    { to: [{ namespaceSelector: inNamespace("payments"), podSelector: named("payments") }], ports: [{ protocol: "TCP", port: 8080 }] },
    { to: [{ namespaceSelector: inNamespace("shop"), podSelector: named("cache") }], ports: [{ protocol: "TCP", port: 6379 }] },
    { to: [{ ipBlock: { cidr: "10.16.128.0/20" } }], ports: [{ protocol: "TCP", port: 5432 }] },
  ]);
});

test.each([
  ["0.0.0.0/0", { cidr: "0.0.0.0/0", except: ["169.254.169.254/32"] }],
  ["169.254.0.0/16", { cidr: "169.254.0.0/16", except: ["169.254.169.254/32"] }],
  ["169.254.169.254/32", { cidr: "169.254.169.254/32" }],
  ["169.254.170.23/32", { cidr: "169.254.170.23/32" }],
  ["10.16.0.0/16", { cidr: "10.16.0.0/16" }],
])("%s opens the metadata service of the nodes only where it is exactly that", (cidrBlock, ipBlock) => {
  const spec = networkPolicySpec("orders", "shop", "monitoring", { allowToAddresses: [{ cidrBlock, port: 80 }] });
  expect(spec.egress[1]).toEqual({ to: [{ ipBlock }], ports: [{ protocol: "TCP", port: 80 }] });
});

test("peers that cannot be are refused", () => {
  const peers: NetworkPeers = {
    allowFrom: [{ service: "Web" }],
    allowFromAddresses: ["10.16.0.0"],
    allowTo: [{ service: "payments", namespace: "pay_ments", port: 0 }],
    allowToAddresses: [{ cidrBlock: "10.16.0.300/16", port: 70_000 }],
  };
  const problems = new Problems();
  checkPeers(problems, peers);
  expect(() => problems.throwIfAny("WebService", "orders")).toThrow(
    [
      'WebService "orders": 6 problems',
      '  allowFrom[0].service: "Web" is no DNS label; use lower-case letters, digits and -, and start with a letter',
      '  allowTo[0].namespace: "pay_ments" is no DNS label; use lower-case letters, digits and -, and start with a letter',
      '  allowFromAddresses[0]: "10.16.0.0" is no IPv4 block; write it as 10.16.0.0/16',
      '  allowToAddresses[0].cidrBlock: "10.16.0.300/16" is no IPv4 block; write it as 10.16.0.0/16',
      "  allowTo[0].port: 0 is no port; use 1 to 65535",
      "  allowToAddresses[0].port: 70000 is no port; use 1 to 65535",
    ].join("\n"),
  );
});

test.each([
  ["10.16.0.1/16", "10.16.0.1/16 is an address inside a block; write the block, 10.16.0.0/16"],
  ["010.16.0.0/16", '"010.16.0.0/16" is no IPv4 block; write it as 10.16.0.0/16'],
  ["10.16.0.0/08", '"10.16.0.0/08" is no IPv4 block; write it as 10.16.0.0/16'],
  ["10.16.0.0/33", '"10.16.0.0/33" is no IPv4 block; write it as 10.16.0.0/16'],
])("%s, which the API server refuses from 1.36 on, is refused", (block, message) => {
  const problems = new Problems();
  checkPeers(problems, { allowFromAddresses: [block] });
  expect(() => problems.throwIfAny("WebService", "orders")).toThrow(`WebService "orders": 1 problem\n  allowFromAddresses[0]: ${message}`);
});
