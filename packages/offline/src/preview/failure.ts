import { stripVTControlCharacters } from "node:util";
import * as path from "node:path";
import type { Diagnostic, PreviewFailure, SourcePosition } from "../result/result";
import type { Exit } from "../processes/child";
import { explainMissingConfig } from "../project/missingConfig";
import type { Project } from "../project/project";
import { relativeFile } from "../engine/source";

/** The SDK's runner exits with this code when it has already logged why. */
const ERROR_LOGGED = 32;

/** Why the program failed, in its own words; undefined when it did not. */
export function programFailure(exit: Exit, diagnostics: Diagnostic[], project: Project): PreviewFailure | undefined {
  if (exit.code === 0) {
    return undefined;
  }
  const logged = diagnostics.filter((diagnostic) => diagnostic.severity === "error");
  const last = logged.at(-1);
  if (last !== undefined) {
    const message = readable(logged.map((diagnostic) => diagnostic.message).join("\n\n"), project.directory);
    const hint = explainMissingConfig(message, project);
    return {
      origin: "program",
      message,
      ...(hint === undefined ? {} : { hint }),
      ...(last.urn === undefined ? {} : { urn: last.urn }),
      ...located(message, project.directory),
    };
  }
  return { origin: "program", message: exitMessage(exit) };
}

function exitMessage(exit: Exit): string {
  if (exit.signal !== null) {
    return `the program was ended by ${exit.signal}`;
  }
  return exit.code === ERROR_LOGGED ? "the program failed; its own output says why" : `the program exited with code ${exit.code}`;
}

/** Colours taken out, and paths inside the project made relative, so that the same failure reads the same on any machine. */
export function readable(message: string, projectDirectory: string): string {
  const prefix = projectDirectory.endsWith(path.sep) ? projectDirectory : projectDirectory + path.sep;
  return stripVTControlCharacters(message).replaceAll(prefix, "").trimEnd();
}

/** The first frame of a stack trace that is in the project and not in one of its dependencies. */
function located(message: string, projectDirectory: string): { source?: SourcePosition } {
  for (const [, file, line, column] of message.matchAll(/^\s*at .*?\(?(?:file:\/\/)?([^()\s]+?):(\d+):(\d+)\)?$/gm)) {
    if (file !== undefined && !file.includes("node_modules") && !file.startsWith("node:") && !file.startsWith("internal/")) {
      return { source: { file: relativeFile(path.resolve(projectDirectory, file), projectDirectory), line: Number(line), column: Number(column) } };
    }
  }
  return {};
}
