import type { SourcePosition as WirePosition } from "@pulumi/pulumi/proto/source_pb";
import * as path from "node:path";
import { fileURLToPath } from "node:url";
import type { SourcePosition } from "../result/result";

/** What a request says of where it comes from. */
interface Located {
  getSourceposition(): WirePosition | undefined;
  getStacktrace?(): StackTrace | undefined;
}

/** The line of the program that a request comes from: the nearest one outside installed packages, where the SDK tells of one. */
export function sourcePosition(request: Located, projectDirectory: string): SourcePosition | undefined {
  const nearest = toPosition(request.getSourceposition(), projectDirectory);
  const frames = request.getStacktrace?.()?.getFramesList() ?? [];
  for (const frame of [nearest, ...frames.map((frame) => frame.getPc())]) {
    const position = isWire(frame) ? toPosition(frame, projectDirectory) : frame;
    if (position !== undefined && !isInstalled(position.file)) {
      return position;
    }
  }
  return nearest;
}
/** A file as results name it, the same on any machine: with `/`, relative to the project; one of an installed package from the `node_modules` that it is in. */
export function relativeFile(file: string, projectDirectory: string): string {
  const relative = path.relative(projectDirectory, file).split(path.sep).join("/");
  return relative.slice(Math.max(0, `/${relative}`.lastIndexOf("/node_modules/")));
}
