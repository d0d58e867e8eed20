import { YAMLException } from "js-yaml";
import { type Document, readDocuments } from "./yaml";

/** A file that may hold manifests. */
export interface ManifestFile {
  /** As reports name it. */
  name: string;
  text: string;
  /** It was named itself, and not only the folder that it is in: then everything in it has to be a Kubernetes object. */
  named: boolean;
}

/** A Kubernetes object as the resource that Pulumi would make of it. */
export interface ManifestResource {
  urn: string;
  type: string;
  name: string;
  properties: Record<string, unknown>;
  file: string;
  /** The line of a property, or of the object where there is no path. */
  lineOf(path?: string): number;
}

export interface Manifests {
  resources: ManifestResource[];
  /** What can't be read, a line each. */
  problems: string[];
  /** What is no Kubernetes object and was found in a folder, and what is for kustomize, which stands among manifests everywhere. */
  ignored: string[];
}

type Properties = Record<string, unknown>;

/** Reads Kubernetes objects: one for each document, and for each item of a list. */
export function readManifests(files: readonly ManifestFile[], project: string): Manifests {
  const manifests: Manifests = { resources: [], problems: [], ignored: [] };
  const urns = new Set<string>();
  for (const file of files) {
    for (const document of documentsOf(file, manifests)) {
      for (const object of objectsOf(document)) {
        const forKustomize = isForKustomize(file.name, object.value);
        const wrong = forKustomize ? "this is for kustomize: kustomize build … | firmament check -" : problemOf(object.value);
        if (wrong !== undefined) {
          (file.named && !forKustomize ? manifests.problems : manifests.ignored).push(`${file.name}:${document.lineOf(object.path)}: ${wrong}`);
          continue;
        }
        manifests.resources.push(resourceOf(file.name, document, object.path, object.value as Properties, project, urns));
      }
    }
  }
  return manifests;
}

function documentsOf(file: ManifestFile, { problems }: Manifests): Document[] {
  try {
    // A file that Windows made may begin with a byte order mark.
    return readDocuments(file.text.replace(/^\ufeff/, ""), file.name);
  } catch (error) {
    if (!(error instanceof YAMLException)) {
      throw error;
    }
    const line = error.mark === undefined ? "" : `:${error.mark.line + 1}`;
    const template = /\{\{/.test(file.text) ? "; a template has to be rendered first: helm template … | firmament check -" : "";
    problems.push(`${file.name}${line}: ${error.reason}${template}`);
    return [];
  }
}

interface Place {
  value: unknown;
  path: string;
}

function objectsOf({ value }: Document): Place[] {
  if (value === null || value === undefined) {
    return [];
  }
  const isList = isObject(value) && typeof value.kind === "string" && value.kind.endsWith("List") && Array.isArray(value.items);
  return isList ? itemsOf(value as Properties & { kind: string; items: unknown[] }) : [{ value, path: "" }];
}

/** The items of a `DeploymentList` need not say that they are Deployments. */
function itemsOf({ apiVersion, kind, items }: Properties & { kind: string; items: unknown[] }): Place[] {
  const inherited = kind === "List" ? {} : { apiVersion, kind: kind.slice(0, -"List".length) };
  return items.map((item, index) => ({ value: isObject(item) ? { ...inherited, ...item } : item, path: `items[${index}]` }));
}

/** Kustomize takes a file of its name for its own, also without an `apiVersion`. */
function isForKustomize(file: string, value: unknown): boolean {
  const { apiVersion = "" } = isObject(value) ? value : {};
  return String(apiVersion).startsWith("kustomize.config.k8s.io/") || (apiVersion === "" && /(^|\/)kustomization\.ya?ml$/.test(file));
}

function problemOf(value: unknown): string | undefined {
  if (!isObject(value)) {
    return "this is no Kubernetes object";
  }
  const missing = ["apiVersion", "kind"].filter((field) => typeof value[field] !== "string" || value[field] === "");
  if (missing.length > 0) {
    return `this is no Kubernetes object: it has no ${missing.join(" and no ")}`;
  }
  return nameOf(value) === undefined ? `${String(value.kind)} has no metadata.name` : undefined;
}

function nameOf({ metadata }: Properties): string | undefined {
  const name = isObject(metadata) ? (metadata.name ?? metadata.generateName) : undefined;
  return typeof name === "string" && name !== "" ? name : undefined;
}

function resourceOf(file: string, document: Document, path: string, properties: Properties, project: string, urns: Set<string>): ManifestResource {
  const apiVersion = String(properties.apiVersion);
  const type = `kubernetes:${apiVersion.includes("/") ? apiVersion : `core/${apiVersion}`}:${String(properties.kind)}`;
  const name = nameOf(properties) ?? "";
  const { namespace } = properties.metadata as Properties;
  const lineOf = (property = ""): number => document.lineOf(path === "" || property === "" ? path + property : `${path}.${property}`);
  let urn = `urn:pulumi:${project}::${project}::${type}::${typeof namespace === "string" ? `${namespace}/` : ""}${name}`;
  if (urns.has(urn)) {
    // The same object for another cluster, as an overlay has it.
    urn += `@${file}:${lineOf()}`;
  }
  urns.add(urn);
  return { urn, type, name, properties, file, lineOf };
}

function isObject(value: unknown): value is Properties {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
