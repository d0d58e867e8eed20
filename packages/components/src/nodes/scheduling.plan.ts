import type { Problems } from "../platform/problems";

/** What a taint does to pods that don't tolerate it, in Kubernetes' words. */
export const TaintEffect = { NoSchedule: "NoSchedule", PreferNoSchedule: "PreferNoSchedule", NoExecute: "NoExecute" } as const;
export type TaintEffect = (typeof TaintEffect)[keyof typeof TaintEffect];

/** Keeps pods off nodes unless they tolerate it. */
export interface NodeTaint {
  key: string;
  /** Default: none. */
  value?: string;
  effect: TaintEffect;
}

const NAME = /^[A-Za-z0-9](?:[-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?$/;
const PREFIX = /^(?=.{1,253}$)[a-z0-9](?:[-a-z0-9]*[a-z0-9])?(?:\.[a-z0-9](?:[-a-z0-9]*[a-z0-9])?)*$/;
/** The only namespaces of Kubernetes in which a kubelet may label its own node; with another it doesn't start. */
const KUBELET_NAMESPACES = ["kubelet.kubernetes.io", "node.kubernetes.io"];
const within = (namespace: string, domain: string) => namespace === domain || namespace.endsWith(`.${domain}`);

/** Checks labels that nodes put on themselves. */
export function checkNodeLabels(problems: Problems, labels: Record<string, string>, path: string): void {
  for (const [key, value] of Object.entries(labels)) {
    checkLabel(problems, key, value, `${path}.${key}`);
    const namespace = key.includes("/") ? key.slice(0, key.indexOf("/")) : "";
    const reserved = within(namespace, "kubernetes.io") || within(namespace, "k8s.io");
    problems.require(
      !reserved || KUBELET_NAMESPACES.some((allowed) => within(namespace, allowed)),
      `${path}.${key}`,
      `a kubelet may not label its node in ${namespace}; use a namespace of your own, or ${KUBELET_NAMESPACES.join(" or ")}`,
    );
  }
}

/** Checks a label, whoever puts it on a node. */
export function checkLabel(problems: Problems, key: string, value: string, path: string): void {
  checkKey(problems, key, path);
  checkValue(problems, value, path);
}

/** Checks taints: keys and values of at most 63 characters, as EKS takes them, and effects. */
export function checkTaints(problems: Problems, taints: readonly NodeTaint[], path: string): void {
  const effects = Object.values(TaintEffect);
  const seen = new Set<string>();
  taints.forEach((taint, index) => {
    checkKey(problems, taint.key, `${path}[${index}].key`);
    checkValue(problems, taint.value ?? "", `${path}[${index}].value`);
    problems.require(
      effects.includes(taint.effect),
      `${path}[${index}].effect`,
      `${JSON.stringify(taint.effect)} is not an effect; use one of ${effects.join(", ")}`,
    );
    const kind = `${taint.key}:${taint.effect}`;
    problems.require(
      !seen.has(kind),
      `${path}[${index}]`,
      `${kind} is there already, and a node takes one taint of each key and effect; leave one out`,
    );
    seen.add(kind);
  });
}

function checkKey(problems: Problems, key: string, path: string): void {
  const [name = "", prefix, ...rest] = key.split("/").reverse();
  const valid = NAME.test(name) && (prefix === undefined || PREFIX.test(prefix)) && rest.length === 0;
  problems.require(
    valid,
    path,
    `${JSON.stringify(key)} is not a key; use up to 63 letters, digits and - _ . with an optional DNS prefix and a slash`,
  );
}

function checkValue(problems: Problems, value: string, path: string): void {
  problems.require(value === "" || NAME.test(value), path, `${JSON.stringify(value)} is not a value; use up to 63 letters, digits and - _ .`);
}
