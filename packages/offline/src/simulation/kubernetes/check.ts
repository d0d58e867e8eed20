import { load } from "js-yaml";
import { Identifiers } from "../identifiers";
import type { EngineResource } from "../../model/resource";
import { containsUnknown, isObject, isSecret, isUnknown, type PropertyMap, type PropertyValue, secret, unwrapSecret } from "../../wire/values";
import type { KindScopes } from "./scope";

/** What the Kubernetes provider adds to inputs before anything is sent to a cluster: a name, a namespace, the secrecy of a Secret. */
export function checkKubernetes(resource: EngineResource, scopes: KindScopes): PropertyMap {
  if (resource.type === "kubernetes:helm.sh/v3:Release") {
    return checkRelease(resource);
  }
  const kind = resource.type.slice(resource.type.lastIndexOf(":") + 1);
  if (resource.type.startsWith("kubernetes:helm.sh/") || kind.endsWith("Patch") || kind.endsWith("List")) {
    return resource.inputs;
  }
  const inputs = { ...resource.inputs };
  if (inputs.kind === "CustomResourceDefinition") {
    scopes.define(inputs);
  }
  const given = inputs.metadata ?? {};
  const metadata = unwrapSecret(given);
  if (!isUnknown(metadata) && isObject(metadata)) {
    const named = withName(metadata, resource);
    const placed =
      named.namespace || !scopes.isNamespaced(inputs.apiVersion, inputs.kind) ? named : { ...named, namespace: defaultNamespace(resource) };
    inputs.metadata = isSecret(given) ? secret(placed) : placed;
  }
  if (inputs.kind === "Secret") {
    for (const property of ["data", "stringData"] as const) {
      if (inputs[property] !== undefined) {
        inputs[property] = secret(inputs[property]);
      }
    }
  }
  return inputs;
}

/** A Helm release has its name and namespace at the top, and waits five minutes unless it is told otherwise. */
function checkRelease(resource: EngineResource): PropertyMap {
  const inputs = { ...resource.inputs };
  inputs.name ||= automaticName(resource);
  inputs.namespace ||= defaultNamespace(resource);
  if (inputs.skipAwait !== true) {
    inputs.timeout ??= 300;
  }
  return inputs;
}

function withName(metadata: Record<string, PropertyValue>, resource: EngineResource): Record<string, PropertyValue> {
  if (metadata.name || metadata.generateName) {
    return metadata;
  }
  const annotations = unwrapSecret(metadata.annotations ?? {});
  if (!isObject(annotations)) {
    return { ...metadata, name: automaticName(resource) };
  }
  const marked = { ...annotations, "pulumi.com/autonamed": "true" };
  return { ...metadata, name: automaticName(resource), annotations: isSecret(metadata.annotations) ? secret(marked) : marked };
}

function automaticName(resource: EngineResource): string {
  return `${resource.name}-${new Identifiers(resource.urn).hex(8, "name")}`;
}

/** The provider's `namespace`, else that of its kubeconfig's current context, else `default`. A kubeconfig of the machine is left alone. */
function defaultNamespace(resource: EngineResource): string {
  const inputs = resource.provider?.inputs ?? {};
  const namespace = unwrapSecret(inputs.namespace ?? null);
  return typeof namespace === "string" && namespace !== "" ? namespace : (contextNamespace(inputs) ?? "default");
}

function contextNamespace(inputs: PropertyMap): string | undefined {
  const text = unwrapSecret(inputs.kubeconfig ?? null);
  // One line is a path.
  if (typeof text !== "string" || containsUnknown(text) || !/[\n{]/.test(text)) {
    return undefined;
  }
  try {
    const kubeconfig = load(text) as { "current-context"?: string; contexts?: { name?: string; context?: { namespace?: string } }[] } | undefined;
    const wanted = typeof inputs.context === "string" ? inputs.context : kubeconfig?.["current-context"];
    return kubeconfig?.contexts?.find(({ name }) => name === wanted)?.context?.namespace;
  } catch {
    return undefined;
  }
}
