import type { EngineResource } from "../../model/resource";
import type { OutputMode } from "../../result/result";
import { isObject, isUnknown, type PropertyMap, type PropertyValue, UNKNOWN, unwrapSecret } from "../../wire/values";
import { Identifiers } from "../identifiers";

/** What the provider returns when no cluster can be asked: the inputs. What only a cluster knows (`status`) is unknown. */
export function createKubernetes(resource: EngineResource, outputOnly: readonly string[], mode: OutputMode): { id: string; outputs: PropertyMap } {
  const outputs: PropertyMap = { ...resource.inputs };
  for (const property of outputOnly) {
    outputs[property] ??= UNKNOWN;
  }
  if (resource.type === "kubernetes:helm.sh/v3:Release") {
    outputs.status = mode === "simulated" ? releaseStatus(outputs) : UNKNOWN;
    return { id: mode === "simulated" ? qualifiedName(outputs) : "", outputs };
  }
  const metadata = unwrapSecret(outputs.metadata ?? null);
  if (mode === "unknown" || !isObject(metadata)) {
    return { id: "", outputs };
  }
  if (!metadata.name && typeof metadata.generateName === "string") {
    // The API server adds five characters.
    const suffix = new Identifiers(resource.urn).text(5, "bcdfghjklmnpqrstvwxz2456789", "generateName");
    return { id: qualifiedName({ ...metadata, name: `${metadata.generateName}${suffix}` }), outputs };
  }
  return { id: qualifiedName(metadata), outputs };
}

/** `namespace/name`, or the name alone where there is no namespace; "" when a part is unknown or secret. */
function qualifiedName(named: { [key: string]: PropertyValue }): string {
  const { namespace, name } = named;
  if (typeof name !== "string" || isUnknown(name) || isUnknown(namespace) || isObject(namespace)) {
    return "";
  }
  return typeof namespace === "string" && namespace !== "" ? `${namespace}/${name}` : name;
}

function releaseStatus(release: PropertyMap): PropertyValue {
  return {
    appVersion: UNKNOWN,
    chart: release.chart ?? UNKNOWN,
    name: release.name ?? UNKNOWN,
    namespace: release.namespace ?? UNKNOWN,
    revision: UNKNOWN,
    status: "deployed",
    version: release.version ?? UNKNOWN,
  };
}
