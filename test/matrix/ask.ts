import { execFileSync } from "node:child_process";
import * as path from "node:path";

/** A resource as the matrix has it: see matrix.mjs. */
export interface MatrixResource {
  type: string;
  name: string;
  inputs: Record<string, unknown>;
  cases: string[];
}

/** The arguments of one case. */
export interface MatrixArguments {
  component: string;
  args: Record<string, unknown>;
}

/** Asks the matrix in a process of its own: tests are CommonJS, and it isn't. */
export function ask(what: "arguments"): MatrixArguments[];
export function ask(what: "aws"): MatrixResource[];
export function ask(what: string): unknown {
  const output = execFileSync(process.execPath, [path.join(__dirname, "print.mjs"), what], { encoding: "utf8", maxBuffer: 2 ** 28 });
  return JSON.parse(output);
}
