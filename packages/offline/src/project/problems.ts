import { PreviewError, type PreviewErrorCode } from "../result/errors";

/** One error for everything that is wrong with a file or a stack. */
export function problemsError(code: PreviewErrorCode, about: string, problems: readonly string[], hint?: string): PreviewError {
  const message =
    problems.length === 1
      ? `${about}: ${problems[0]}`
      : `${about}: ${problems.length} problems\n${problems.map((problem) => `  ${problem}`).join("\n")}`;
  return new PreviewError(code, message, hint);
}

/** A value as an error shows it: one line, and not all of a long one. */
export function shown(value: unknown): string {
  const text = JSON.stringify(value, (_, item: unknown) => (typeof item === "bigint" ? String(item) : item)) ?? "nothing";
  return text.length > 60 ? `${text.slice(0, 57)}…` : text;
}

/** `a`, `a and b`, `a, b and c`. */
export function listed(items: readonly string[]): string {
  return items.length < 2 ? items.join("") : `${items.slice(0, -1).join(", ")} and ${items.at(-1)}`;
}
