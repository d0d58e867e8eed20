import { createColors } from "picocolors";
import type { Palette } from "../reports/style";

/** Where a command writes, and what the writing may look like there. */
export interface Terminal {
  out(text: string): void;
  err(text: string): void;
  /** Columns of a report. */
  width: number;
  /** Whether standard error is a terminal, on which a line can be written over. */
  live: boolean;
  outColors: Palette;
  errColors: Palette;
}

/** For a file. */
export const noColors: Palette = createColors(false);

/** What `width` is where there is no terminal, so that a report in a file or a log is always the same. */
const PLAIN_WIDTH = 100;
/** Wider lines are hard to follow, narrower ones have no room. */
const WIDEST = 140;
const NARROWEST = 60;

export function processTerminal(env: NodeJS.ProcessEnv = process.env): Terminal {
  const { stdout, stderr } = process;
  return {
    out: (text) => void stdout.write(text),
    err: (text) => void stderr.write(text),
    width: stdout.isTTY ? Math.min(WIDEST, Math.max(NARROWEST, stdout.columns)) : PLAIN_WIDTH,
    live: stderr.isTTY && env.CI === undefined,
    outColors: createColors(usesColors(stdout.isTTY, env)),
    errColors: createColors(usesColors(stderr.isTTY, env)),
  };
}

/** https://no-color.org and https://force-color.org: set and not empty. FORCE_COLOR=0 turns colours off. */
export function usesColors(isTerminal: boolean | undefined, env: NodeJS.ProcessEnv): boolean {
  if (env.NO_COLOR) {
    return false;
  }
  return env.FORCE_COLOR ? env.FORCE_COLOR !== "0" : isTerminal === true && env.TERM !== "dumb";
}
