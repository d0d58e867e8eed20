import type { Property } from "../kernel/property";
import { kubernetesKinds } from "../kernel/types";

export const roles = kubernetesKinds("rbac.authorization.k8s.io", "ClusterRole", "Role");
export const bindings = kubernetesKinds("rbac.authorization.k8s.io", "ClusterRoleBinding", "RoleBinding");

const READING: readonly string[] = ["get", "list", "watch"];

/** What a role gives by a wildcard. */
export interface Wildcard {
  /** Where it is written. */
  place: Property;
  /** Such as `get every resource of every API group`. */
  may: string;
}

/**
 * The wildcard of a role's rule that reaches beyond the API groups of one's own resources, if there is one. Reading every resource of a group of
 * Kubernetes is none, unless the Secrets are among them.
 */
export function wildcardOf(rule: Property): Wildcard | undefined {
  const listOf = (key: string): Property[] => rule.at(key).items();
  const [groups, resources, verbs, urls] = [listOf("apiGroups"), listOf("resources"), listOf("verbs"), listOf("nonResourceURLs")];
  if (has(urls, "*")) {
    return { place: rule.at("nonResourceURLs"), may: `${does(verbs)} every path of the API server` };
  }
  const foreign = groups.filter((group) => !isOwn(group.string() ?? ""));
  const isReading = verbs.every((verb) => READING.includes(verb.string() ?? ""));
  if (has(resources, "*") && (isReading ? has(foreign, "*") || has(foreign, "") : foreign.length > 0)) {
    return { place: rule.at("resources"), may: `${does(verbs)} every resource of ${foreign.map(groupName).join(" and ")}` };
  }
  return foreign.length > 0 && has(verbs, "*") ? { place: rule.at("verbs"), may: `do anything to ${listed(resources)}` } : undefined;
}

function has(list: readonly Property[], text: string): boolean {
  return list.some((item) => item.string() === text);
}

/** Groups of custom resources have a domain of their own; those of Kubernetes have none, or are in `k8s.io`. Measured values can only be read. */
function isOwn(group: string): boolean {
  return (group.includes(".") && !group.endsWith(".k8s.io")) || /^((custom|external)\.)?metrics\.k8s\.io$/.test(group);
}

function groupName(group: Property): string {
  return group.string() === "*" ? "every API group" : group.string() === "" ? "the core API group" : group.shown();
}

function does(verbs: readonly Property[]): string {
  return has(verbs, "*") ? "do anything to" : listed(verbs);
}

function listed(list: readonly Property[]): string {
  return list.map((item) => item.shown()).join(", ");
}

/** Subjects that everybody is, or every pod that does not say who it is. */
export function openSubject(subject: Property): string | undefined {
  const name = subject.at("name").string();
  switch (subject.at("kind").string()) {
    case "Group":
      return name === "system:unauthenticated" || name === "system:authenticated"
        ? "everybody who reaches the API server"
        : name === "system:serviceaccounts"
          ? "every pod of the cluster"
          : undefined;
    case "User":
      return name === "system:anonymous" ? "everybody who reaches the API server" : undefined;
    case "ServiceAccount":
      return name === "default" ? "every pod that names no service account" : undefined;
    default:
      return undefined;
  }
}
