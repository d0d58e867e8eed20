import { symlinkSync } from "node:fs";
import * as path from "node:path";
import { preview } from "../preview/preview";
import { tree } from "../project/tree.fixtures";
import type { PreviewResult } from "../result/result";

// The preloads are separate programs: only their compiled form can be loaded into a program.
jest.mock("../processes/preloads", () => jest.requireActual<object>("../../dist/processes/preloads"));
jest.setTimeout(60_000);

/** A program's result and output with the preloads, and as the SDK alone has it. */
async function bothWays(program: string): Promise<{ result: Partial<PreviewResult>; output: string[] }[]> {
  const files = {
    "Pulumi.yaml": "name: shop\nruntime:\n  name: nodejs\n  options: { typescript: false }\n",
    "package.json": "{}",
    "index.js": program,
  };
  const directory = tree(files);
  symlinkSync(path.resolve(__dirname, "../../node_modules"), path.join(directory, "node_modules"));
  return Promise.all(
    [false, true].map(async (stockLoaders) => {
      const output: string[] = [];
      const result: Partial<PreviewResult> = await preview({
        directory,
        stockLoaders,
        onProgress: (event) => event.kind === "output" && output.push(event.line),
      });
      delete result.timings;
      return { result, output };
    }),
  );
}

describe("a program's preview is the same with and without the preloads:", () => {
  test("resources that depend on each other, with a secret", async () => {
    const [fast, stock] = await bothWays(`
      const { core } = require("@pulumi/kubernetes");
      const pulumi = require("@pulumi/pulumi");
      const namespace = new core.v1.Namespace("orders");
      const secret = new core.v1.Secret("token", { metadata: { namespace: namespace.metadata.name }, stringData: { token: pulumi.secret("canary-4711") } });
      module.exports = { name: secret.metadata.name, data: secret.stringData };
    `);
    expect(fast).toEqual(stock);
    expect(fast?.result.resources).toHaveLength(4);
  });

  test("a function that is serialised, and the packages that go with it", async () => {
    const [fast, stock] = await bothWays(`
      const pulumi = require("@pulumi/pulumi");
      const greeting = "hello";
      const text = pulumi.runtime.serializeFunction((name) => greeting + name).then((serialized) => serialized.text);
      const paths = pulumi.runtime.computeCodePaths().then((found) => [...found.keys()].sort());
      module.exports = { text, paths };
    `);
    expect(fast).toEqual(stock);
    expect(fast?.result.stackOutputs).toEqual({ text: expect.stringContaining('greeting: "hello"') as string, paths: expect.any(Array) as string[] });
  });

  test("a function that can't be serialised: the error names its file", async () => {
    const [fast, stock] = await bothWays(`
      const pulumi = require("@pulumi/pulumi");
      const hash = require("node:crypto").createHash("sha256");
      pulumi.runtime.serializeFunction(() => hash.digest("hex"));
    `);
    expect(fast).toEqual(stock);
    expect(fast?.result.errors?.[0]?.message).toContain("index.js(4,39): captured");
  });

  test("a promise that never settles", async () => {
    const [fast, stock] = await bothWays(`
      const { core } = require("@pulumi/kubernetes");
      new core.v1.Namespace("orders", { metadata: { name: new Promise(() => undefined) } });
    `);
    expect(fast).toEqual(stock);
    expect(fast?.output).toContainEqual(expect.stringContaining("promises were still active") as string);
  });
});

test("what few programs need is not loaded", async () => {
  const [fast, stock] = await bothWays(`
    require("@pulumi/pulumi");
    module.exports = { loaded: Object.keys(require.cache).some((file) => /arborist|exporter-zipkin|typescript[.]js$/.test(file)) };
  `);
  expect(fast?.result.stackOutputs).toEqual({ loaded: false });
  expect(stock?.result.stackOutputs).toEqual({ loaded: true });
});
