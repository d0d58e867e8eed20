import type { PreviewResult } from "@firmament/offline";

/** 0 when there is nothing to complain about, 1 when the program failed, 2 when a mandatory policy is violated. */
export function exitCode(result: Pick<PreviewResult, "status" | "violations">): 0 | 1 | 2 {
  if (result.status === "failed") {
    return 1;
  }
  return result.violations.some(({ level }) => level === "mandatory") ? 2 : 0;
}
