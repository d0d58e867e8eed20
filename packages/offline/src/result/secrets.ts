import {
  ARCHIVE,
  ASSET,
  OUTPUT,
  type PropertyMap,
  type PropertyValue,
  SECRET,
  SIGNATURE,
  isSecret,
  isSigned,
  isUnknown,
  mapItems,
} from "../wire/values";

/** What stands in the place of a secret in everything that we print or write. */
export const MASK = "[secret]";

/** Shorter secrets are masked where they are marked, but not searched for in text: "dev" or "1234" would deface unrelated words and tell more than they hide. */
const SHORTEST_SEARCHED = 6;

/** Keys whose values say nothing of a secret: of an asset, where its content comes from. */
const NOT_SECRET: ReadonlySet<string> = new Set([SIGNATURE]);
const NOT_SECRET_OF_ASSETS: ReadonlySet<string> = new Set([SIGNATURE, "hash", "path"]);

/** How many times over a text may be escaped for JSON. */
const DEEPEST_ESCAPED = 4;

/**
 * Keeps secrets out of results. Marked values are masked where they stand; and since policies and programs see plain text, and may put it in a message or
 * in a property that is not marked, every text is also searched for the secrets met so far.
 */
export class SecretMasker {
  /** What is searched for everywhere, and what in messages alone. */
  private readonly anywhere = new KnownSecrets();
  private readonly inMessages = new KnownSecrets();

  /** Learns a secret configuration value: all of it, and the parts of what is JSON. */
  learnSetting(setting: string | undefined): void {
    this.learn(setting);
    try {
      this.learn(JSON.parse(setting ?? "null") as PropertyValue);
    } catch {
      // Most are just text.
    }
  }

  /** Learns a secret: text, a number, or every one in a structured value. */
  learn(value: PropertyValue | undefined): void {
    if (typeof value === "number" || (typeof value === "string" && !isUnknown(value))) {
      this.learnText(String(value));
    } else if (value !== null && typeof value === "object") {
      const said = isSigned(value, ASSET) || isSigned(value, ARCHIVE) ? NOT_SECRET_OF_ASSETS : NOT_SECRET;
      Object.entries(value).forEach(([key, item]) => said.has(key) || this.learn(item));
    }
  }

  /** Learns every secret that is marked somewhere in the properties. */
  learnMarked(value: PropertyValue | undefined): void {
    if (isSecret(value) || (isSigned(value, OUTPUT) && value.secret === true)) {
      this.learn(value.value);
    } else if (value !== undefined && value !== null && typeof value === "object") {
      Object.values(value).forEach((item) => this.learnMarked(item));
    }
  }

  /** Replaces every secret in what is printed, such as a message. */
  text(text: string): string {
    return this.inMessages.mask(this.anywhere.mask(text));
  }

  /** The value with marked secrets masked whole and all other text searched. What holds no secret is not copied. */
  value(value: PropertyValue): PropertyValue {
    if (typeof value === "string") {
      return this.anywhere.mask(value);
    }
    if (value === null || typeof value !== "object") {
      return this.anywhere.has(String(value)) ? MASK : value;
    }
    if (isSecret(value)) {
      return { [SIGNATURE]: SECRET, value: MASK };
    }
    return Array.isArray(value) ? mapItems(value, (item) => this.value(item)) : this.properties(value);
  }

  properties(properties: PropertyMap): PropertyMap {
    const masked = mapItems(properties, (value, key) => (key === SIGNATURE ? value : this.value(value))) as PropertyMap;
    const shown = (key: string): string => (key === SIGNATURE ? key : this.anywhere.mask(key));
    const keys = Object.keys(masked);
    return keys.every((key) => shown(key) === key) ? masked : Object.fromEntries(keys.map((key) => [shown(key), masked[key] as PropertyValue]));
  }

  private learnText(secret: string): void {
    // The forms in which a secret turns up inside other text, such as JSON that is inside JSON.
    let written = secret;
    for (let depth = 0; depth <= DEEPEST_ESCAPED; depth++) {
      [written, encodeURIComponent(written), ...base64Forms(written)].forEach((form) => this.anywhere.add(form));
      const escaped = JSON.stringify(written).slice(1, -1);
      if (escaped === written) {
        break;
      }
      written = escaped;
    }
    // A secret of several lines, such as a private key, is often printed line by line. Lines with words, as of YAML or JSON, are in what is no secret too.
    for (const line of secret.includes("\n") ? secret.split("\n").map((text) => text.trim()) : []) {
      (/\s/.test(line) ? this.inMessages : this.anywhere).add(line);
    }
  }
}

/** Texts to search for, by how they begin. */
class KnownSecrets {
  private readonly known = new Set<string>();
  private readonly firstCharacters = new Set<number>();
  private readonly byBeginning = new Map<string, string[]>();

  has(text: string): boolean {
    return this.known.has(text);
  }

  mask(text: string): string {
    if (this.known.size === 0) {
      return text;
    }
    let masked = "";
    let from = 0;
    for (let at = 0; at <= text.length - SHORTEST_SEARCHED; at++) {
      if (!this.firstCharacters.has(text.charCodeAt(at))) {
        continue;
      }
      const candidates = this.byBeginning.get(text.slice(at, at + SHORTEST_SEARCHED));
      const secret = candidates?.find((candidate) => text.startsWith(candidate, at));
      if (secret !== undefined) {
        masked += text.slice(from, at) + MASK;
        at += secret.length - 1;
        from = at + 1;
      }
    }
    return from === 0 ? text : masked + text.slice(from);
  }

  add(form: string): void {
    if (form.length < SHORTEST_SEARCHED || form === MASK || this.known.has(form)) {
      return;
    }
    this.known.add(form);
    this.firstCharacters.add(form.charCodeAt(0));
    const beginning = form.slice(0, SHORTEST_SEARCHED);
    const candidates = this.byBeginning.get(beginning) ?? [];
    candidates.push(form);
    // The longest first, so that a secret that begins with another one is masked whole.
    candidates.sort((a, b) => b.length - a.length || (a < b ? -1 : 1));
    this.byBeginning.set(beginning, candidates);
  }
}

/** What of a secret's base64 is the same wherever it stands in an encoded text: alone, and after one, two or three bytes, without the digits that it shares. */
function base64Forms(secret: string): string[] {
  const inside = [0, 1, 2].map((before) => {
    const bytes = Buffer.concat([Buffer.alloc(before), Buffer.from(secret)]);
    return bytes.toString("base64").slice(Math.ceil((before * 8) / 6), Math.floor((bytes.length * 8) / 6));
  });
  const forms = [Buffer.from(secret).toString("base64"), ...inside];
  return [...forms, ...forms.map((form) => form.replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", ""))];
}
