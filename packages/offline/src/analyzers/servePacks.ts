import type { PackFile } from "./packFile";
import { type PackProcess, type PackProcessOptions, startPackProcess } from "./packProcess";

/**
 * Serves packs: each in a process of its own, as under the stock engine, but for those that may share one. Should these not get on together, each has its own
 * after all, and fails in its own words.
 */
export function servePacks(packs: readonly PackFile[], options: PackProcessOptions): Promise<PackProcess>[] {
  const served = new Map<PackFile, Promise<PackProcess>>();
  for (const group of groups(packs, options.preloads)) {
    const together = startPackProcess(group, options);
    const alone = async (pack: PackFile, error: Error): Promise<PackProcess[]> => {
      if (group.length === 1 || options.signal?.aborted) {
        throw error;
      }
      const processes = await startPackProcess([pack], options);
      if (pack === group[0]) {
        `${error.message}\nEach has a process of its own.`.split("\n").forEach((line) => options.onOutput(line, "stderr"));
      }
      return processes;
    };
    for (const [index, pack] of group.entries()) {
      const own = together.then(
        (all) => all.slice(index),
        (error: Error) => alone(pack, error),
      );
      served.set(
        pack,
        own.then(([process]) => process as PackProcess),
      );
    }
  }
  return packs.map((pack) => served.get(pack) as Promise<PackProcess>);
}

/** Packs of one SDK share a process. */
function groups(packs: readonly PackFile[], mayShare: boolean): PackFile[][] {
  const found = new Map<unknown, PackFile[]>();
  for (const pack of packs) {
    const key = mayShare && pack.sharedSdk !== undefined ? `${pack.sharedSdk} ${pack.runner}` : pack;
    found.set(key, [...(found.get(key) ?? []), pack]);
  }
  return [...found.values()];
}
