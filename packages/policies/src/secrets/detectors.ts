import { type Option, choices } from "../kernel/options";
import { type SecretlintOrNot, secretlint } from "./loadSecretlint";

/** What knows tokens by their form. */
export type Detector = "builtin" | "secretlint";

/**
 * The option of what looks for tokens. The builtin detector can't be left out: the rules for places leave tokens to it, and secretlint alone knows half of
 * what it does.
 * @param find says whether secretlint is there; asked only where it is wanted.
 */
export function detectors(find: () => SecretlintOrNot = secretlint): Option<readonly Detector[]> {
  const option = choices<Detector>(
    "What looks for tokens: `builtin`, always; and `secretlint` beside it, whose rules the project then has to install.",
    ["builtin", "secretlint"],
    ["builtin"],
  );
  return {
    ...option,
    mustBe: "a list of builtin and, if wanted, secretlint",
    read: (value) => {
      const chosen = option.read(value);
      return chosen?.includes("builtin") === true ? chosen : undefined;
    },
    lacks: (chosen) => (chosen.includes("secretlint") ? find().problem : undefined),
  };
}
