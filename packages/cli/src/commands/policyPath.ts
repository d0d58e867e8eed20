import { policyPackPath, policyPacks } from "@firmament/policies";
import { CommandError } from "./commandError";
import type { Terminal } from "./terminal";

/** `firmament policy-path`: the directory of one of our packs, for `pulumi preview --policy-pack`. */
export function policyPathCommand(pack: string, terminal: Terminal): void {
  if (!policyPacks.some((name) => name === pack)) {
    throw new CommandError(`there is no policy pack "${pack}"`, `the packs are ${policyPacks.join(", ")}`);
  }
  terminal.out(`${policyPackPath(pack)}\n`);
}
