import { writeFileSync } from "node:fs";
import { exportState, preview, type PreviewResult } from "@firmament/offline";
import { policyPackPath, policyPacks } from "@firmament/policies";
import { failureReport } from "../reports/failures";
import { jsonReport } from "../reports/json";
import { prettyReport } from "../reports/pretty";
import { type PreviewArguments, previewOptions } from "./arguments";
import { CommandError } from "./commandError";
import { exitCode } from "./exitCode";
import { Progress } from "./progress";
import type { Terminal } from "./terminal";

/** `firmament preview`: the report on standard output, all else on standard error. Resolves with the exit code. */
export async function previewCommand(directory: string, args: PreviewArguments, terminal: Terminal, signal: AbortSignal): Promise<number> {
  const options = previewOptions(directory, args, { names: policyPacks, path: policyPackPath });
  const progress = new Progress(terminal);
  let result: PreviewResult;
  try {
    result = await preview({ ...options, signal, onProgress: (event) => progress.show(event) });
  } finally {
    progress.end();
  }
  terminal.out(
    args.format === "json" ? jsonReport(result) : prettyReport(result, { width: terminal.width, expand: args.expand, colors: terminal.outColors }),
  );
  if (result.errors.length > 0) {
    terminal.err(`\n${failureReport(result.errors, terminal.errColors)}`);
  }
  if (args.exportState !== undefined) {
    writeState(args.exportState, result);
  }
  return exitCode(result);
}

function writeState(file: string, result: PreviewResult): void {
  try {
    writeFileSync(file, `${JSON.stringify(exportState(result), undefined, 2)}\n`);
  } catch (error) {
    throw new CommandError(
      `--export-state ${file}: ${error instanceof Error ? error.message : String(error)}`,
      "name a file in a directory that exists",
    );
  }
}
