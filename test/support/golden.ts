import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import * as path from "node:path";

/** Compares a text with a committed file, or with there being none; UPDATE_GOLDEN=1 writes the file instead. */
export function expectGolden(file: string, actual: string | undefined): void {
  if (process.env.UPDATE_GOLDEN === "1") {
    if (actual === undefined) {
      rmSync(file, { force: true });
    } else {
      mkdirSync(path.dirname(file), { recursive: true });
      writeFileSync(file, actual);
    }
  }
  expect(actual).toBe(existsSync(file) ? readFileSync(file, "utf8") : undefined);
}
