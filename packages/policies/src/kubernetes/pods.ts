import type { Property } from "../kernel/property";
import type { Resource } from "../kernel/resource";
import { anyOf, kubernetesKinds, parseType } from "../kernel/types";
import { podTemplateOf } from "./objects";
import { some } from "./selector";

/** Every kind that has a pod spec. */
export const podRunners = anyOf(
  "Kubernetes workloads",
  kubernetesKinds("core", "Pod", "PodTemplate", "ReplicationController"),
  kubernetesKinds("apps", "DaemonSet", "Deployment", "ReplicaSet", "StatefulSet"),
  kubernetesKinds("batch", "CronJob", "Job"),
  kubernetesKinds("argoproj.io", "Rollout"),
  kubernetesKinds("serving.knative.dev", "Configuration", "Revision", "Service"),
);

/** A pod as an object describes it. */
export interface Pod {
  /** Of the pod, or of its template. */
  metadata: Property;
  spec: Property;
  /** Init containers first, as they run. */
  containers: Container[];
  /** The pod is meant to end: it is a Job's. */
  ends: boolean;
}

export interface Container {
  property: Property;
  name: string;
  /** `sidecar` is an init container that keeps running (`restartPolicy: Always`). */
  role: "main" | "init" | "sidecar" | "ephemeral";
}

/**
 * The pod that an object runs. Undefined where it describes none: other kinds, and a Rollout that refers to a Deployment (`workloadRef`).
 * @throws Undetermined when the list of its containers is not known yet.
 */
export function podOf(resource: Resource): Pod | undefined {
  const template = podTemplateOf(resource);
  if (template === undefined || template.isAbsent) {
    return undefined;
  }
  const spec = template.at("spec");
  const listed = (key: string, roleOf: (container: Property) => Container["role"]): Container[] =>
    spec
      .at(key)
      .items()
      .map((property) => ({ property, name: nameOf(property), role: roleOf(property) }));
  return {
    metadata: template.at("metadata"),
    spec,
    containers: [
      ...listed("initContainers", (container) => (known(container.at("restartPolicy")) === "Always" ? "sidecar" : "init")),
      ...listed("containers", () => "main"),
      ...listed("ephemeralContainers", () => "ephemeral"),
    ],
    ends: ["CronJob", "Job"].includes(parseType(resource.type).name),
  };
}

/**
 * Whether all its pods mount one claim, which most volumes let only one node do at a time.
 * @throws Undetermined when its volumes are not known yet.
 */
export function mountsClaim(resource: Resource): boolean {
  const volumes = podTemplateOf(resource)?.at("spec", "volumes").items() ?? [];
  return some(volumes, (volume) => {
    if (volume.isUnknown) {
      throw volume.undetermined();
    }
    return !volume.at("persistentVolumeClaim").isAbsent;
  });
}

function known(property: Property): string | undefined {
  return property.isUnknown ? undefined : property.string();
}

/** Its place in the list where it has no name that is known. */
function nameOf(container: Property): string {
  const name = known(container.at("name"));
  return name ?? `number ${Number(container.key ?? 0) + 1}`;
}
