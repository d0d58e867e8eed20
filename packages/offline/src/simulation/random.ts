import { DIGITS, LOWER_CASE, UPPER_CASE } from "./identifiers";
import type { SimulatedType, Subject } from "./subject";

const adjectives = ["brave", "calm", "eager", "gentle", "happy", "keen", "lively", "proud", "quick", "wise"];
const animals = ["badger", "crane", "falcon", "heron", "lynx", "marten", "otter", "raven", "stork", "wolf"];

/** What the `random` provider takes for special characters. */
const SPECIAL = "!@#$%&*()-_=+[]{}<>:?";

function allowed(subject: Subject, property: string): boolean {
  return subject.input(property) !== false;
}

function length(subject: Subject): number | undefined {
  const given = subject.input("length");
  return typeof given === "number" ? given : undefined;
}

/** Text of the right length and alphabet. */
function randomString(subject: Subject): string | undefined {
  const special = allowed(subject, "special") ? (subject.optional("overrideSpecial") ?? SPECIAL) : "";
  const numeric = allowed(subject, "numeric") && allowed(subject, "number") ? DIGITS : "";
  const alphabet = (allowed(subject, "upper") ? UPPER_CASE : "") + (allowed(subject, "lower") ? LOWER_CASE : "") + numeric + special;
  const wanted = length(subject);
  if (wanted === undefined || alphabet === "") {
    return undefined;
  }
  return Array.from({ length: wanted }, (_, index) => alphabet.charAt(subject.integer(0, alphabet.length - 1, `character ${index}`))).join("");
}

/** Nobody can mistake it for a password that is in use; its length is right, its characters are of the allowed kinds. */
function password(subject: Subject): string | undefined {
  const wanted = length(subject);
  if (wanted === undefined) {
    return undefined;
  }
  const kinds =
    (allowed(subject, "upper") ? UPPER_CASE : "") + (allowed(subject, "lower") ? LOWER_CASE : "") + (allowed(subject, "numeric") ? DIGITS : "");
  const letters = [...`SimulatedPassword${subject.hex(8, "password")}`].filter((character) => kinds.includes(character)).join("");
  const filling = letters === "" ? (subject.optional("overrideSpecial") ?? SPECIAL) : letters;
  return filling.repeat(Math.ceil(wanted / filling.length)).slice(0, wanted);
}

function bytes(subject: Subject, property: string): Buffer | undefined {
  const count = subject.input(property);
  return typeof count === "number" ? Buffer.from(subject.hex(count * 2, "bytes"), "hex") : undefined;
}

/** RandomId in one of its notations; its prefix goes before each. */
function randomId(notate: (value: Buffer) => string): (subject: Subject) => string | undefined {
  return (subject) => {
    const value = bytes(subject, "byteLength");
    return value === undefined ? undefined : (subject.optional("prefix") ?? "") + notate(value);
  };
}

function base64Url(value: Buffer): string {
  return value.toString("base64url");
}

/** An order of the inputs that is the same in every run. */
function shuffled(subject: Subject): string[] | undefined {
  const inputs = subject.input("inputs");
  if (!Array.isArray(inputs) || !inputs.every((input): input is string => typeof input === "string")) {
    return undefined;
  }
  const order = inputs
    .map((input, index) => ({ input, rank: subject.hex(12, `rank ${index}`) }))
    .sort((left, right) => (left.rank < right.rank ? -1 : 1))
    .map(({ input }) => input);
  const count = subject.input("resultCount");
  return typeof count === "number" && order.length > 0 ? Array.from({ length: count }, (_, index) => order[index % order.length] as string) : order;
}

function petName(subject: Subject): string {
  const words = subject.input("length");
  const count = typeof words === "number" ? words : 2;
  const picked = Array.from(
    { length: Math.max(0, count - 1) },
    (_, index) => adjectives[subject.integer(0, adjectives.length - 1, `word ${index}`)] as string,
  );
  const prefix = subject.optional("prefix");
  const animal = animals[subject.integer(0, animals.length - 1, "animal")] as string;
  return [...(prefix === undefined ? [] : [prefix]), ...picked, animal].join(subject.optional("separator") ?? "-");
}

/** The `random` provider. Its values are of the right form, and the same in every run. Secret ones are marked by the SDK. */
export const randomTypes: Readonly<Record<string, SimulatedType>> = {
  "random:index/randomPassword:RandomPassword": { id: () => "none", attributes: { result: password } },
  "random:index/randomString:RandomString": { id: (subject) => randomString(subject) ?? subject.opaqueId, attributes: { result: randomString } },
  "random:index/randomId:RandomId": {
    id: (subject) => {
      const value = bytes(subject, "byteLength");
      return value === undefined ? subject.opaqueId : base64Url(value);
    },
    attributes: {
      b64Std: randomId((value) => value.toString("base64")),
      b64Url: randomId(base64Url),
      dec: randomId((value) => BigInt(`0x${value.toString("hex") || "0"}`).toString()),
      hex: randomId((value) => value.toString("hex")),
    },
  },
  "random:index/randomPet:RandomPet": { id: petName },
  "random:index/randomUuid:RandomUuid": { id: (subject) => subject.uuid("result"), attributes: { result: (subject) => subject.uuid("result") } },
  "random:index/randomUuid4:RandomUuid4": { id: (subject) => subject.uuid("result"), attributes: { result: (subject) => subject.uuid("result") } },
  "random:index/randomInteger:RandomInteger": {
    id: (subject) => String(randomInteger(subject) ?? subject.opaqueId),
    attributes: { result: randomInteger },
  },
  "random:index/randomShuffle:RandomShuffle": { id: () => "-", attributes: { results: shuffled } },
};

function randomInteger(subject: Subject): number | undefined {
  const minimum = subject.input("min");
  const maximum = subject.input("max");
  return typeof minimum === "number" && typeof maximum === "number" && minimum <= maximum ? subject.integer(minimum, maximum, "result") : undefined;
}
