/** `1 resource`, `2 resources`, `5,000 resources`. */
export function plural(count: number, singular: string, several = `${singular}s`): string {
  return `${count.toLocaleString("en-US")} ${count === 1 ? singular : several}`;
}

/** Cuts a text that is too wide for its place, and shows that it did. */
export function fit(text: string, width: number): string {
  return text.length <= width ? text : width < 1 ? "" : `${text.slice(0, width - 1)}…`;
}

/** Breaks a text into lines at spaces. A word that is wider than a line, such as a URL, stays whole. */
export function wrap(text: string, width: number): string[] {
  return text.split("\n").flatMap((line) => {
    const indent = /^\s*/.exec(line)?.[0] ?? "";
    const lines: string[] = [];
    let current = indent;
    for (const word of line.trim().split(/\s+/)) {
      if (current.length > indent.length && current.length + 1 + word.length > width) {
        lines.push(current);
        current = indent;
      }
      current += current.length > indent.length ? ` ${word}` : word;
    }
    return [...lines, current.trimEnd()];
  });
}

/** A text with colours, and its width without them. */
export interface Painted {
  text: string;
  width: number;
}

export function paint(text: string, color: (text: string) => string = String): Painted {
  return { text: color(text), width: text.length };
}

/** Text at both ends of a line; where there is no room for both, the right one has a line of its own. */
export function spread(left: Painted, right: Painted, width: number, indent = ""): string[] {
  const gap = width - indent.length - left.width - right.width;
  if (right.width === 0) {
    return [`${indent}${left.text}`];
  }
  return gap < 2 ? [`${indent}${left.text}`, `${indent}${right.text}`] : [`${indent}${left.text}${" ".repeat(gap)}${right.text}`];
}
