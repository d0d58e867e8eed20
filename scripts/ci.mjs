// Runs what `npm test` and `npm run test:judges` run, packed onto two processors, and adds up what they say.
import path from "node:path";
import process from "node:process";
import { counting } from "./lib/counting.mjs";
import { judges, prepareJudges } from "./lib/judging.mjs";
import { root, run } from "./lib/shell.mjs";
import { runChecks, runMeasurements, runTests } from "./lib/tests.mjs";

/** The judge that takes longest, most of it waiting for deletions. */
const LONGEST = "life";

// Memory there is enough, processors two: a larger young generation is collected less often.
const usual = process.env.NODE_OPTIONS ?? "";
process.env.NODE_OPTIONS = `${usual} --max-semi-space-size=64`.trim();

const { add, end } = counting();
await run(process.execPath, [path.join(root, "scripts", "setup.mjs")]);
const { found, ask, close } = await prepareJudges(judges);
add(found);
const longest = ask([LONGEST], 1);
add(await runChecks());
add(await runTests());
const others = judges.filter((name) => name !== LONGEST);
for (const results of await Promise.all([longest, ask(others, 2)])) {
  add(results);
}
close();
// Last, for nothing else may run beside it, and as users run it.
process.env.NODE_OPTIONS = usual;
add(await runMeasurements());
end();
