/** Shannon entropy in bits a character. */
export function entropyOf(text: string): number {
  const counts = new Map<string, number>();
  for (const character of text) {
    counts.set(character, (counts.get(character) ?? 0) + 1);
  }
  const length = [...counts.values()].reduce((sum, count) => sum + count, 0);
  let entropy = 0;
  for (const count of counts.values()) {
    const share = count / length;
    entropy -= share * Math.log2(share);
  }
  return entropy;
}

const SHORTEST_GENERATED = 16;
const LEAST_ENTROPY = 3;

/** What people put into passwords that they think up. */
const COMMON = [
  "pass",
  "secret",
  "admin",
  "root",
  "user",
  "letmein",
  "welcome",
  "qwerty",
  "changeme",
  "default",
  "test",
  "demo",
  "example",
  "hunter",
  "token",
  "login",
  "abc123",
  "1234",
];

/**
 * A machine may have made it: long, varied, and not made of words. What is not that was typed by somebody, who seldom types it into a secret store.
 */
export function looksGenerated(text: string): boolean {
  if (text.length < SHORTEST_GENERATED || /\s/.test(text) || entropyOf(text) < LEAST_ENTROPY) {
    return false;
  }
  if (/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(text) || /^[0-9a-f]{32,}$/i.test(text)) {
    return true;
  }
  const plain = text.toLowerCase().replace(/[013457@$!]/g, (character) => LOOKALIKES[character] ?? character);
  if (COMMON.some((word) => plain.includes(word) || text.toLowerCase().includes(word))) {
    return false;
  }
  return wordShare(text) < 0.5;
}

const LOOKALIKES: Readonly<Record<string, string>> = { "0": "o", "1": "l", "3": "e", "4": "a", "5": "s", "7": "t", "@": "a", $: "s", "!": "i" };

/** How much of a text is in runs of letters that can be spoken. */
function wordShare(text: string): number {
  let spoken = 0;
  for (const [run] of text.matchAll(/[A-Z]?[a-z]{3,}|[A-Z]{4,}/g)) {
    const vowels = run.replace(/[^aeiouy]/gi, "").length;
    if (run.length >= 4 && vowels / run.length >= 0.25 && !/[^aeiouy]{4}/i.test(run)) {
      spoken += run.length;
    }
  }
  return spoken / text.length;
}

/** Something that stands where a secret belongs, in documentation and templates: `xxxxxxxx`, `AKIAIOSFODNN7EXAMPLE`, `YOUR_TOKEN`, `0123456789abcdef`. */
export function isPlaceholder(text: string): boolean {
  const lower = text.toLowerCase();
  return (
    /(.)\1{5}/.test(lower) ||
    [
      "example",
      "placeholder",
      "changeme",
      "replace",
      "your",
      "dummy",
      "sample",
      "redacted",
      "abcdefgh",
      "12345678",
      "insert",
      "notreal",
      "fake",
    ].some((word) => lower.includes(word)) ||
    new Set(lower).size < 5
  );
}
