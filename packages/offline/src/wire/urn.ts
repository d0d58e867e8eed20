/** The type of every stack's root resource. */
export const STACK_TYPE = "pulumi:pulumi:Stack";

export const PROVIDER_PREFIX = "pulumi:providers:";

export function isProviderType(type: string): boolean {
  return type.startsWith(PROVIDER_PREFIX);
}

/** The package of a type or function token: `aws` for `aws:s3/bucket:Bucket`; for a provider's own type, the package that it provides. */
export function packageOf(token: string): string {
  return isProviderType(token) ? token.slice(PROVIDER_PREFIX.length) : token.slice(0, token.indexOf(":"));
}

/** The parts of a URN: `urn:pulumi:<stack>::<project>::<parent type>$<type>::<name>`. */
export interface UrnParts {
  stack: string;
  project: string;
  /** The types of the ancestors and of the resource, joined by `$`. */
  qualifiedType: string;
  type: string;
  name: string;
}

export function parseUrn(urn: string): UrnParts {
  const [stack = "", project = "", qualifiedType = "", ...name] = urn.slice("urn:pulumi:".length).split("::");
  return { stack, project, qualifiedType, type: qualifiedType.slice(qualifiedType.lastIndexOf("$") + 1), name: name.join("::") };
}

/** Makes a URN as the engine does: the root stack's type is left out of the ancestors' types. */
export function makeUrn(stack: string, project: string, parent: string, type: string, name: string): string {
  const ancestors = parent === "" ? "" : parseUrn(parent).qualifiedType;
  const qualifiedType = ancestors === "" || ancestors === STACK_TYPE ? type : `${ancestors}$${type}`;
  return `urn:pulumi:${stack}::${project}::${qualifiedType}::${name}`;
}
