// The offline preview judged by the stock engine: each subject is previewed by both, with the same packs, and what they say must be the same but for the
// differences that docs/differences.md names. `npm run test:judges` runs it; on its own it needs a build. Arguments are names of subjects: only those are
// judged. The last line is `N passed, N failed`.
import { readFile } from "node:fs/promises";
import path from "node:path";
import process from "node:process";
import { pulumi } from "../../../scripts/judges/pulumi.mjs";
import { exitOnSignals, reporter } from "../../../scripts/lib/report.mjs";
import { root, say } from "../../../scripts/lib/shell.mjs";
import { named } from "./differences.mjs";
import { judgeSubjects } from "./judgeSubjects.mjs";
import { subjects } from "./subjects.mjs";

const { check, end } = reporter();
exitOnSignals();
const only = process.argv.slice(2);
await pulumi(say);
say("Providers are stand-ins of ours on both sides: what the simulator of the offline preview answers");
const chosen = (await subjects()).filter(({ name }) => only.length === 0 || only.includes(name));
const { found, outcomes } = await judgeSubjects(chosen, { module: path.join(import.meta.dirname, "subjects.mjs"), check });

for (const [name, { subjects: expected, chance = false }] of named) {
  const seen = [...found.get(name)].sort();
  const due = chosen.filter((subject) => (expected === "all" ? !subject.fails : expected.includes(subject.name))).map((subject) => subject.name);
  check(
    chance ? seen.every((subject) => due.includes(subject)) : JSON.stringify(seen) === JSON.stringify(due.sort()),
    `named difference: ${name} (${expected === "all" ? "everywhere" : seen.join(", ") || "nowhere"})`,
    [`it is expected in: ${due.join(", ") || "none of these"}`],
  );
}
const headings = [...(await readFile(path.join(root, "docs", "differences.md"), "utf8")).matchAll(/^## (.*)$/gm)].map(([, heading]) => heading);
check(JSON.stringify(headings) === JSON.stringify([...named.keys()]), "docs/differences.md names these differences and no others");

say("Times: of one run, with others beside it; npm run bench:stock measures them alone. The ratio is of transpile-only to offline");
const rows = [...outcomes].map(
  ([
    name,
    {
      count,
      seconds: { asIs, transpileOnly, offline },
    },
  ]) => [name, String(count), ...[asIs, transpileOnly, offline, transpileOnly / offline].map((number) => number?.toFixed(1) ?? "–")],
);
for (const row of [["program", "resources", "stock (s)", "transpile-only", "offline (s)", "ratio"], ...rows]) {
  console.log(row.map((cell, index) => (index === 0 ? cell.padEnd(36) : cell.padStart(15))).join(""));
}
end();
