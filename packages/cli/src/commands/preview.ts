import { existsSync } from "node:fs";
import * as path from "node:path";
import { exportState, preview, type PreviewResult } from "@firmament/offline";
import { policyPackPath, policyPacks, type ReportedPack, writeReport } from "@firmament/policies";
import { failureReport } from "../reports/failures";
import { jsonReport } from "../reports/json";
import { policyReport } from "../reports/policies";
import { prettyReport } from "../reports/pretty";
import type { Palette } from "../reports/style";
import { type PreviewArguments, previewOptions } from "./arguments";
import { exitCode } from "./exitCode";
import { writeOutput } from "./output";
import { OwnReports } from "./ownReports";
import { Progress } from "./progress";
import { noColors, type Terminal } from "./terminal";

/** `firmament preview`: the report on standard output, all else on standard error. Resolves with the exit code. */
export async function previewCommand(directory: string, args: PreviewArguments, terminal: Terminal, signal: AbortSignal): Promise<number> {
  const options = previewOptions(directory, args, { names: policyPacks, path: policyPackPath });
  const progress = new Progress(terminal);
  const reports = args.policyPack.length === 0 ? undefined : new OwnReports();
  let result: PreviewResult;
  let own: ReportedPack[] = [];
  try {
    result = await preview({ ...options, signal, onProgress: (event) => progress.show(event) });
    own = reports?.read(result.policyPacks.map(({ name }) => name)) ?? [];
  } finally {
    progress.end();
    reports?.remove();
  }
  const pretty = (colors: Palette): string => prettyReport(result, { width: terminal.width, expand: args.expand, colors }, own);
  const { format } = args;
  const report = format === "pretty" ? pretty : (): string => reportAs(format, result, own, options.directory);
  terminal.out(args.output === undefined ? report(terminal.outColors) : pretty(terminal.outColors));
  if (result.errors.length > 0) {
    terminal.err(`\n${failureReport(result.errors, terminal.errColors)}`);
  }
  if (args.output !== undefined) {
    writeOutput("--output", args.output, report(noColors));
  }
  if (args.exportState !== undefined) {
    writeOutput("--export-state", args.exportState, `${JSON.stringify(exportState(result), undefined, 2)}\n`);
  }
  return exitCode(result);
}

function reportAs(
  format: Exclude<PreviewArguments["format"], "pretty">,
  result: PreviewResult,
  own: readonly ReportedPack[],
  directory: string,
): string {
  return format === "json" ? jsonReport(result, own) : writeReport(format, policyReport(result, own, fromHere(projectDirectory(directory))));
}

/** Where Pulumi.yaml is: in the directory that was named, or above it. */
function projectDirectory(directory: string): string {
  const above = path.dirname(directory);
  return above === directory || ["Pulumi.yaml", "Pulumi.yml"].some((file) => existsSync(path.join(directory, file)))
    ? directory
    : projectDirectory(above);
}

/** `infra/`, or nothing for the directory that we are in: what the names of files in a report begin with. */
function fromHere(directory: string): string {
  const relative = path.relative(process.cwd(), directory).split(path.sep).join("/");
  return relative === "" ? "" : `${relative}/`;
}
