// Finds promtool, the Prometheus project's own judge of rule files, or fetches Debian's. Run on its own it prints the path.
import process from "node:process";
import { pathToFileURL } from "node:url";
import { fromDebian } from "../lib/debianPackage.mjs";
import { capture } from "../lib/shell.mjs";

/** The oldest that knows every function our rules use. Debian 12 has it. */
const OLDEST = [2, 42];

/** Its path as `binary`: `PROMTOOL` if set, else the cached one, fetched when there is none. */
export async function promtool(say = () => {}) {
  const given = process.env.PROMTOOL;
  const binary = given ?? (await fromDebian({ name: "prometheus", binary: "usr/bin/promtool", variable: "PROMTOOL", say }));
  const version = await versionOf(binary);
  return { binary, parts: [{ name: "promtool", version, note: given === undefined ? "of Debian's package prometheus" : given }] };
}

async function versionOf(binary) {
  const { code, output } = await capture(binary, ["--version"]);
  const [, major, minor, patch] = /version (\d+)\.(\d+)\.(\d+)/.exec(output) ?? [];
  if (code !== 0 || major === undefined) {
    throw new Error(`${binary} --version did not answer as promtool does:\n${output.trim()}`);
  }
  if (Number(major) < OLDEST[0] || (Number(major) === OLDEST[0] && Number(minor) < OLDEST[1])) {
    throw new Error(
      `${binary} is promtool ${major}.${minor}, and the rules need ${OLDEST.join(".")} or newer; remove it, or set PROMTOOL to another`,
    );
  }
  return `${major}.${minor}.${patch}`;
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) {
  console.log((await promtool((line) => console.error(line))).binary);
}
