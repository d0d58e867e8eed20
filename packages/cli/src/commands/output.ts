import { writeFileSync } from "node:fs";
import { CommandError } from "./commandError";

/** Writes a file that an option has named. */
export function writeOutput(option: string, file: string, text: string): void {
  try {
    writeFileSync(file, text);
  } catch (error) {
    throw new CommandError(`${option} ${file}: ${error instanceof Error ? error.message : String(error)}`, "name a file in a directory that exists");
  }
}
