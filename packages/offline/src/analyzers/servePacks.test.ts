import { symlinkSync } from "node:fs";
import * as path from "node:path";
import type { EngineResource } from "../model/resource";
import type { Project } from "../project/project";
import { tree } from "../project/tree.fixtures";
import { noOptions } from "../engine/options";
import { type PolicyPack, startPolicyPacks } from "./policyPack";

// The preloads are separate programs: only their compiled form can be loaded into a pack.
jest.mock("../processes/preloads", () => jest.requireActual<object>("../../dist/processes/preloads"));
jest.setTimeout(60_000);

const project: Project = {
  name: "shop",
  directory: __dirname,
  programDirectory: __dirname,
  entryPoint: ".",
  stack: "dev",
  organization: "acme",
  config: {},
  secretKeys: [],
  runtime: { typescript: true, nodeargs: [] },
  tags: {},
  fixturesFile: path.join(__dirname, "firmament.fixtures.yaml"),
  coverageGaps: [],
};

const resource: EngineResource = {
  urn: "urn:pulumi:dev::shop::aws:s3/bucket:Bucket::logs",
  type: "aws:s3/bucket:Bucket",
  name: "logs",
  kind: "custom",
  custom: true,
  parent: "",
  id: "",
  programInputs: {},
  inputs: { acl: "private" },
  outputs: { acl: "private" },
  options: noOptions(),
  providerRef: "",
  dependencies: [],
  propertyDependencies: {},
};

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

interface Told {
  pid: number;
  cwd: string;
  argv: string[];
  config: object;
  shown: unknown;
}

/** Directories of packs, which share their process. */
function packs(code: Record<string, string>, manifest: object = { firmament: { sharesProcess: true } }): string[] {
  const files = Object.entries(code).flatMap(([name, text]) => [
    [`${name}/PulumiPolicy.yaml`, "runtime: nodejs\n"],
    [`${name}/package.json`, JSON.stringify({ name, version: "1.0.0", ...manifest })],
    [`${name}/index.js`, text],
  ]);
  const directory = tree(Object.fromEntries(files) as Record<string, string>);
  symlinkSync(path.resolve(__dirname, "../../node_modules"), path.join(directory, "node_modules"));
  return Object.keys(code).map((name) => path.join(directory, name));
}

const started: PolicyPack[] = [];
afterEach(async () => void (await Promise.all(started.splice(0).map((pack) => pack.stop()))));

async function start(sources: Parameters<typeof startPolicyPacks>[0], preloads = true): Promise<{ packs: PolicyPack[]; processes: string[] }> {
  const processes: string[] = [];
  const onProcess = (name: string): unknown => processes.push(name.replaceAll(/[^ ]*\//g, ""));
  const running = await startPolicyPacks(sources, { engineAddress: "127.0.0.1:1", project, preloads, onOutput: () => undefined, onProcess });
  started.push(...running);
  return { packs: running, processes };
}

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
    const sources = [...sharing, ...alone].map((directory) => ({ path: directory }));
    expect((await start(sources, false)).processes).toEqual(["first", "second", "third"]);
    expect((await start(sources)).processes).toEqual(["first, second", "third"]);
  });

  it("have one each after all, when they don't get on with each other", async () => {
    const rival = 'if (globalThis.taken) { throw new Error("taken"); } globalThis.taken = true;';
    const directories = packs({ first: telling("one", rival), second: telling("two", rival) });
    const { packs: running, processes } = await start(directories.map((directory) => ({ path: directory })));
    expect(running.map(({ info }) => info.name)).toEqual(["one", "two"]);
    expect(processes).toEqual(["first, second", "first", "second"]);
  });

  it.each([
    ["throws", 'throw new Error("out of luck");', /second did not start \(exit code 32\):\nError: out of luck$/],
    ["serves nothing", "", /second did not start: it ended without serving policies$/],
  ])("fail in the words of the one that %s", async (_, code, message) => {
    const directories = packs({ first: telling("one"), second: code });
    await expect(start(directories.map((directory) => ({ path: directory })))).rejects.toMatchObject({
      code: "bad-pack",
      message: expect.stringMatching(message) as string,
    });
  });

  it("end together, and none of them is blamed", async () => {
    const directories = packs({ first: telling("one"), second: telling("two") });
    const { packs: running } = await start(directories.map((directory) => ({ path: directory })));
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
});
