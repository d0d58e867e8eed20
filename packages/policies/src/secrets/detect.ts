import { type TokenFormat, TOKEN_FORMATS } from "./formats";
import { isReference } from "./references";
import { entropyOf, isPlaceholder } from "./shape";

/** A secret that a text contains, known by its form alone. */
export interface Detection {
  /** Such as `GitHub token`. */
  kind: string;
  /** The secret itself: never for output. */
  secret: string;
}

/** Longer texts are no configuration; what is beyond is not looked at. */
const LONGEST_TEXT = 1_000_000;

const LEAST_ENTROPY = 3;

/** Finds all secrets in a text, in order. Takes time linear in its length. */
export function detect(whole: string): Detection[] {
  const text = whole.length > LONGEST_TEXT ? whole.slice(0, LONGEST_TEXT) : whole;
  return [...tokens(text), ...privateKeys(text), ...webTokens(text), ...addresses(text), ...connectionStrings(text), ...awsSecretKeys(text)];
}

const byPrefix = new Map<string, { format: TokenFormat; body: RegExp }[]>();
for (const format of TOKEN_FORMATS) {
  // Not a part of something longer: a hash, a file's content.
  const body = new RegExp(`${format.body}(?![A-Za-z0-9_])`, "y");
  byPrefix.set(format.prefix, [...(byPrefix.get(format.prefix) ?? []), { format, body }]);
}
// Longer prefixes first: `sk-proj-` before `sk-`.
const prefixes = new RegExp(
  [...byPrefix.keys()]
    .sort((a, b) => b.length - a.length)
    .map((prefix) => prefix.replace(/[.+/]/g, "\\$&"))
    .join("|"),
  "g",
);

function* tokens(text: string): Generator<Detection> {
  for (const { 0: prefix, index } of text.matchAll(prefixes)) {
    const before = text.slice(Math.max(0, index - 16), index);
    for (const { format, body } of byPrefix.get(prefix) ?? []) {
      if (!(format.before ?? NOT_INSIDE).test(before)) {
        continue;
      }
      body.lastIndex = index + prefix.length;
      const rest = body.exec(text)?.[0];
      if (rest !== undefined && entropyOf(rest) >= (format.entropy ?? LEAST_ENTROPY) && !isPlaceholder(rest)) {
        yield { kind: format.kind, secret: prefix + rest };
        break;
      }
    }
  }
}

/** A prefix in the middle of a word begins nothing. */
const NOT_INSIDE = /(^|[^A-Za-z0-9_-])$/;

const SHORTEST_KEY_BODY = 64;
const LONGEST_KEY = 16_384;

/** PEM, also with its line breaks escaped as in JSON. */
function* privateKeys(text: string): Generator<Detection> {
  for (const begin of text.matchAll(/-----BEGIN ([A-Z0-9 ]{0,20}PRIVATE KEY(?: BLOCK)?)-----/g)) {
    const from = begin.index + begin[0].length;
    const rest = text.slice(from, from + LONGEST_KEY);
    const end = rest.indexOf("-----");
    // As it stands there, to be found in configuration again.
    const secret = (end < 0 ? rest : rest.slice(0, end)).trim();
    const body = secret.replace(/\\[nr]|\s/g, "");
    if (body.length >= SHORTEST_KEY_BODY && entropyOf(body) >= LEAST_ENTROPY && !isReference(body)) {
      yield { kind: "private key", secret };
    }
  }
}

/** JSON web tokens: three parts, of which the first says how the last was signed. */
function* webTokens(text: string): Generator<Detection> {
  for (const { 0: token, index } of text.matchAll(/eyJ[A-Za-z0-9_-]{8,4000}\.eyJ[A-Za-z0-9_-]{8,8000}\.[A-Za-z0-9_-]{16,2000}/g)) {
    const header = token.slice(0, token.indexOf("."));
    if (!/[A-Za-z0-9_.-]/.test(text.charAt(index - 1)) && Buffer.from(header, "base64url").toString("utf8").includes('"alg"')) {
      yield { kind: "JSON web token", secret: token };
    }
  }
}

/** Addresses that carry a password: `postgres://app:…@db/orders`. */
function* addresses(text: string): Generator<Detection> {
  for (const { 1: user = "", 2: password = "" } of text.matchAll(/(?<=[a-z0-9]):\/\/([^\s:@/"'<>]{0,100}):([^\s@/"'<>]{3,200})@[A-Za-z0-9[]/g)) {
    if (!isReference(password) && !isPlaceholderPassword(password) && !/^user(name)?:pass(word)?$/i.test(`${user}:${password}`)) {
      yield { kind: "password in an address", secret: password };
    }
  }
}

/** `Server=…;Password=…;`, `jdbc:…;password=…`, `AccountKey=…` of Azure. */
function* connectionStrings(text: string): Generator<Detection> {
  for (const { 1: value = "" } of text.matchAll(/[;?&](?:password|pwd|accountkey|sharedaccesskey)=([^;&\s"']{4,200})/gi)) {
    if (!isReference(value) && !isPlaceholderPassword(value)) {
      yield { kind: "password in a connection string", secret: value };
    }
  }
}

/** An AWS secret access key has no prefix: only beside its name is it one. */
function* awsSecretKeys(text: string): Generator<Detection> {
  for (const { 1: value = "" } of text.matchAll(/secret_?access_?key["']?\s{0,5}[:=]\s{0,5}["']?([A-Za-z0-9/+]{40})(?![A-Za-z0-9/+=])/gi)) {
    if (entropyOf(value) >= LEAST_ENTROPY && !isPlaceholder(value)) {
      yield { kind: "AWS secret access key", secret: value };
    }
  }
}

/** What documentation writes for a password. */
function isPlaceholderPassword(password: string): boolean {
  return (
    /^[*.x_-]+$/i.test(password) || /[{}[\]()<>]/.test(password) || /^(your|my|the)?[-_]?(changeme|example|redacted|placeholder)/i.test(password)
  );
}
