import type { PreviewResult, ResourceResult } from "./result";
import { MASK } from "./secrets";
import { type PropertyMap, type PropertyValue, SECRET, SIGNATURE, mapSigned, mapValues } from "../wire/values";
import { createHash } from "node:crypto";

/** What `pulumi stack export` writes: the form that `pulumi policy analyze --file` and other tools read. */
export interface ExportedState {
  version: 3;
  deployment: {
    manifest: { time: string; magic: string; version: string };
    resources: ExportedResource[];
  };
}

export interface ExportedResource {
  urn: string;
  custom: boolean;
  id?: string;
  type: string;
  parent?: string;
  external?: true;
  inputs: PropertyMap;
  outputs: PropertyMap;
  dependencies?: string[];
  propertyDependencies?: Record<string, string[]>;
  provider?: string;
  protect?: true;
  retainOnDelete?: true;
  additionalSecretOutputs?: string[];
  customTimeouts?: { create?: number; update?: number; delete?: number };
  deletedWith?: string;
}

/** The result as a state file. It has no secrets (each is the masked text, so that no secrets provider is needed) and no time of its own. */
export function exportState(result: PreviewResult): ExportedState {
  const providerReferences = new Map<string, string>();
  const resources = result.resources.map((resource) => {
    const exported = exportResource(resource, providerReferences);
    if (resource.kind === "provider" || resource.kind === "default-provider") {
      providerReferences.set(resource.urn, `${resource.urn}::${exported.id}`);
    }
    return exported;
  });
  return { version: 3, deployment: { manifest: { time: "0001-01-01T00:00:00Z", magic: "", version: "" }, resources } };
}

function exportResource(resource: ResourceResult, providerReferences: ReadonlyMap<string, string>): ExportedResource {
  const custom = resource.kind !== "component" && resource.kind !== "remote-component" && resource.kind !== "stack";
  const { options } = resource;
  return {
    urn: resource.urn,
    custom,
    // A custom resource must have an id in a state; what a preview could not know gets one that is always the same.
    ...(custom ? { id: resource.id ?? stableUuid(resource.urn) } : {}),
    type: resource.type,
    inputs: exportValues(resource.inputs),
    outputs: exportValues(resource.outputs),
    ...(resource.parent === "" ? {} : { parent: resource.parent }),
    ...(resource.kind === "read" ? { external: true as const } : {}),
    ...(resource.dependencies.length === 0 ? {} : { dependencies: resource.dependencies }),
    ...(Object.keys(resource.propertyDependencies).length === 0 ? {} : { propertyDependencies: resource.propertyDependencies }),
    ...(custom && resource.provider !== undefined ? { provider: providerReferences.get(resource.provider) } : {}),
    ...(options.protect ? { protect: true as const } : {}),
    ...(options.retainOnDelete ? { retainOnDelete: true as const } : {}),
    ...(options.additionalSecretOutputs === undefined ? {} : { additionalSecretOutputs: options.additionalSecretOutputs }),
    ...(options.customTimeouts === undefined ? {} : { customTimeouts: options.customTimeouts }),
    ...(options.deletedWith === undefined ? {} : { deletedWith: options.deletedWith }),
  };
}

/** A state holds a secret as text of JSON, in `plaintext` when it is not encrypted. */
function exportValues(properties: PropertyMap): PropertyMap {
  const exported = (value: PropertyValue): PropertyValue =>
    mapSigned(value, (signed) => (signed[SIGNATURE] === SECRET ? { [SIGNATURE]: SECRET, plaintext: JSON.stringify(MASK) } : signed));
  return mapValues(properties, exported);
}

function stableUuid(urn: string): string {
  const hex = createHash("sha256").update(urn).digest("hex");
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20, 32)].join("-");
}
