import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";

/** Compares lines with a golden file. `UPDATE_GOLDEN=1` writes the file instead, for review as a diff. */
export function expectGolden(file: string, lines: readonly string[]): void {
  const actual = `${lines.join("\n")}\n`;
  if (process.env["UPDATE_GOLDEN"] === "1") {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, actual);
    return;
  }
  expect(existsSync(file) ? readFileSync(file, "utf8") : "").toBe(actual);
}
