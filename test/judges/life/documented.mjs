// The table of docs/lifecycle.md, which must say what the specification says.
import { readFile } from "node:fs/promises";
import path from "node:path";
import { root } from "../../../scripts/lib/shell.mjs";
import { OPERATIONS, specified } from "./steps.mjs";

/** The rows that the table should have: the change, how many steps of each kind it has, and what it means. */
function rowsOf(changes) {
  return changes.map((change) => {
    const steps = specified(change);
    return [change.change, ...OPERATIONS.map((operation) => String(steps.filter((line) => line.startsWith(`${operation} `)).length)), change.means];
  });
}

/** The rows that are wrong or missing there, as they should be; none when the table is right. */
export async function undocumented(changes) {
  const text = await readFile(path.join(root, "docs", "lifecycle.md"), "utf8");
  const cells = (line) =>
    line
      .split("|")
      .slice(1, -1)
      .map((cell) => cell.trim());
  const written = text
    .split("\n")
    .filter((line) => line.startsWith("| "))
    .slice(2)
    .map((line) => cells(line).join(" | "));
  const rows = rowsOf(changes).map((row) => row.join(" | "));
  const wrong = rows.filter((row, index) => written[index] !== row);
  return [...wrong, ...written.slice(rows.length).map((row) => `not a change: ${row}`)].map((row) => `| ${row} |`);
}
