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
export function programPlaces(result: PreviewResult): (urn: string) => string | undefined {
  const byUrn = new Map(result.resources.map((resource) => [resource.urn, resource]));
  return (urn) => {
    for (let resource = byUrn.get(urn); resource !== undefined; resource = byUrn.get(resource.parent)) {
      if (inProgram(resource.source)) {
        return place(resource.source);
      }
    }
    return undefined;
  };
}
