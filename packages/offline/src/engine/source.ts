import type { SourcePosition as WirePosition } from "@pulumi/pulumi/proto/source_pb";
import * as path from "node:path";
import { fileURLToPath } from "node:url";
import type { SourcePosition } from "../result/result";

/** A position as the SDK sends it (`file:///…`), relative to the project directory. */
export function sourcePosition(position: WirePosition | undefined, projectDirectory: string): SourcePosition | undefined {
  const uri = position?.getUri() ?? "";
  if (position === undefined || !uri.startsWith("file://")) {
    return undefined;
  }
  const column = position.getColumn();
  return { file: relativeFile(fileURLToPath(uri), projectDirectory), line: position.getLine(), ...(column > 0 ? { column } : {}) };
}

/** A file as results name it, the same on any machine: with `/`, relative to the project; one of an installed package from the `node_modules` that it is in. */
export function relativeFile(file: string, projectDirectory: string): string {
  const relative = path.relative(projectDirectory, file).split(path.sep).join("/");
  return relative.slice(Math.max(0, `/${relative}`.lastIndexOf("/node_modules/")));
}
