import * as path from "node:path";

const directory = path.join(__dirname, "..", "preloads");

/**
 * Node arguments for the program's process. The lifeline and what the engine must know are always there; `speed` adds what makes the SDK fast and safe on this Node.
 * `-r` and not `--require`: the SDK's runner turns its ESM mode off when it sees the long form.
 */
export function programPreloads(speed: boolean): string[] {
  return load(["lifeline", "details", ...(speed ? ["sdk", "structs"] : [])]);
}

/** The same for a policy pack, whose TypeScript is also not type-checked at each start. */
export function packPreloads(speed: boolean): string[] {
  return load(["lifeline", ...(speed ? ["sdk", "structs", "packLoader"] : [])]);
}

/** What the SDK's runner loads in place of a pack where several share a process. */
export const sharedPacks = path.join(directory, "sharedPacks.js");

function load(names: string[]): string[] {
  return names.flatMap((name) => ["-r", path.join(directory, `${name}.js`)]);
}
