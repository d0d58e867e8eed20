/** Splits a string into arguments as a POSIX shell does, quotes and backslashes included. Nothing is expanded. Undefined when a quote is not closed. */
export function shellWords(text: string): string[] | undefined {
  const words: string[] = [];
  let word: string | undefined;
  let quote = "";
  for (let at = 0; at < text.length; at++) {
    const character = text.charAt(at);
    const next = text.charAt(at + 1);
    if (character === quote) {
      quote = "";
    } else if (quote === "" && (character === "'" || character === '"')) {
      quote = character;
      word ??= "";
    } else if (character === "\\" && quote !== "'" && next !== "" && (quote === "" || next === '"' || next === "\\")) {
      word = (word ?? "") + next;
      at++;
    } else if (quote === "" && /\s/.test(character)) {
      words.push(...(word === undefined ? [] : [word]));
      word = undefined;
    } else {
      word = (word ?? "") + character;
    }
  }
  return quote === "" ? [...words, ...(word === undefined ? [] : [word])] : undefined;
}
