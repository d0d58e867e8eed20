import type { Property } from "../kernel/property";
import type { Resource } from "../kernel/resource";
import { parseType } from "../kernel/types";

/** The namespace of an object: its own, else its provider's, else `default`. Undefined when it can't be known yet. */
export function namespaceOf(resource: Resource): string | undefined {
  for (const place of [resource.properties.at("metadata", "namespace"), resource.provider?.properties.at("namespace")]) {
    if (place?.isUnknown === true) {
      return undefined;
    }
    const namespace = place?.string();
    if (namespace !== undefined) {
      return namespace;
    }
  }
  return "default";
}

/** Whether two objects may be in one namespace: they are, or it can't be known yet. Objects that also match otherwise are hardly ever in two. */
export function mayShareNamespace(a: Resource, b: Resource): boolean {
  const [one, other] = [namespaceOf(a), namespaceOf(b)];
  return one === undefined || other === undefined || one === other;
}

/** The name of an object in the cluster, where it is known; Pulumi's name of it otherwise. */
export function objectNameOf(resource: Resource): string {
  const name = resource.properties.at("metadata", "name");
  return name.isUnknown ? resource.name : (name.string() ?? resource.name);
}

/** Kinds that run pods, and where their pod template is. */
const POD_TEMPLATES: Readonly<Record<string, readonly string[] | undefined>> = {
  Configuration: ["spec", "template"],
  CronJob: ["spec", "jobTemplate", "spec", "template"],
  DaemonSet: ["spec", "template"],
  Deployment: ["spec", "template"],
  Job: ["spec", "template"],
  Pod: [],
  PodTemplate: ["template"],
  ReplicaSet: ["spec", "template"],
  ReplicationController: ["spec", "template"],
  Revision: [],
  Rollout: ["spec", "template"],
  // Knative's; the core one has no template.
  Service: ["spec", "template"],
  StatefulSet: ["spec", "template"],
};

/** The metadata and spec of the pods that an object runs; absent for kinds that run none. */
export function podTemplateOf(resource: Resource): Property | undefined {
  const path = POD_TEMPLATES[parseType(resource.type).name];
  return path === undefined ? undefined : resource.properties.at(...path);
}
