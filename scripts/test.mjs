// What `npm test` runs. With arguments it hands them to jest and runs nothing else: npm test -- packages/cli
import process from "node:process";
import { counting } from "./lib/counting.mjs";
import { runChecks, runMeasurements, runTests } from "./lib/tests.mjs";

const { add, end } = counting();
const patterns = process.argv.slice(2);
if (patterns.length > 0) {
  add(await runTests(patterns));
} else {
  add(await runChecks());
  add(await runTests());
  add(await runMeasurements());
}
end();
