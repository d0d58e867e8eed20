import { spawnSync } from "node:child_process";
import * as path from "node:path";

// What previews may cost, as ratios and slopes of measurements taken in turn: absolute times would say more of the machine than of the code. What
// type-checking costs, test/consumer measures.

const bench = path.resolve(__dirname, "..", "..", "scripts", "bench", "bench.mjs");

interface Budget {
  key: string;
  value: number;
  limit: number;
  held: boolean;
}

/** What else the machine does only makes a measurement worse: the best of so many counts. */
const ATTEMPTS = 6;

jest.setTimeout(1_200_000);

const best = new Map<string, Budget>();

beforeAll(() => {
  for (let attempt = 0; attempt < ATTEMPTS && (attempt === 0 || [...best.values()].some(({ held }) => !held)); attempt++) {
    measure();
  }
});

function measure(): void {
  const { stdout } = spawnSync(process.execPath, [bench, "--quick", "--runs", "1", "--json"], {
    encoding: "utf8",
    stdio: ["ignore", "pipe", "inherit"],
  });
  for (const budget of (JSON.parse(stdout) as { budgets: Budget[] }).budgets) {
    if (budget.value <= (best.get(budget.key)?.value ?? Infinity)) {
      best.set(budget.key, budget);
    }
  }
}

test.each([
  ["engineMemory", "the engine adds at most 80 KB of its own memory a resource", 80],
  ["goldenPath", "the golden path with all rules takes at most seven twentieths of the time that it takes with the stock loaders", 7 / 20],
  [
    "fivePacks",
    "the golden path with our five packs takes at most seven fifths of the processor time that it takes with all their rules in one",
    7 / 5,
  ],
  ["typescriptBoot", "a TypeScript pack starts in at most a fifth of the time that the stock loader takes", 1 / 5],
  ["ourBoot", "our packs start in at most a fifth of the time that the stock loader takes for a TypeScript pack", 1 / 5],
])("%s: %s", (key, _, limit) => {
  expect(best.get(key)).toMatchObject({ limit });
  expect(best.get(key)?.value).toBeLessThanOrEqual(limit);
});
