import { readFileSync, symlinkSync } from "node:fs";
import * as path from "node:path";
import { resource as resourceOf } from "../model/resource.fixtures";
import { projectOf } from "../project/project.fixtures";
import { tree } from "../project/tree.fixtures";
import { SECRET, SIGNATURE } from "../wire/values";
import { type PolicyPack, type PolicyPackSource, startPolicyPacks } from "./policyPack";

// The preloads are separate programs: only their compiled form can be loaded into a pack.
jest.mock("../processes/preloads", () => jest.requireActual<object>("../../dist/processes/preloads"));
jest.setTimeout(60_000);

const ARGUMENTS = "runtime: { name: nodejs, options: { nodeargs: --max-old-space-size=500 } }\n";

const project = projectOf();
const resource = resourceOf("aws:s3/bucket:Bucket", "logs", { acl: "private" }, { outputs: { acl: "private" } });

/** A pack of one rule, which tells where it runs, what it is configured with and what it is shown. */
const telling = (name: string, more = "") => `
  const { PolicyPack } = require("@pulumi/policy");
  const [cwd, argv] = [require("node:path").basename(process.cwd()), process.argv.slice(2)];
  ${more}
  const told = (args, report, shown) => report(JSON.stringify({ pid: process.pid, cwd, argv, config: args.getConfig(), shown }));
  new PolicyPack("${name}", {
    policies: [
      {
        name: "tells", description: "-", enforcementLevel: "mandatory", configSchema: { properties: { word: { type: "string", default: "none" } } },
        validateResource: (args, report) => told(args, report, args.props),
      },
      {
        name: "tells-of-all", description: "-", enforcementLevel: "mandatory",
        validateStack: (args, report) => told(args, report, args.resources.map(({ props }) => props)),
      },
    ],
  });
`;

/** A pack whose rule is in a file of its own, which counts, and makes a secret. */
const counting = {
  "index.js": `
    const { PolicyPack } = require("@pulumi/policy");
    new PolicyPack("counting", { policies: [require("./rule")] });
  `,
  "rule.js": `
    const { Secret } = require("@pulumi/policy");
    let count = 0;
    exports.name = "counts";
    exports.description = "-";
    exports.enforcementLevel = "remediate";
    exports.remediateResource = () => ({ password: new Secret("hunter2") });
    exports.validateResource = (args, report) => report(JSON.stringify({ name: args.name, count: ++count }));
  `,
};

interface Told {
  pid: number;
  cwd: string;
  argv: string[];
  config: object;
  shown: unknown;
}

/** Directories of packs, each its main file or all its files, which share their process. */
function packs(code: Record<string, string | Record<string, string>>, manifest: object = { firmament: { sharesProcess: true } }): string[] {
  const files = Object.entries(code).flatMap(([name, own]) => [
    [`${name}/PulumiPolicy.yaml`, "runtime: nodejs\n"],
    [`${name}/package.json`, JSON.stringify({ name, version: "1.0.0", ...manifest })],
    ...Object.entries(typeof own === "string" ? { "index.js": own } : own).map(([file, text]) => [`${name}/${file}`, text]),
  ]);
  const directory = tree(Object.fromEntries(files) as Record<string, string>);
  symlinkSync(path.resolve(__dirname, "../../node_modules"), path.join(directory, "node_modules"));
  return Object.keys(code).map((name) => path.join(directory, name));
}

const started: PolicyPack[] = [];
afterEach(async () => void (await Promise.all(started.splice(0).map((pack) => pack.stop()))));

interface Started {
  packs: PolicyPack[];
  processes: string[];
  pids: number[];
  output: string[];
}

