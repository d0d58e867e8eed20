import { writeFileSync } from "node:fs";
import * as path from "node:path";
import { preview, type PreviewFailure } from "../../packages/offline";
import { firmament } from "../support/cli";
import { project } from "../support/programs";

// Programs that fail. Each shows its own error, once, with the line that it comes from, and takes hardly longer than one that succeeds.

jest.setTimeout(120_000);

const configMap = `import * as k8s from "@pulumi/kubernetes";
const map = new k8s.core.v1.ConfigMap("settings", { data: { level: "info" } });
`;

/** How much longer than a program that succeeds. A failure that hangs takes ten times as long or never ends. */
const SLOWER = 4;
let usual = 0;

async function failure(files: Record<string, string>): Promise<PreviewFailure> {
  const started = performance.now();
  const { status, errors } = await preview({ directory: project(files) });
  const took = performance.now() - started;
  if (took > SLOWER * usual) {
    // Something else may have begun to use the machine.
    usual = await success();
  }
  expect(took).toBeLessThan(SLOWER * usual);
  expect([status, errors.length]).toEqual(["failed", 1]);
  return errors[0] as PreviewFailure;
}

/** How long a program takes that succeeds. */
async function success(): Promise<number> {
  const started = performance.now();
  expect((await preview({ directory: project({ "index.ts": configMap }) })).status).toBe("succeeded");
  return performance.now() - started;
}

beforeAll(async () => {
  usual = await success();
});

test("an error at the top level", async () => {
  expect(await failure({ "index.ts": `${configMap}function connect(): never {\n  throw new Error("no database today");\n}\nconnect();\n` })).toEqual({
    origin: "program",
    message: ["Error: no database today", "    at connect (index.ts:4:9)", "    at Object.<anonymous> (index.ts:6:1)"].join("\n"),
    source: { file: "index.ts", line: 4, column: 9 },
  });
});

test("an error in an apply", async () => {
  expect(await failure({ "index.ts": `${configMap}map.metadata.name.apply(() => {\n  throw new RangeError("not in apply");\n});\n` })).toEqual({
    origin: "program",
    message: "RangeError: not in apply\n    at index.ts:4:9",
    source: { file: "index.ts", line: 4, column: 9 },
  });
});

test("a promise that is rejected and that nobody waits for", async () => {
  expect(await failure({ "index.ts": `${configMap}void Promise.reject(new Error("nobody listens"));\n` })).toMatchObject({
    message: expect.stringContaining("Error: nobody listens\n") as string,
    source: { file: "index.ts", line: 3 },
  });
});

test("an asynchronous program that rejects", async () => {
  const code = `export = async () => {\n  await new Promise((resolve) => setTimeout(resolve, 5));\n  throw new TypeError("too late");\n};\n`;
  expect(await failure({ "index.ts": code })).toMatchObject({
    message: expect.stringContaining("TypeError: too late\n") as string,
    source: { file: "index.ts", line: 3 },
  });
});

test("something thrown that is no error", async () => {
  expect(await failure({ "index.ts": `throw "just text";\n` })).toEqual({
    origin: "program",
    message: "just text",
  });
});

test("an error about a resource, whose line it names", async () => {
  const code = `${configMap}import { ResourceError } from "@pulumi/pulumi";\nthrow new ResourceError("a wrong map", map);\n`;
  expect(await failure({ "index.ts": code })).toEqual({
    origin: "program",
    message: "ResourceError: a wrong map\n    at Object.<anonymous> (index.ts:4:7)",
    urn: "urn:pulumi:dev::program::kubernetes:core/v1:ConfigMap::settings",
    source: { file: "index.ts", line: 4, column: 7 },
  });
});

test("a missing configuration value says which flag to pass", async () => {
  const code = `import { Config } from "@pulumi/pulumi";\nexport const size = new Config().requireNumber("size");\n`;
  expect(await failure({ "index.ts": code })).toEqual({
    origin: "program",
    message:
      "Missing required configuration variable 'program:size'\n\tplease set a value using the command `pulumi config set program:size <value>`",
    hint: "pass --config program:size=…",
  });
});

test("a missing answer prints the lines to add, and with just these the program runs", async () => {
  const files = {
    "index.ts": `import { kinesis } from "@pulumi/aws";\nexport const arn = kinesis.getStream({ name: "events" }).then((stream) => stream.arn);\n`,
  };
  const { message } = await failure(files);
  const [sentence, lines = ""] = message.split(/firmament\.fixtures\.yaml:\n\n/);
  expect(sentence).toBe('the data source aws:kinesis/getStream:getStream(name: "events") is not known offline.\nAdd its answer to ');
  const directory = project(files);
  writeFileSync(path.join(directory, "firmament.fixtures.yaml"), lines);
  expect(await preview({ directory })).toMatchObject({ status: "succeeded", simulatedCalls: [{ answeredBy: "fixture" }] });
});

test("two resources of one name", async () => {
  expect(await failure({ "index.ts": `${configMap}new k8s.core.v1.ConfigMap("settings", {});\n` })).toEqual({
    origin: "resource",
    urn: "urn:pulumi:dev::program::kubernetes:core/v1:ConfigMap::settings",
    message: "Duplicate resource URN 'urn:pulumi:dev::program::kubernetes:core/v1:ConfigMap::settings'; try giving it a unique name",
    source: { file: "index.ts", line: 3, column: 1 },
  });
});

