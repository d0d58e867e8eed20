/**
 * How surely a property of this name holds a secret. `certain`: a text that stands there is taken for one. `likely`: only a text that also looks like
 * one is, since the same names are used for names and identifiers.
 */
export type Sensitivity = "certain" | "likely";

const CERTAIN = new Set(["passwords", "passcode", "pwd", "pass", "psk"]);
/** Also at the end of a word: `PGPASSWORD`, `authtoken`. */
const CERTAIN_ENDING = /(password|passwd|passphrase|secret|token|apikey)$/;
const LIKELY = new Set(["credential", "credentials", "accesskey", "secretkey", "privatekey"]);

/** What makes a key one that opens something, by the word before it. */
const CERTAIN_KEYS = new Set(["api", "private", "shared", "preshared"]);
const LIKELY_KEYS = new Set([
  "access",
  "secret",
  "account",
  "signing",
  "encryption",
  "master",
  "license",
  "auth",
  "hmac",
  "integration",
  "routing",
  "session",
  "storage",
]);

/** Words at the end that say how the secret is written, not that the property is about something else. */
const FORMS = new Set(["wo", "value", "plaintext", "raw", "string", "base64", "b64", "encoded"]);

/** Words before that make it something else: a switch, a page marker, the name of an object in Kubernetes, an idempotency token. */
const HARMLESS_BEFORE: Readonly<Record<string, ReadonlySet<string>>> = {
  password: new Set(["forgot", "reset", "change", "allow", "require", "random", "generate", "use", "no"]),
  pass: new Set(["proxy", "by", "fast", "through", "over"]),
  secret: new Set(["existing", "tls", "pull", "ca", "cert", "certificate", "from", "use", "create", "external"]),
  token: new Set([
    "creation",
    "request",
    "idempotency",
    "client",
    "next",
    "page",
    "pagination",
    "continuation",
    "start",
    "end",
    "stop",
    "eos",
    "bos",
    "pad",
    "mount",
    "automount",
    "max",
  ]),
};

const known = new Map<string, Sensitivity | undefined>();

/** By the name of a property, an environment variable or a key of a file. */
export function sensitivityOf(name: string): Sensitivity | undefined {
  if (!known.has(name)) {
    known.set(name, judge(wordsOf(name)));
  }
  return known.get(name);
}

function judge(words: string[]): Sensitivity | undefined {
  while (words.length > 1 && (FORMS.has(words.at(-1) ?? "") || /^\d+$/.test(words.at(-1) ?? ""))) {
    words.pop();
  }
  // A kubeconfig's `client-key-data`; the data of other things are no secret.
  if (words.slice(-2).join(" ") === "key data") {
    return "certain";
  }
  const last = words.at(-1) ?? "";
  const before = words.at(-2) ?? "";
  if (HARMLESS_BEFORE[last]?.has(before)) {
    return undefined;
  }
  if (last === "key") {
    return CERTAIN_KEYS.has(before) || words.slice(-3).join(" ") === "secret access key" ? "certain" : LIKELY_KEYS.has(before) ? "likely" : undefined;
  }
  // PWD is the working directory.
  if (last === "pwd" && words.length === 1) {
    return undefined;
  }
  return CERTAIN.has(last) || CERTAIN_ENDING.test(last) ? "certain" : LIKELY.has(last) ? "likely" : undefined;
}

/** `DB_PASSWORD_2`, `dbPassword2` and `db.password-2` are the same words. */
export function wordsOf(name: string): string[] {
  return name
    .replace(/([a-z0-9])([A-Z])/g, "$1 $2")
    .replace(/([A-Z]+)([A-Z][a-z])/g, "$1 $2")
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .flatMap((word) => (FORMS.has(word) ? [word] : word.split(/(?<=[a-z])(?=\d)/)))
    .filter((word) => word !== "");
}
