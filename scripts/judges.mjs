// What `npm run test:judges` runs: our output before judges that we did not write. Each folder of test/judges is named after its judge; scripts/judges/<name>.mjs
// finds or fetches that judge and exports a function of its name, and the *.judge.mjs files in the folder ask it. A judge that can't be had is a skip, and a failure in CI.
import { readdirSync } from "node:fs";
import path from "node:path";
import process from "node:process";
import { pathToFileURL } from "node:url";
import { root, say, status, tally } from "./lib/shell.mjs";

const results = { passed: 0, failed: 0 };
const skipped = [];
for (const name of readdirSync(path.join(root, "test", "judges")).sort()) {
  await judge(name);
}
for (const line of skipped) {
  console.log(`SKIPPED ${line}`);
}
console.log(`\n${results.passed} passed, ${results.failed} failed`);
process.exitCode = results.failed === 0 ? 0 : 1;

async function judge(name) {
  say(`Asking ${name}`);
  try {
    const finder = await import(pathToFileURL(path.join(root, "scripts", "judges", `${name}.mjs`)).href);
    await finder[name.replace(/-(.)/g, (_, letter) => letter.toUpperCase())]((line) => console.log(`  ${line}`));
  } catch (error) {
    if (process.env.CI === "true") {
      results.failed += 1;
      status(false, `${name} can't be had, and in CI every judge must: ${error.message}`);
    } else {
      skipped.push(`${name}: ${error.message}`);
    }
    return;
  }
  for (const file of readdirSync(path.join(root, "test", "judges", name)).filter((entry) => entry.endsWith(".judge.mjs"))) {
    const { passed, failed } = await tally(process.execPath, [path.join("test", "judges", name, file)]);
    results.passed += passed;
    results.failed += failed;
  }
}
