import type { Formatter } from "picocolors/types";

/** How a report is laid out. */
export interface Layout {
  /** Columns. No line is wider, unless a single word is. */
  width: number;
  /** Whether to list every resource and every finding, instead of grouping what is alike. */
  expand: boolean;
  colors: Palette;
}

/** The part of picocolors that reports use. */
export type Palette = Record<"bold" | "dim" | "red" | "yellow" | "green" | "cyan", Formatter>;
