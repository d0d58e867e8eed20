import type { PreviewResult } from "@firmament/offline";

/** The whole result, for programs. Everything but `timings` is the same from run to run. Ends with a newline. */
export function jsonReport(result: PreviewResult): string {
  return `${JSON.stringify(result, undefined, 2)}\n`;
}
