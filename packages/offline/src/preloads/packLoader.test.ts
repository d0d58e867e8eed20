import { symlinkSync } from "node:fs";
import * as path from "node:path";
import { type PolicyPack, startPolicyPacks } from "../analyzers/policyPack";
import { projectOf } from "../project/project.fixtures";
import { tree } from "../project/tree.fixtures";

// The preloads are separate programs: only their compiled form can be loaded into a pack.
jest.mock("../processes/preloads", () => jest.requireActual<object>("../../dist/processes/preloads"));

const project = projectOf();

/** A pack that calls itself after whether the compiler is loaded. */
async function packName(file: string, preloads: boolean): Promise<string> {
  const code = `
    const { PolicyPack } = require("@pulumi/policy");
    const compiler = Object.keys(require.cache).some((name) => name.endsWith("typescript.js"));
    new PolicyPack(compiler ? "compiler" : "no-compiler", { policies: [] });
  `;
  const manifest = JSON.stringify({ name: "pack", version: "1.0.0", main: file });
  const directory = tree({ "PulumiPolicy.yaml": "runtime: nodejs\n", "package.json": manifest, [file]: code });
  symlinkSync(path.resolve(__dirname, "../../node_modules"), path.join(directory, "node_modules"));
  const [pack] = await startPolicyPacks([{ path: directory }], { engineAddress: "127.0.0.1:1", project, preloads, onOutput: () => undefined });
  await pack?.stop();
  return (pack as PolicyPack).info.name;
}

test("the compiler is loaded for a pack that is TypeScript, and for no other", async () => {
  expect(await packName("index.js", true)).toBe("no-compiler");
  expect(await packName("index.ts", true)).toBe("compiler");
  expect(await packName("index.js", false)).toBe("compiler");
});