test("two components of one name, whose outputs come to nothing", async () => {
  const code = `import { ComponentResource } from "@pulumi/pulumi";
class Site extends ComponentResource {
  constructor() {
    super("acme:index:Site", "home");
    this.registerOutputs({ url: "https://example.com" });
  }
}
new Site();
new Site();
`;
  const { errors, diagnostics } = await preview({ directory: project({ "index.ts": code }) });
  expect(errors).toEqual([
    {
      origin: "resource",
      urn: "urn:pulumi:dev::program::acme:index:Site::home",
      message: "Duplicate resource URN 'urn:pulumi:dev::program::acme:index:Site::home'; try giving it a unique name",
      source: { file: "index.ts", line: 9, column: 1 },
    },
  ]);
  expect(diagnostics.filter(({ severity }) => severity === "error")).toEqual([]);
});

test.each([
  ["validateResource", "failed to run policy: Error validating resource with policy 'broken' from policy pack 'rules@v1.0.0':"],
  ["remediateResource", "failed to run remediation: Error remediating resource with remediation 'broken' from policy pack 'rules@v1.0.0':"],
])("a pack whose %s throws", async (method, words) => {
  const rule = `{ name: "broken", description: "", enforcementLevel: "remediate", ${method}: ({ type }) => { if (type.endsWith("ConfigMap")) throw new Error("no rule"); } }`;
  const pack = project({
    "PulumiPolicy.yaml": "runtime: nodejs\n",
    "package.json": '{ "name": "rules", "version": "1.0.0", "main": "index.js" }\n',
    "index.js": `const { PolicyPack } = require("@pulumi/policy");\nnew PolicyPack("rules", { policies: [${rule}] });\n`,
  });
  const { errors } = await preview({ directory: project({ "index.ts": configMap }), policyPacks: [{ path: pack }] });
  expect(errors).toMatchObject([{ origin: "policy-pack", policyPack: "rules", source: { file: "index.ts", line: 2 } }]);
  expect(errors[0]?.message.split("\n").slice(0, 2)).toEqual([words, "Error: no rule"]);
});

test("TypeScript that can't be parsed", async () => {
  expect(await failure({ "index.ts": `${configMap}const broken = {{;\n` })).toMatchObject({
    message: expect.stringMatching(/^TSError: ⨯ Unable to compile TypeScript:\nindex\.ts\(3,17\): error TS\d+: .+/) as string,
    source: { file: "index.ts", line: 3, column: 17 },
  });
});

test.each(["./nowhere", "@acme/nothing"])("a module that is not there: %s", async (module) => {
  expect(await failure({ "index.ts": `console.log("hello");\nimport { x } from "${module}";\nconsole.log(x);\n` })).toMatchObject({
    message: expect.stringContaining(`Error: Cannot find module '${module}'\nRequire stack:\n- index.ts\n`) as string,
    source: { file: "index.ts", line: 2 },
  });
});

test("a program that exits by itself", async () => {
  expect(await failure({ "index.ts": `${configMap}process.exit(3);\n` })).toEqual({ origin: "program", message: "the program exited with code 3" });
});

test("a program that is killed", async () => {
  const code = `${configMap}map.id.apply(() => process.kill(process.pid, "SIGKILL"));\n`;
  expect(await failure({ "index.ts": code })).toEqual({ origin: "program", message: "the program was ended by SIGKILL" });
});

test("a program that runs out of memory", async () => {
  const files = {
    "Pulumi.yaml": "name: program\nruntime: { name: nodejs, options: { nodeargs: --max-old-space-size=50 } }\n",
    "index.ts": "const kept: number[][] = [];\nfor (;;) {\n  kept.push(new Array(1_000_000).fill(0.5));\n}\n",
  };
  expect(await failure(files)).toMatchObject({
    origin: "program",
    message: "the program ran out of memory",
    hint: expect.stringContaining("--max-old-space-size") as string,
  });
});

describe("the command", () => {
  test("shows each failure once, though several promises fail with it", async () => {
    const directory = project({
      "index.ts": `${configMap}const failed = map.metadata.name.apply((): string => {\n  throw new Error("the one and only");\n});\nexport const a = failed;\nexport const b = [failed];\nnew k8s.core.v1.ConfigMap("other", { data: { failed } });\n`,
    });
    const { code, stdout, stderr } = await firmament("preview", directory);
    expect(code).toBe(1);
    expect(`${stdout}${stderr}`.split("the one and only")).toHaveLength(2);
    expect(stderr).toContain("error: the program failed (index.ts:4)\n");
  });

  test("shows a missing configuration value with the flag that gives it, and takes it", async () => {
    const directory = project({ "index.ts": `import { Config } from "@pulumi/pulumi";\nexport const size = new Config().requireNumber("size");\n` });
    const { code, stderr } = await firmament("preview", directory);
    expect([code, stderr.includes("pass --config program:size=…")]).toEqual([1, true]);
    expect((await firmament("preview", directory, "--config", "program:size=3")).code).toBe(0);
  });
});
