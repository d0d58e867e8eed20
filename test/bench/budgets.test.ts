import { spawnSync } from "node:child_process";
import * as path from "node:path";

// What previews may cost, as ratios and slopes of measurements taken in turn: absolute times would say more of the machine than of the code.

const root = path.resolve(__dirname, "..", "..");

interface Budget {
  key: string;
  value: number;
  limit: number;
}

jest.setTimeout(600_000);

let budgets: Map<string, Budget>;

beforeAll(() => {
  const bench = path.join(root, "scripts", "bench", "bench.mjs");
  const { stdout } = spawnSync(process.execPath, [bench, "--quick", "--runs", "1", "--json"], {
    encoding: "utf8",
    stdio: ["ignore", "pipe", "inherit"],
  });
  const figures = JSON.parse(stdout) as { budgets: Budget[] };
  budgets = new Map(figures.budgets.map((budget) => [budget.key, budget]));
});

test.each([
  ["engineMemory", "the engine adds at most 80 KB of its own memory a resource"],
  ["goldenPath", "x"],
  ["typescriptBoot", "a TypeScript pack starts in at most a fifth of the time that it takes by the stock loader"],
  ["ourBoot", "our packs start in at most a fifth of the time that a TypeScript pack takes by the stock loader"],
  ["typeChecking", "a program with our components is type-checked in at most half the memory that the whole SDK of AWS takes"],
])("%s: %s", (key) => {
  const { value, limit } = budgets.get(key) as Budget;
  expect(value).toBeLessThanOrEqual(limit);
});