async function start(sources: readonly (PolicyPackSource | string)[], preloads = true, begun: Partial<Started> = {}): Promise<Started> {
  const processes: string[] = [];
  const pids = (begun.pids ??= []);
  const output: string[] = [];
  const running = await startPolicyPacks(
    sources.map((source) => (typeof source === "string" ? { path: source } : source)),
    {
      engineAddress: "127.0.0.1:1",
      project,
      preloads,
      onOutput: (line) => output.push(line.replaceAll(/\/[^ ,]*\//g, "")),
      onProcess(name, pid) {
        processes.push(name.replaceAll(/[^ ]*\//g, ""));
        pids.push(pid ?? 0);
      },
    },
  );
  started.push(...running);
  return { packs: running, processes, pids, output };
}

const isAlive = (pid: number): boolean => {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
};

async function told(pack: PolicyPack): Promise<Told[]> {
  const judged = await Promise.all([pack.analyze(resource), pack.analyzeStack([resource], resource.urn)]);
  return judged.flatMap(({ violations }) => violations.map(({ message }) => JSON.parse(message.replace(/^-\n/, "")) as Told));
}

describe("packs that say that they may share a process", () => {
  it("do, each with its own name, directory and configuration, and all see everything", async () => {
    const [first = "", second = ""] = packs({ first: telling("one"), second: telling("two") });
    const { packs: running, processes } = await start([{ path: first }, { path: second, configuration: { tells: { word: "other" } } }]);
    const [one, two] = await Promise.all(running.map(told));
    const [{ pid } = { pid: 0 }] = one ?? [];
    const of = (cwd: string, config: object): object[] => [
      { pid, cwd, argv: [], config, shown: { acl: "private" } },
      { pid, cwd, argv: [], config: {}, shown: [{ acl: "private" }] },
    ];
    expect(running.map(({ info }) => info.name)).toEqual(["one", "two"]);
    expect(processes).toEqual(["first, second"]);
    expect([one, two]).toEqual([of("first", { word: "none" }), of("second", { word: "other" })]);
  });

  it("do so also when they are one pack, configured twice", async () => {
    const [directory = ""] = packs({ first: telling("one") });
    const words = ["a", "b"].map((word) => ({ path: directory, configuration: { tells: { word } } }));
    const { packs: running, processes } = await start(words);
    expect(processes).toHaveLength(1);
    expect((await Promise.all(running.map(told))).map(([first]) => first?.config)).toEqual([{ word: "a" }, { word: "b" }]);
  });

  it("don't with the stock loaders, or beside one that does not say so", async () => {
    const sharing = packs({ first: telling("one"), second: telling("two") });
    const alone = packs({ third: telling("three") }, {});
    const sources = [...sharing, ...alone];
    expect((await start(sources, false)).processes).toEqual(["first", "second", "third"]);
    expect((await start(sources)).processes).toEqual(["first, second", "third"]);
  });

  it("keep the modules and the state that they have alone, and tell resources apart", async () => {
    const directories = packs({ first: counting, second: counting });
    const { packs: running, processes } = await start([...directories, directories[0] ?? ""]);
    const other = { ...resource, name: "vault", urn: `${resource.urn}-2` };
    const judged = await Promise.all(running.map(async (pack) => [await pack.analyze(resource), await pack.analyze(other)]));
    const found = judged.map((each) =>
      each.flatMap(({ violations }) => violations.map(({ message }) => JSON.parse(message.replace(/^-\n/, "")) as object)),
    );
    const expected = [
      { name: "logs", count: 1 },
      { name: "vault", count: 2 },
    ];
    expect(found).toEqual([expected, expected, expected]);
    const mended = await Promise.all(running.map((pack) => pack.remediate(resource)));
    const properties = { password: { [SIGNATURE]: SECRET, value: "hunter2" } };
    expect(mended.map(({ applied }) => applied)).toEqual(running.map(() => [{ policy: "counts", properties }]));
    expect(processes).toEqual(["first, second, first"]);
  });

  it("may be made by factories, print what they like, and stay alive on a promise", async () => {
    const noisy = `setTimeout(() => console.log(7), 20); console.log("loading");`;
    const factory = `module.exports = async () => {
      await new Promise((resolve) => setTimeout(resolve, 100));
      ${telling("two", 'console.log("made");')}
      await new Promise(() => undefined);
    };`;
    const { packs: running, processes, output } = await start(packs({ first: telling("one", noisy), second: factory }));
    expect(running.map(({ info }) => info.name)).toEqual(["one", "two"]);
    expect([processes, output]).toEqual([["first, second"], ["loading", "7", "made"]]);
  });

  it("have the time to end well", async () => {
    const last = `process.once("SIGTERM", () => setTimeout(() => { require("node:fs").writeFileSync("ended", "well"); process.exit(); }, 200));`;
    const directories = packs({ first: telling("one"), second: telling("two", last) });
    const { packs: running } = await start(directories);
    await Promise.all(running.splice(0).map((pack) => pack.stop()));
    expect(readFileSync(path.join(directories[1] ?? "", "ended"), "utf8")).toBe("well");
  });

  it.each([
    [
      "an ES module",
      { "index.mjs": `import { createRequire } from "node:module"; const require = createRequire(import.meta.url); ${telling("two")}` },
      { type: "module", main: "index.mjs" },
      ["first", "second"],
    ],
    ["one that is not compiled", { "index.ts": telling("two") }, { main: "index.ts" }, ["first, second", "first", "second"]],
    ["one with arguments for Node", { "index.js": telling("two"), "PulumiPolicy.yaml": ARGUMENTS }, {}, ["first", "second"]],
  ])("don't beside %s", async (_, second, manifest, expected) => {
    const sharing = { firmament: { sharesProcess: true } };
    const directories = [...packs({ first: telling("one") }), ...packs({ second }, { ...sharing, ...manifest })];
    const { packs: running, processes } = await start(directories);
    expect(running.map(({ info }) => info.name)).toEqual(["one", "two"]);
    expect(processes).toEqual(expected);
  });

  it("have one each after all, when they don't get on with each other", async () => {
    const rival = 'if (globalThis.taken) { throw new Error("taken"); } globalThis.taken = true;';
    const directories = packs({ first: telling("one", rival), second: telling("two", rival) });
    const { packs: running, processes, output } = await start(directories);
    expect(running.map(({ info }) => info.name)).toEqual(["one", "two"]);
    expect(processes).toEqual(["first, second", "first", "second"]);
    expect(output[0]).toBe("first, second can't share a process:");
    expect([output[1], output.at(-1)]).toEqual(["Error: taken", "Each has a process of its own."]);
  });

  it.each([
    ["throws", 'throw new Error("out of luck");', /second did not start \(exit code 32\):\nError: out of luck$/],
    ["serves nothing", "", /second did not start: it ended without serving policies$/],
  ])("fail in the words of the one that %s", async (_, code, message) => {
    const directories = packs({ first: telling("one"), second: code });
    const begun: Partial<Started> = {};
    await expect(start(directories, true, begun)).rejects.toMatchObject({ code: "bad-pack", message: expect.stringMatching(message) as string });
    expect(begun.pids?.map(isAlive)).toEqual([false, false, false]);
  });

  it("end together, and none of them is blamed", async () => {
    const directories = packs({ first: telling("one"), second: telling("two") });
    const { packs: running } = await start(directories);
    const [[first]] = (await Promise.all(running.map(told))) as [Told[]];
    process.kill(first?.pid ?? 0, "SIGKILL");
    const deaths = await Promise.all(
      running.map((pack) => pack.died.catch((error: { failureOf(name: string): unknown }) => error.failureOf(pack.info.name))),
    );
    const message = `${directories.join(", ")} ended by themselves (SIGKILL)`;
    expect(deaths).toEqual([
      { origin: "policy-pack", message },
      { origin: "policy-pack", message },
    ]);
  });

  it("say by the names of their files who has ended them", async () => {
    const fatal = `
      const { PolicyPack } = require("@pulumi/policy");
      const validateResource = () => void setImmediate(() => { try { throw new Error("fatal"); } catch (error) { console.error(error); process.exit(3); } });
      new PolicyPack("two", { policies: [{ name: "ends", description: "-", enforcementLevel: "mandatory", validateResource }] });
    `;
    const { packs: running } = await start(packs({ first: telling("one"), second: fatal }));
    await running[1]?.analyze(resource).catch(() => undefined);
    await expect(running[0]?.died).rejects.toThrow(
      /first, .*second ended by themselves \(exit code 3\):\nError: fatal\n +at .*\(second\/index.js:3:/,
    );
  });

  it("leave nothing running when one is configured wrongly", async () => {
    const [first = "", second = ""] = packs({ first: telling("one"), second: telling("two") });
    const begun: Partial<Started> = {};
    const sources = [{ path: first }, { path: second, configuration: { tells: { word: 1 } } }];
    await expect(start(sources, true, begun)).rejects.toMatchObject({ code: "bad-pack-config" });
    expect(begun.pids?.map(isAlive)).toEqual([false]);
  });
});
