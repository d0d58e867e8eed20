import type { Layout, Palette } from "./style";
import { wrap } from "./text";

/** What could not be decided. */
export const UNDETERMINED = "Undetermined: a value is not known before deployment, so these have not passed";

/** Lines below their title; nothing where there are none. */
export function titled(title: string, lines: string[], { colors, width }: Layout): string[] {
  return lines.length === 0 ? [] : [...wrap(title, width).map((line) => colors.bold(line)), ...lines];
}

/** A part of the line that sums a report up. */
export interface Fact {
  text: string;
  color: Palette["red"];
}

/** Facts in one line where they fit. */
export function factLines(facts: readonly Fact[], width: number): string[] {
  const lines: Fact[][] = [];
  for (const fact of facts) {
    const line = lines.at(-1);
    const used = line?.reduce((sum, { text }) => sum + text.length + 3, 0) ?? Infinity;
    if (line && used + fact.text.length <= width) {
      line.push(fact);
    } else {
      lines.push([fact]);
    }
  }
  return lines.map((line) => line.map(({ text, color }) => color(text)).join(" · "));
}
