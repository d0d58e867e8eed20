import type { PreviewResult, SourcePosition } from "@firmament/offline";

/** `index.ts:14` */
export function place(source: SourcePosition): string {
  return `${source.file}:${source.line}`;
}

/** Whether a position is in the program itself, as opposed to a library that it uses. */
export function inProgram(source: SourcePosition | undefined): source is SourcePosition {
  return source !== undefined && source.library === undefined;
}

/**
 * Where the program made each resource: the resource's own line, or, when a library made it, the line of the nearest ancestor that the program made.
 * Undefined where there is none.
 */
export function programSources({ resources }: Pick<PreviewResult, "resources">): (urn: string) => SourcePosition | undefined {
  const byUrn = new Map(resources.map((resource) => [resource.urn, resource]));
  return (urn) => {
    for (let resource = byUrn.get(urn); resource !== undefined; resource = byUrn.get(resource.parent)) {
      if (inProgram(resource.source)) {
        return resource.source;
      }
    }
    return undefined;
  };
}

/** The same as text. */
export function programPlaces(result: Pick<PreviewResult, "resources">): (urn: string) => string | undefined {
  const sources = programSources(result);
  return (urn) => {
    const source = sources(urn);
    return source === undefined ? undefined : place(source);
  };
}
