import * as path from "node:path";
import { preview, type PreviewResult } from "../../packages/offline";
import { copyOfProgram } from "../support/programs";

// What makes a preview fast changes nothing of what it finds. Type-checking takes its time, so only a few programs run without, one of them on the SDK of AWS.

jest.setTimeout(300_000);

async function found(stockLoaders: boolean, program: string): Promise<Partial<PreviewResult>> {
  const pack = path.resolve(__dirname, "..", "packs", "nosy");
  return { ...(await preview({ directory: copyOfProgram(program), stockLoaders, policyPacks: [{ path: pack }] })), timings: undefined };
}

test.each(["dynamic-resources", "hooks", "late-resources"])("%s gives the same result with the loaders of the stock CLI", async (program) => {
  const fast = await found(false, program);
  expect(fast.status).toBe("succeeded");
  expect(await found(true, program)).toEqual(fast);
});
