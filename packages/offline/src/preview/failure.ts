import { stripVTControlCharacters } from "node:util";
import * as path from "node:path";
import type { Diagnostic, PreviewFailure, SourcePosition } from "../result/result";
import type { Exit } from "../processes/child";
import { explainMissingConfig } from "../project/missingConfig";
import type { Project } from "../project/project";
import { relativeFile } from "../engine/source";

/** Where this package's own code is, which loads what makes the SDK fast into the program's process. */
const ownDirectory = path.join(__dirname, "..") + path.sep;

/** The SDK's runner exits with this code when it has already logged why. */
const ERROR_LOGGED = 32;

/** How a program came to its end. */
export interface Ending {
  exit: Exit;
  diagnostics: readonly Diagnostic[];
  /** What was said of each data source that nobody has an answer for. */
  unanswered: readonly string[];
  /** Node complained that its heap is full. */
  outOfMemory: boolean;
}

/** Why the program failed, in its own words; undefined when it did not. */
export function programFailure(
  { exit, diagnostics, unanswered, outOfMemory }: Ending,
  project: Pick<Project, "directory" | "coverageGaps">,
): PreviewFailure | undefined {
  if (exit.code === 0) {
    return undefined;
  }
  const logged = diagnostics.filter((diagnostic) => diagnostic.severity === "error");
  const last = logged.at(-1);
  if (last === undefined) {
    return { origin: "program", ...(outOfMemory ? OUT_OF_MEMORY : { message: exitMessage(exit) }) };
  }
  const message = readable(logged.map((diagnostic) => diagnostic.message).join("\n\n"), project.directory);
  const source = located(message, project.directory);
  // The program's error is ours, in the wrappings of its SDK.
  const missing = unanswered.find((text) => message.includes(text));
  if (missing !== undefined) {
    return { origin: "program", message: missing, ...source };
  }
  const hint = explainMissingConfig(message, project) ?? (/Unknown file extension "\.m?ts"/.test(message) ? NO_MODULE_LOADER : undefined);
  return { origin: "program", message, ...(hint === undefined ? {} : { hint }), ...(last.urn === undefined ? {} : { urn: last.urn }), ...source };
}

const NO_MODULE_LOADER = "the SDK loads ES modules in TypeScript with ts-node 10, when the project has it: npm install --save-dev ts-node@10";

const OUT_OF_MEMORY = {
  message: "the program ran out of memory",
  hint: "let Node have more, in megabytes, in Pulumi.yaml: runtime: { name: nodejs, options: { nodeargs: --max-old-space-size=8192 } }",
};

function exitMessage(exit: Exit): string {
  if (exit.signal !== null) {
    return `the program was ended by ${exit.signal}`;
  }
  return exit.code === ERROR_LOGGED ? "the program failed; its own output says why" : `the program exited with code ${exit.code}`;
}

/** An error of Node's `inspect` ends with the properties of its object, between braces: a resource's or a promise's tell nothing, and much of it; an input error's repeat its message. */
const MOST_PROPERTY_LINES = 12;

/** With or without these words: it is a matter of chance whether the SDK's runner still waits for the program when its error gets there. */
const OF_THE_RUNNER = /^Running program '.*?' failed with an unhandled exception:\n/gm;

/**
 * A message so that the same failure reads the same on any machine, each time: without colours and the runner's own words, with paths relative to the project,
 * and of a stack trace only the frames in the user's own files.
 */
export function readable(message: string, projectDirectory: string): string {
  const prefix = projectDirectory.endsWith(path.sep) ? projectDirectory : projectDirectory + path.sep;
  const lines: string[] = [];
  for (const line of stripVTControlCharacters(message).split("\n")) {
    if (!isForeignFrame(line)) {
      lines.push(line);
    } else if (line.endsWith(" {") && lines.length > 0) {
      // The error's properties begin on the line of the last frame.
      lines.push(`${lines.pop()} {`);
    }
  }
  const shortened = lines
    .join("\n")
    .replace(OF_THE_RUNNER, "")
    .replace(/^<ref \*\d+> /gm, "")
    .replaceAll(`'${prefix}'`, "'.'")
    .replaceAll(`'${projectDirectory}'`, "'.'")
    .replaceAll(`file://${prefix}`, "")
    .replaceAll(prefix, "");
  return withoutLongProperties(shortened)
    .replace(/[^\s'"()]*\/node_modules\//g, "node_modules/")
    .trimEnd();
}

/** A stack frame in Node, in an installed package or in this one. */
function isForeignFrame(line: string): boolean {
  return /^\s+at /.test(line) && (/node_modules|\bnode:|\(internal\/|<anonymous>\)?(?: \{)?$/.test(line) || line.includes(ownDirectory));
}

function withoutLongProperties(message: string): string {
  return message.replace(/ \{\n((?: {2}.*\n)+)\}$/gm, (block, properties: string) =>
    /^ {2}(promise: Promise|__pulumiInput\w+: true)/.test(properties) || properties.split("\n").length > MOST_PROPERTY_LINES ? "" : block,
  );
}

/** The first line of the user's that an error names: of a stack trace, or of the compiler. */
function located(message: string, projectDirectory: string): { source?: SourcePosition } {
  const [, file, line, column] =
    /^\s+at (?:.*\()?(?:file:\/\/)?([^()\s]+?):(\d+):(\d+)\)?(?: \{)?$/m.exec(message) ?? /^([^()\s]+)\((\d+),(\d+)\): error TS/m.exec(message) ?? [];
  if (file === undefined) {
    return {};
  }
  return { source: { file: relativeFile(path.resolve(projectDirectory, file), projectDirectory), line: Number(line), column: Number(column) } };
}
