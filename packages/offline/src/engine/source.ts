import type { StackTrace, SourcePosition as WirePosition } from "@pulumi/pulumi/proto/source_pb";
import * as path from "node:path";
import { fileURLToPath } from "node:url";
import type { SourcePosition } from "../result/result";

/** What a request says of where it comes from; SDKs before stack traces only send the position. */
interface Located {
  getSourceposition(): WirePosition | undefined;
  getStacktrace?(): StackTrace | undefined;
}

/** The line of the program that a request comes from: the nearest one outside installed packages, else the nearest. Relative to the project directory. */
export function sourcePosition(request: Located, projectDirectory: string): SourcePosition | undefined {
  let nearest: SourcePosition | undefined;
  for (const frame of [request.getSourceposition(), ...(request.getStacktrace?.()?.getFramesList() ?? []).map((frame) => frame.getPc())]) {
    const position = toPosition(frame, projectDirectory);
    if (position !== undefined && !position.file.startsWith("node_modules/")) {
      return position;
    }
    nearest ??= position;
  }
  return nearest;
}

/** Of two positions, the later one in the same file; of two files, the second position. */
export function later(first: SourcePosition | undefined, second: SourcePosition | undefined): SourcePosition | undefined {
  if (first === undefined || second === undefined || first.file !== second.file) {
    return second ?? first;
  }
  const lines = first.line - second.line || (first.column ?? 0) - (second.column ?? 0);
  return lines > 0 ? first : second;
}

function toPosition(position: WirePosition | undefined, projectDirectory: string): SourcePosition | undefined {
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
