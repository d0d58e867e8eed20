/** A value of a stack's configuration, encrypted parts included. */
export type ConfigValue = null | boolean | number | bigint | string | Ciphertext | ConfigValue[] | { [key: string]: ConfigValue };

/** What `secure:` holds. */
export class Ciphertext {
  constructor(readonly text: string) {}
}

/** Recognises `secure: …`, at any depth. */
export function toConfigValue(raw: unknown): ConfigValue {
  if (Array.isArray(raw)) {
    return raw.map(toConfigValue);
  }
  if (raw === null || typeof raw !== "object") {
    return (raw ?? null) as ConfigValue;
  }
  const entries = Object.entries(raw);
  const [first] = entries;
  if (entries.length === 1 && first?.[0] === "secure" && typeof first[1] === "string") {
    return new Ciphertext(first[1]);
  }
  return Object.fromEntries(entries.map(([key, value]) => [key, toConfigValue(value)]));
}

export function isSecure(value: ConfigValue): boolean {
  return value instanceof Ciphertext || (value !== null && typeof value === "object" && Object.values(value).some(isSecure));
}

/** Replaces every ciphertext. */
export function decrypted(value: ConfigValue, decrypt: (ciphertext: string) => string): ConfigValue {
  if (value instanceof Ciphertext) {
    return decrypt(value.text);
  }
  if (value === null || typeof value !== "object") {
    return value;
  }
  return Array.isArray(value)
    ? value.map((item) => decrypted(item, decrypt))
    : Object.fromEntries(Object.entries(value).map(([key, item]) => [key, decrypted(item, decrypt)]));
}

/** The string that the program gets: text as it is, anything structured as the JSON that the CLI writes. Null is the empty string. */
export function configText(value: ConfigValue): string {
  return value === null ? "" : typeof value === "string" ? value : toJson(value);
}

/** JSON as Go writes it: keys sorted, and `<`, `>`, `&` and the Unicode line separators escaped. */
function toJson(value: ConfigValue): string {
  if (typeof value === "bigint") {
    return String(value);
  }
  if (Array.isArray(value)) {
    return `[${value.map(toJson).join(",")}]`;
  }
  if (value !== null && typeof value === "object" && !(value instanceof Ciphertext)) {
    const keys = Object.keys(value).sort();
    return `{${keys.map((key) => `${quoted(key)}:${toJson(value[key] ?? null)}`).join(",")}}`;
  }
  return typeof value === "string" ? quoted(value) : JSON.stringify(value);
}

function quoted(text: string): string {
  return JSON.stringify(text).replace(/[<>&\u2028\u2029]/g, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`);
}
