import { createRequire } from "node:module";
import { join } from "node:path";
import { AnswersLater, Secretlint, type SecretlintRule } from "./secretlint";

const PACKAGE = "@secretlint/secretlint-rule-preset-recommend";

/** Those that have been tried. The first runs on the oldest Node that packs run on. */
const MAJORS = ["12", "13"];

const INSTALL = `run \`npm install --save-dev ${PACKAGE}@${MAJORS[0]}\` in the project`;

/** secretlint, or why it can't be had. */
export type SecretlintOrNot = { detector: Secretlint; problem?: undefined } | { detector?: undefined; problem: string };

let known: SecretlintOrNot | undefined;

/** Looked for once, and only when it is wanted: beside the pack, where the pack runs, and where the engine was started, which is in the project. */
export function secretlint(): SecretlintOrNot {
  known ??= loadSecretlint([__dirname, process.cwd(), ...(process.env.PWD === undefined ? [] : [process.env.PWD])]);
  return known;
}

export function loadSecretlint(places: readonly string[]): SecretlintOrNot {
  let problem: string | undefined;
  for (const place of places) {
    const load = createRequire(join(place, "from.js"));
    const version = versionIn(load);
    if (version !== undefined) {
      const found = MAJORS.includes(version.split(".")[0] ?? "") ? start(load, version) : { problem: `is ${version}; ${INSTALL}` };
      if (found.detector !== undefined) {
        return found;
      }
      problem ??= `secretlint's ${PACKAGE} ${found.problem}`;
    }
  }
  return { problem: problem ?? `secretlint's rules are not installed; ${INSTALL}` };
}

function versionIn(load: NodeJS.Require): string | undefined {
  try {
    return (load(`${PACKAGE}/package.json`) as { version: string }).version;
  } catch {
    return undefined;
  }
}

/** A token that no issuer has made. Put together here, so that nobody's scanner takes this file for a leak. */
const SPECIMEN = `ghp_${"q7Rk2vXw9LmTz4HbN5cYd8FgJ3sP6aVeU1iK"}`;

/** Rules that do not work as expected would find nothing, and nobody would notice. */
function start(load: NodeJS.Require, version: string): SecretlintOrNot {
  try {
    const detector = new Secretlint((load(PACKAGE) as { creator: { rules: SecretlintRule[] } }).creator.rules);
    return detector.detect([SPECIMEN])[0]?.[0]?.secret === SPECIMEN
      ? { detector }
      : { problem: `${version} can't be used: it does not find a token that is put before it` };
  } catch (error) {
    const reason = error instanceof AnswersLater ? error.message : ((error as NodeJS.ErrnoException).code ?? (error as Error).name);
    return { problem: `${version} can't be used: ${reason}` };
  }
}
