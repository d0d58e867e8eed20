import type { Input } from "@pulumi/pulumi";
import { contains, formatIpv4Block, networkOf, parseIpv4Block } from "../network/cidr.plan";
import type { Problems } from "../platform/problems";
import { checkDnsName, selectorLabels } from "../platform/labels";

/** A workload that calls this service, by its label `app.kubernetes.io/name`. */
export interface CallerPeer {
  service: string;
  /** Default: the namespace of this service. */
  namespace?: string;
}

/** A workload that this service calls, by its label `app.kubernetes.io/name`. */
export interface CalledPeer {
  service: string;
  /** Default: the namespace of this service. */
  namespace?: string;
  /** The port that its pods listen on, which may differ from its Service's. Default: 8080. */
  port?: number;
}

/** Addresses outside the cluster that this service calls: a database, or an API of somebody else. */
export interface AddressPeer {
  /** Such as `10.16.0.0/16`. The metadata service of the nodes is never in it, unless it is `169.254.169.254/32` itself. */
  cidrBlock: string;
  port: number;
}

export interface NetworkPeers {
  allowFrom?: CallerPeer[];
  allowFromAddresses?: string[];
  allowTo?: CalledPeer[];
  allowToAddresses?: AddressPeer[];
}

/** The part of a NetworkPolicy's specification that we write. */
export interface NetworkPolicySpec {
  podSelector: { matchLabels: Record<string, string> };
  policyTypes: ("Ingress" | "Egress")[];
  ingress: { from: NetworkPolicyPeer[]; ports: NetworkPolicyPort[] }[];
  egress: { to: NetworkPolicyPeer[]; ports: NetworkPolicyPort[] }[];
}

interface NetworkPolicyPeer {
  ipBlock?: { cidr: string; except?: string[] };
  namespaceSelector?: { matchLabels: Record<string, Input<string>> };
  podSelector?: { matchLabels: Record<string, string> };
}

interface NetworkPolicyPort {
  protocol: "TCP" | "UDP";
  port: number | string;
}

export function checkPeers(problems: Problems, peers: NetworkPeers): void {
  for (const property of ["allowFrom", "allowTo"] as const) {
    for (const [index, peer] of (peers[property] ?? []).entries()) {
      checkDnsName(problems, `${property}[${index}].service`, peer.service);
      if (peer.namespace !== undefined) {
        checkDnsName(problems, `${property}[${index}].namespace`, peer.namespace);
      }
    }
  }
  const blocks = [
    ...(peers.allowFromAddresses ?? []).map((block, index) => ({ path: `allowFromAddresses[${index}]`, block })),
    ...(peers.allowToAddresses ?? []).map(({ cidrBlock }, index) => ({ path: `allowToAddresses[${index}].cidrBlock`, block: cidrBlock })),
  ];
  for (const { path, block } of blocks) {
    checkBlock(problems, path, block);
  }
  const ports = [
    ...(peers.allowTo ?? []).map(({ port }, index) => ({ path: `allowTo[${index}].port`, port: port ?? DEFAULT_PORT })),
    ...(peers.allowToAddresses ?? []).map(({ port }, index) => ({ path: `allowToAddresses[${index}].port`, port })),
  ];
  for (const { path, port } of ports) {
    checkPort(problems, path, port);
  }
}

export function checkPort(problems: Problems, path: string, port: number): void {
  problems.require(Number.isInteger(port) && port >= 1 && port <= 65_535, path, `${port} is no port; use 1 to 65535`);
}

/** From Kubernetes 1.36 on the API server refuses leading zeros, and bits behind the prefix. */
function checkBlock(problems: Problems, path: string, text: string): void {
  const block = parseIpv4Block(text);
  if (block === undefined) {
    problems.add(path, `${JSON.stringify(text)} is no IPv4 block; write it as 10.16.0.0/16`);
    return;
  }
  const network = formatIpv4Block(networkOf(block));
  problems.require(network === text, path, `${text} is an address inside a block; write the block, ${network}`);
}

const DEFAULT_PORT = 8080;

/** Where NodeLocal DNSCache listens: a service must reach it as well as CoreDNS, whichever the cluster has. */
const NODE_LOCAL_DNS = "169.254.20.10/32";

/** Where a node's credentials are: a block that is meant for the internet does not open it, only its own address does. */
const METADATA_SERVICE = "169.254.169.254/32";

/** Nobody reaches the pods, and they reach nobody, but for those named here, cluster DNS, and Prometheus. */
export function networkPolicySpec(name: string, namespace: string, metricsNamespace: Input<string>, peers: NetworkPeers): NetworkPolicySpec {
  const callers = [
    ...(peers.allowFrom ?? []).map((peer) => podsOf(peer, namespace)),
    ...(peers.allowFromAddresses ?? []).map((cidr) => ({ ipBlock: { cidr } })),
  ];
  const prometheus = { namespaceSelector: inNamespace(metricsNamespace), podSelector: { matchLabels: selectorLabels("prometheus") } };
  const dns = { namespaceSelector: inNamespace("kube-system"), podSelector: { matchLabels: { "k8s-app": "kube-dns" } } };
  return {
    podSelector: { matchLabels: selectorLabels(name) },
    policyTypes: ["Ingress", "Egress"],
    ingress: [
      { from: [prometheus], ports: [{ protocol: "TCP", port: "metrics" }] },
      ...(callers.length === 0 ? [] : [{ from: callers, ports: [{ protocol: "TCP" as const, port: "http" }] }]),
    ],
    egress: [
      {
        to: [dns, { ipBlock: { cidr: NODE_LOCAL_DNS } }],
        // An answer that does not fit into a datagram comes over TCP.
        ports: [
          { protocol: "UDP", port: 53 },
          { protocol: "TCP", port: 53 },
        ],
      },
      ...(peers.allowTo ?? []).map((peer) => ({
        to: [podsOf(peer, namespace)],
        ports: [{ protocol: "TCP" as const, port: peer.port ?? DEFAULT_PORT }],
      })),
      ...(peers.allowToAddresses ?? []).map((peer) => ({
        to: [{ ipBlock: withoutMetadataService(peer.cidrBlock) }],
        ports: [{ protocol: "TCP" as const, port: peer.port }],
      })),
    ],
  };
}

function withoutMetadataService(cidr: string): NetworkPolicyPeer["ipBlock"] {
  const [block, metadata] = [parseIpv4Block(cidr), parseIpv4Block(METADATA_SERVICE)];
  const opens = block !== undefined && metadata !== undefined && block.prefix < metadata.prefix && contains(block, metadata);
  return opens ? { cidr, except: [METADATA_SERVICE] } : { cidr };
}

function podsOf(peer: CallerPeer, ownNamespace: string): NetworkPolicyPeer {
  return { namespaceSelector: inNamespace(peer.namespace ?? ownNamespace), podSelector: { matchLabels: selectorLabels(peer.service) } };
}

/** Kubernetes gives every namespace this label, with its name. */
function inNamespace(namespace: Input<string>): { matchLabels: Record<string, Input<string>> } {
  return { matchLabels: { "kubernetes.io/metadata.name": namespace } };
}
