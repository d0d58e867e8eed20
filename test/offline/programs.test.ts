import { symlinkSync } from "node:fs";
import * as path from "node:path";
import { exportState, type OutputMode, preview, type PreviewResult } from "../../packages/offline";
import { compact } from "../support/compact";
import { expectGolden } from "../support/golden";
import { integrityProblems } from "../support/integrity";
import { copyOfProgram, programNames, temporaryDirectory } from "../support/programs";

// Programs as users write them, with nothing of ours in them. What they make is in test/programs/__golden__, for both ways to treat outputs where they
// differ; UPDATE_GOLDEN=1 writes it anew.

// A project with a more recent ts-node than the one inside the SDK; only with that does the SDK load ES modules in TypeScript.
const modules = temporaryDirectory();
symlinkSync(path.resolve(__dirname, "..", "support", "node_modules", "ts-node"), path.join(modules, "ts-node"));
const environments: Record<string, NodeJS.ProcessEnv> = {
  "esm-typescript": { NODE_PATH: modules },
  secrets: { PULUMI_CONFIG_PASSPHRASE: "opens-the-secrets-program" },
  configuration: { PULUMI_CONFIG_PASSPHRASE: "opens-the-configuration" },
};
const before = { ...process.env };
afterEach(() => (process.env = { ...before }));

const golden = path.resolve(__dirname, "..", "programs", "__golden__");

jest.setTimeout(120_000);

async function run(directory: string, outputs: OutputMode): Promise<PreviewResult> {
  const printed: string[] = [];
  const result = await preview({
    directory,
    outputs,
    onProgress: (event) => void (event.kind === "output" && printed.push(event.line)),
  });
  if (result.errors.length > 0) {
    throw new Error([...result.errors.map(({ message }) => message), ...printed].join("\n"));
  }
  return result;
}

test.each(programNames)("%s previews as it always did, and its state is one that pulumi stack import would take", async (name) => {
  Object.assign(process.env, environments[name]);
  const directory = copyOfProgram(name);
  const [simulated, unknown] = await Promise.all([run(directory, "simulated"), run(directory, "unknown")]);
  const text = compact(simulated);
  const unknownText = compact(unknown);
  expectGolden(path.join(golden, `${name}.txt`), text);
  expectGolden(
    path.join(golden, `${name}.unknown.txt`),
    unknownText === text.replace("outputs simulated", "outputs unknown") ? undefined : unknownText,
  );
  expect(integrityProblems(exportState(simulated))).toEqual([]);
});

test("a result in full is as documented", async () => {
  const { timings, ...result } = await run(copyOfProgram("remote-components"), "simulated");
  expect(Object.values(timings).every((milliseconds) => Number.isInteger(milliseconds))).toBe(true);
  expectGolden(path.join(golden, "remote-components.json"), `${JSON.stringify(result, undefined, 2)}\n`);
});
