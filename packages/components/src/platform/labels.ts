import type { PlatformTags } from "./tags";
import type { Problems } from "./problems";

/** What Kubernetes takes as a label's value, besides the empty string. */
const LABEL_VALUE = /^[A-Za-z0-9]([-A-Za-z0-9_.]*[A-Za-z0-9])?$/;
const MAX_LABEL_VALUE = 63;

/** The platform tags that are also labels of Kubernetes objects, by their label key. The owner is not one: an e-mail address is no label value. */
const LABEL_KEYS = {
  "cost-center": "costCenter",
  environment: "environment",
  service: "service",
  team: "team",
} as const satisfies Record<string, keyof PlatformTags>;

/** The annotation that carries the owner. */
export const OWNER_ANNOTATION = "owner";

/** Checks that the tags can be written as labels. It adds nothing where a tag is missing or empty: `checkTags` says that. */
export function checkLabels(problems: Problems, tags: PlatformTags | undefined, path = "tags"): void {
  for (const [key, property] of Object.entries(LABEL_KEYS)) {
    const value: unknown = tags?.[property];
    if (typeof value !== "string" || value.trim() === "") {
      continue;
    }
    problems.require(
      value.length <= MAX_LABEL_VALUE,
      `${path}.${property}`,
      `${value.length} characters, the Kubernetes label ${key} takes ${MAX_LABEL_VALUE}; shorten it`,
    );
    problems.require(
      LABEL_VALUE.test(value),
      `${path}.${property}`,
      `${JSON.stringify(value)} cannot be the Kubernetes label ${key}; use letters, digits, - _ . and start and end with a letter or digit`,
    );
  }
}

/** The labels of every Kubernetes object of a component: what it is, and who pays for it. */
export function platformLabels(name: string, tags: PlatformTags): Record<string, string> {
  const labels: Record<string, string> = {
    ...selectorLabels(name),
    "app.kubernetes.io/part-of": tags.service,
    "app.kubernetes.io/managed-by": "pulumi",
  };
  for (const [key, property] of Object.entries(LABEL_KEYS)) {
    labels[key] = tags[property];
  }
  return labels;
}

/** The labels that choose a component's pods, and nothing else: a selector cannot change, so no tag is in it. */
export function selectorLabels(name: string): Record<string, string> {
  return { "app.kubernetes.io/name": name };
}

/** What the pod security admission of a namespace enforces. */
export function podSecurityLabels(level: "privileged" | "baseline" | "restricted"): Record<string, string> {
  return { "pod-security.kubernetes.io/enforce": level, "pod-security.kubernetes.io/warn": level };
}

/** A DNS label as a Service needs it: it starts with a letter. */
const DNS_NAME = /^[a-z]([-a-z0-9]*[a-z0-9])?$/;
const MAX_DNS_NAME = 63;

/** Checks the name of a Kubernetes object that is also a host name or a label's value. */
export function checkDnsName(problems: Problems, path: string, value: string, maxLength = MAX_DNS_NAME): void {
  if (typeof value !== "string" || !DNS_NAME.test(value)) {
    problems.add(path, `${JSON.stringify(value)} is no DNS label; use lower-case letters, digits and -, and start with a letter`);
  } else if (value.length > maxLength) {
    problems.add(path, `${JSON.stringify(value)} has ${value.length} characters, ${maxLength} are allowed; shorten it`);
  }
}
