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
    for (const [index, pack] of group.entries()) {
      const alone = (error: unknown): Promise<PackProcess[]> =>
        group.length === 1 || options.signal?.aborted ? Promise.reject(error as Error) : startPackProcess([pack], options);
      served.set(
        pack,
        together.then((all) => all.slice(index), alone).then(([process]) => process as PackProcess),
      );
    }
  }
  return packs.map((pack) => served.get(pack) as Promise<PackProcess>);
}

/** Packs share a process where they agree on all that a process has once. */
function groups(packs: readonly PackFile[], mayShare: boolean): PackFile[][] {
  const found = new Map<unknown, PackFile[]>();
  for (const pack of packs) {
    const { sharedSdk, runner, nodeargs } = pack;
    const key = mayShare && sharedSdk !== undefined ? JSON.stringify([sharedSdk, runner, nodeargs]) : pack;
    found.set(key, [...(found.get(key) ?? []), pack]);
  }
  return [...found.values()];
}
