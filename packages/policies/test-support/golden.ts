import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import * as path from "node:path";

/** Compares a text with a committed file; UPDATE_GOLDEN=1 writes the file instead. */
export function expectGolden(file: string, actual: string): void {
  if (process.env.UPDATE_GOLDEN === "1") {
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, actual);
  }
  expect(actual).toBe(readFileSync(file, "utf8"));
}
