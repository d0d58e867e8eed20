// What type-checking one file takes.
import path from "node:path";
import process from "node:process";
import { capture, root } from "../lib/shell.mjs";

const FLAGS = [
  "--noEmit",
  "--extendedDiagnostics",
  "--skipLibCheck",
  "--strict",
  "--module",
  "commonjs",
  "--moduleResolution",
  "node",
  "--target",
  "es2020",
];

/** Memory in MB and seconds, as the compiler counts them. */
export async function typeCheck(file) {
  const { code, output } = await capture(process.execPath, [
    path.join(root, "node_modules", "typescript", "bin", "tsc"),
    ...FLAGS,
    path.join(root, file),
  ]);
  if (code !== 0) {
    throw new Error(`${file} has type errors:\n${output}`);
  }
  const read = (label) => Number(new RegExp(`^${label}:\\s+([\\d.]+)`, "m").exec(output)?.[1]);
  return { memory: read("Memory used") / 1000, seconds: read("Total time") };
}
