/** Pulumi's JSON wire form: how secrets, assets and unknown values stand in the properties that an engine sends. */

/** The key that marks an object as one of the special values. */
export const SIGNATURE = "4dabf18193072939515e22adb298388d";
export const SECRET = "1b47061264138c4ac30d75fd1eb44270";

/** What stands for a value that can't be known during a preview, by the type that it will have. */
const UNKNOWNS: ReadonlyMap<unknown, string> = new Map([
  ["04da6b54-80e4-46f7-96ec-b56ff0331ba9", "string"],
  ["1c4a061d-8072-4f0a-a4cb-0ff528b18fe7", "boolean"],
  ["3eeb2bf0-c639-47a8-9e75-3b44932eb421", "number"],
  ["6a19a0b0-7e62-4c92-b797-7f8e31da9cc2", "Array"],
  ["030794c1-ac77-496b-92df-f27374a8bd58", "asset"],
  ["e48ece36-62e2-4504-bad9-02848725956a", "archive"],
  ["dd056dcd-154b-4c76-9bd3-c8f88648b5ff", "Object"],
]);

/** The type of an unknown value, or undefined when the value is known. */
export function unknownType(value: unknown): string | undefined {
  return typeof value === "string" ? UNKNOWNS.get(value) : undefined;
}

export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

export function isSecret(value: unknown): value is { value: unknown } {
  return isObject(value) && value[SIGNATURE] === SECRET;
}
