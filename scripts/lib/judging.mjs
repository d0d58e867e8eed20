// How judges are asked. First every tool is found, fetched or built: scripts/judges/<tool>.mjs exports a function of its name (in camel case), which resolves
// with what it found and `parts`: what is real, and what is a stand-in of ours. Then the *.judge.mjs files of test/judges/<judge> ask them. What a machine
// can't have at all is a skip that is listed; whatever else goes wrong with a tool is a failure.
import { readdirSync } from "node:fs";
import path from "node:path";
import process from "node:process";
import { pathToFileURL } from "node:url";
import { root, say, status, tally } from "./shell.mjs";
import { Unavailable } from "./tools.mjs";

/** The judges and the tools that each needs. Two are asked at a time, in this order, so the slow ones go first. */
const needs = {
  life: ["pulumi", "aws", "aws-simulator", "kubernetes", "kubernetes-provider"],
  kubernetes: ["kubernetes", "amtool"],
  pulumi: ["pulumi"],
  aws: ["aws"],
  languages: ["pulumi", "pulumi-yaml"],
  promtool: ["promtool"],
  "published-packs": ["pulumi", "published-packs"],
  packs: ["pulumi", "pulumi-yaml"],
  "pod-security": ["pod-security"],
};

export const judges = Object.keys(needs);

const width = Math.max(...judges.map((name) => name.length));

// What is written in Go collects its garbage less often: of memory there is enough, of processors two.
process.env.GOGC ??= "200";

/** Finds what some judges need, and says what it found. What `ask` resolves with, and `found` has, is how many checks passed and failed. */
export async function prepareJudges(names) {
  const found = { passed: 0, failed: 0 };
  const missing = new Map();
  const parts = [];
  const times = [];
  const timed = async (title, work) => {
    const started = performance.now();
    const result = await work();
    times.push([title, (performance.now() - started) / 1000]);
    return result;
  };
  for (const tool of new Set(names.flatMap((name) => needs[name]))) {
    say(`Finding ${tool}`);
    await timed(`finding ${tool}`, async () => {
      try {
        parts.push(...(await find(tool)));
      } catch (error) {
        missing.set(tool, error.message);
        if (!(error instanceof Unavailable)) {
          found.failed += 1;
          status(false, `${tool} can't be had: ${error.message}`);
        }
      }
    });
  }
  say("What judges");
  for (const { name, version, standIn, note } of parts) {
    console.log(`  ${name.padEnd(28)} ${version.padEnd(12)} ${standIn ? "stand-in" : "real    "}  ${note}`);
  }
  const reasons = (name) => needs[name].flatMap((tool) => missing.get(tool) ?? []);
  return {
    found,
    /** Asks those of some judges that have what they need, so many at a time. */
    async ask(some, atOnce) {
      const results = { passed: 0, failed: 0 };
      const queue = some.filter((name) => reasons(name).length === 0);
      const worker = async () => {
        for (let name = queue.shift(); name !== undefined; name = queue.shift()) {
          say(`Asking ${name}`);
          const { passed, failed } = await timed(name, () => verdict(name));
          results.passed += passed;
          results.failed += failed;
        }
      };
      await Promise.all(Array.from({ length: atOnce }, worker));
      return results;
    },
    /** Says how long everything took, and who could not be asked. */
    close() {
      say("Times");
      for (const [name, seconds] of times) {
        console.log(`  ${name.padEnd(28)} ${seconds.toFixed(0).padStart(5)} s`);
      }
      for (const name of names.filter((each) => reasons(each).length > 0)) {
        console.log(`SKIPPED ${name}: ${reasons(name).join("; ")}`);
      }
    },
  };
}

async function find(tool) {
  const finder = await import(pathToFileURL(path.join(root, "scripts", "judges", `${tool}.mjs`)).href);
  const { parts } = await finder[camelCase(tool)]((line) => console.log(`  ${line}`));
  return parts;
}

async function verdict(name) {
  const results = { passed: 0, failed: 0 };
  for (const file of readdirSync(path.join(root, "test", "judges", name)).filter((entry) => entry.endsWith(".judge.mjs"))) {
    const { passed, failed } = await tally(process.execPath, [path.join("test", "judges", name, file)], (line) =>
      console.log(`${name.padEnd(width)} │ ${line}`),
    );
    results.passed += passed;
    results.failed += failed;
  }
  return results;
}

function camelCase(name) {
  return name.replace(/-(.)/g, (_, letter) => letter.toUpperCase());
}
