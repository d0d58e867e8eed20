import { contains, parseIpv4Block } from "../src/network/cidr.plan";

/**
 * What network policies let through, by the rules of the NetworkPolicy API. No judge of the project has a network (kwok runs no container), so this reading
 * of ours is all that looks at traffic: what a CNI plugin adds or leaves out it can't see. Kubelet's probes always come through.
 */
export interface NetworkPolicy {
  metadata: { namespace: string };
  spec: { podSelector: LabelSelector; policyTypes: string[]; ingress?: Rule[]; egress?: Rule[] };
}

interface Rule {
  from?: Peer[];
  to?: Peer[];
  ports?: { protocol?: string; port?: number | string; endPort?: number }[];
}

interface Peer {
  ipBlock?: { cidr: string; except?: string[] };
  namespaceSelector?: LabelSelector;
  podSelector?: LabelSelector;
}

export interface LabelSelector {
  matchLabels?: Record<string, string>;
  matchExpressions?: { key: string; operator: string; values?: string[] }[];
}

/** One end of a connection: a pod, or an address outside the cluster. */
export type Endpoint = Pod | { address: string };

export interface Pod {
  namespace: string;
  labels: Record<string, string>;
  /** Its named ports. */
  ports?: { name: string; containerPort: number; protocol?: string }[];
}

export interface Connection {
  from: Endpoint;
  to: Endpoint;
  port: number;
  /** Default: TCP. */
  protocol?: string;
}

/** Whether a connection is let out of where it starts and into where it ends. Namespaces have the label that Kubernetes gives them, and no other. */
export function isAllowed(policies: NetworkPolicy[], connection: Connection): boolean {
  return (
    passes(policies, "Egress", connection.from, connection.to, connection) && passes(policies, "Ingress", connection.to, connection.from, connection)
  );
}

function passes(policies: NetworkPolicy[], direction: "Ingress" | "Egress", subject: Endpoint, other: Endpoint, connection: Connection): boolean {
  if (!isPod(subject)) {
    return true;
  }
  const chosen = policies.filter(
    ({ metadata, spec }) =>
      metadata.namespace === subject.namespace && matches(spec.podSelector, subject.labels) && spec.policyTypes.includes(direction),
  );
  // A pod that no policy chooses is open.
  return (
    chosen.length === 0 ||
    chosen.some(({ metadata, spec }) =>
      ((direction === "Ingress" ? spec.ingress : spec.egress) ?? []).some(
        (rule) => isPeer(direction === "Ingress" ? rule.from : rule.to, other, metadata.namespace) && isPort(rule.ports, connection),
      ),
    )
  );
}

function isPod(endpoint: Endpoint): endpoint is Pod {
  return "labels" in endpoint;
}

/** No list, or an empty one, is everybody. */
function isPeer(peers: Peer[] | undefined, endpoint: Endpoint, ownNamespace: string): boolean {
  return (
    peers === undefined ||
    peers.length === 0 ||
    peers.some((peer) => (isPod(endpoint) ? isPodOf(peer, endpoint, ownNamespace) : inBlock(peer, endpoint)))
  );
}

/** Both selectors of one peer must match; without one of namespaces it is the policy's own. */
function isPodOf({ ipBlock, namespaceSelector, podSelector }: Peer, pod: Pod, ownNamespace: string): boolean {
  const inNamespace =
    namespaceSelector === undefined ? pod.namespace === ownNamespace : matches(namespaceSelector, { "kubernetes.io/metadata.name": pod.namespace });
  return ipBlock === undefined && inNamespace && matches(podSelector ?? {}, pod.labels);
}

function inBlock({ ipBlock }: Peer, { address }: { address: string }): boolean {
  const isIn = (cidr: string) => contains(block(cidr), block(`${address}/32`));
  return ipBlock !== undefined && isIn(ipBlock.cidr) && !(ipBlock.except ?? []).some(isIn);
}

function block(cidr: string) {
  const parsed = parseIpv4Block(cidr);
  if (parsed === undefined) {
    throw new Error(`${cidr} is no IPv4 block`);
  }
  return parsed;
}

/** A port's name is one of the pod that is called. */
function isPort(ports: Rule["ports"], { to, port, protocol = "TCP" }: Connection): boolean {
  const named = isPod(to) ? (to.ports ?? []) : [];
  return (
    ports === undefined ||
    ports.length === 0 ||
    ports.some((rule) => {
      const first =
        typeof rule.port === "string"
          ? named.find((each) => each.name === rule.port && (each.protocol ?? "TCP") === (rule.protocol ?? "TCP"))?.containerPort
          : rule.port;
      const inRange = rule.port === undefined || (first !== undefined && port >= first && port <= (rule.endPort ?? first));
      return (rule.protocol ?? "TCP") === protocol && inRange;
    })
  );
}

function matches({ matchLabels = {}, matchExpressions = [] }: LabelSelector, labels: Record<string, string>): boolean {
  return (
    Object.entries(matchLabels).every(([key, value]) => labels[key] === value) &&
    matchExpressions.every(({ key, operator, values = [] }) => {
      const value = labels[key];
      switch (operator) {
        case "In":
          return value !== undefined && values.includes(value);
        case "NotIn":
          return value === undefined || !values.includes(value);
        case "Exists":
          return value !== undefined;
        case "DoesNotExist":
          return value === undefined;
        default:
          throw new Error(`${operator} is no operator of a label selector`);
      }
    })
  );
}
