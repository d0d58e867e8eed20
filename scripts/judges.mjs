// What `npm run test:judges` runs: our output before judges that we did not write. Names of judges as arguments run only those.
import process from "node:process";
import { counting } from "./lib/counting.mjs";
import { judges, prepareJudges } from "./lib/judging.mjs";

const chosen = process.argv.slice(2);
const unknown = chosen.filter((name) => !judges.includes(name));
if (unknown.length > 0) {
  console.error(`error: there is no judge named ${unknown.join(", ")}; there are ${judges.join(", ")}`);
  process.exit(1);
}
const names = judges.filter((name) => chosen.length === 0 || chosen.includes(name));

const { add, end } = counting();
const { found, ask, close } = await prepareJudges(names);
add(found);
add(await ask(names, 2));
close();
end();
