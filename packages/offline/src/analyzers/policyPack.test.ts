import { symlinkSync } from "node:fs";
import * as path from "node:path";
import type { EngineResource } from "../model/resource";
import { resource as anyResource } from "../model/resource.fixtures";
import { projectOf } from "../project/project.fixtures";
import { tree } from "../project/tree.fixtures";
import { PreviewError } from "../result/errors";
import { RESOURCE, SIGNATURE, UNKNOWN, secret } from "../wire/values";
import type { PackProcessOptions } from "./packProcess";
import { type PolicyPack, type PolicyPackSource, startPolicyPacks } from "./policyPack";

// The preloads are separate programs: only their compiled form can be loaded into a pack.
jest.mock("../processes/preloads", () => jest.requireActual<object>("../../dist/processes/preloads"));
jest.setTimeout(60_000);

const offline = path.join(__dirname, "../..");
const rules = path.join(offline, "test-packs/rules");
const root = "urn:pulumi:dev::shop::pulumi:pulumi:Stack::shop-dev";

const project = projectOf({
  config: { "aws:region": "eu-west-1", "shop:password": "hunter2" },
  secretKeys: ["shop:password"],
  tags: { "pulumi:project": "shop" },
});

type Options = Partial<PolicyPackSource & PackProcessOptions>;

const started: PolicyPack[] = [];
afterEach(async () => void (await Promise.all(started.splice(0).map((pack) => pack.stop()))));

async function startPack({ path: directory = rules, configFile, configuration, ...options }: Options = {}): Promise<PolicyPack> {
  const source = { path: directory, configFile, configuration };
  const [pack] = await startPolicyPacks([source], { engineAddress: "127.0.0.1:1", project, preloads: true, onOutput: () => undefined, ...options });
  return pack as PolicyPack;
}

/** The same, and stopped after the test. */
async function start(options: Options = {}): Promise<PolicyPack> {
  const pack = await startPack(options);
  started.push(pack);
  return pack;
}

async function failure(options: Options): Promise<{ code: string; message: string; hint?: string }> {
  const error = await start(options).then(
    () => new Error("it started"),
    (cause: unknown) => cause,
  );
  if (!(error instanceof PreviewError)) {
    throw error as Error;
  }
  return { code: error.code, message: error.message, ...(error.hint === undefined ? {} : { hint: error.hint }) };
}

function resource(name: string, changes: Partial<EngineResource> = {}): EngineResource {
  return anyResource(changes.type ?? "aws:s3/bucket:Bucket", name, {}, changes);
}

/** What a policy reported as JSON after its description. */
function reported(message: string | undefined): unknown {
  return JSON.parse((message ?? "").split("\n").at(-1) ?? "");
}

describe("a pack", () => {
  let rulesAsTheyAre: PolicyPack;
  beforeAll(async () => (rulesAsTheyAre = await startPack()));
  afterAll(() => rulesAsTheyAre.stop());

  it("says what it is: the version of PulumiPolicy.yaml, the levels after configuration, the path as it was given", async () => {
    const relative = path.relative(process.cwd(), rules);
    const pack = await start({ path: relative, configuration: { echo: "advisory" } });
    expect(pack.info).toEqual({
      name: "rules",
      version: "2.0.0",
      path: relative,
      policies: {
        arn: "mandatory",
        echo: "advisory",
        environment: "disabled",
        named: "disabled",
        "needs-arn": "disabled",
        "no-public-acl": "mandatory",
        "own-level": "disabled",
        password: "disabled",
        "stack-arn": "disabled",
        "stack-size": "disabled",
        tags: "disabled",
        throws: "mandatory",
        untouched: "disabled",
      },
    });
    expect(pack).toMatchObject({ hasRemediations: false, hasStackPolicies: false });
  });

  it("judges a resource, and says all that it knows of the policy", async () => {
    const bucket = resource("logs", { inputs: { acl: secret("public-read") } });
    expect(await rulesAsTheyAre.analyze(bucket)).toEqual({
      violations: [
        {
          policyPack: "rules",
          policyPackVersion: "2.0.0",
          policy: "no-public-acl",
          level: "mandatory",
          message: "No bucket is public.\nacl is public-read",
          urn: bucket.urn,
          severity: "high",
          phase: "resource",
          description: "No bucket is public.",
          remediationSteps: "Leave acl out.",
          url: "https://example.com/no-public-acl",
        },
      ],
      undetermined: [],
    });
    expect(await rulesAsTheyAre.analyze(resource("other"))).toEqual({ violations: [], undetermined: [] });
  });

  it("sees of a resource what the stock engine sends", async () => {
    const pack = await start({ configuration: { echo: "advisory" } });
    const provider = resource("eu", {
      type: "pulumi:providers:aws",
      kind: "provider",
      inputs: { region: "eu-west-1", secretKey: secret("s3cr3t"), __internal: {} },
    });
    const bucket = resource("logs", {
      inputs: {
        acl: "private",
        list: [1, true, null],
        password: secret("p"),
        role: { [SIGNATURE]: RESOURCE, urn: "urn:x", id: "role-1" },
        component: { [SIGNATURE]: RESOURCE, urn: "urn:y" },
        __defaults: [],
      },
      options: {
        ...resource("").options,
        protect: true,
        ignoreChanges: ["tags"],
        deleteBeforeReplace: false,
        additionalSecretOutputs: ["arn"],
        aliases: ["urn:old"],
        customTimeouts: { create: 60, update: 0, delete: 5 },
      },
      provider,
      providerRef: `${provider.urn}::id`,
    });
    const { violations } = await pack.analyze(bucket);
    expect(reported(violations[0]?.message)).toEqual({
      urn: bucket.urn,
      type: "aws:s3/bucket:Bucket",
      name: "logs",
      props: { acl: "private", list: [1, true, null], password: "p", role: "role-1", component: "urn:y" },
      opts: {
        protect: true,
        ignoreChanges: ["tags"],
        deleteBeforeReplace: false,
        aliases: [],
        additionalSecretOutputs: ["arn"],
        customTimeouts: { createSeconds: 60, updateSeconds: 0, deleteSeconds: 5 },
        parent: root,
      },
      provider: { urn: provider.urn, type: "pulumi:providers:aws", name: "eu", props: { region: "eu-west-1", secretKey: "s3cr3t" } },
      tags: { "pulumi:project": "shop" },
      config: {},
    });
    const { violations: plain } = await pack.analyze(resource("plain"));
    expect(reported(plain[0]?.message)).not.toHaveProperty("opts.deleteBeforeReplace");
    expect(reported(plain[0]?.message)).not.toHaveProperty("provider");
  });

  it("runs in its own directory, knows the stack and its configuration, and has no Node options of ours", async () => {
    const before = process.env.NODE_OPTIONS;
    process.env.NODE_OPTIONS = "--title=ours";
    try {
      const { violations } = await (await start({ configuration: { environment: "advisory" } })).analyze(resource("logs"));
      expect(reported(violations[0]?.message)).toEqual({
        PULUMI_CONFIG: '{"aws:region":"eu-west-1","shop:password":"hunter2"}',
        PULUMI_DRY_RUN: "true",
        PULUMI_NODEJS_DRY_RUN: "true",
        PULUMI_NODEJS_ORGANIZATION: "acme",
        PULUMI_NODEJS_PROJECT: "shop",
        PULUMI_NODEJS_STACK: "dev",
        PULUMI_ORGANIZATION: "acme",
        PULUMI_PROJECT: "shop",
        PULUMI_STACK: "dev",
        cwd: true,
      });
    } finally {
      process.env.NODE_OPTIONS = before ?? "";
      if (before === undefined) {
        delete process.env.NODE_OPTIONS;
      }
    }
  });

  it("leaves a rule that meets an unknown value undetermined, at the rule's own level", async () => {
    const bucket = resource("logs", { inputs: { arn: UNKNOWN } });
    expect(await rulesAsTheyAre.analyze(bucket)).toEqual({
      violations: [],
      undetermined: [
        { policyPack: "rules", policy: "arn", urn: bucket.urn, level: "mandatory", message: "string value at .arn can't be known during preview" },
      ],
    });
  });

  it("keeps the level and the severity that a policy gives a single violation", async () => {
    const { violations } = await (await start({ configuration: { "own-level": "mandatory" } })).analyze(resource("logs"));
    expect(violations).toMatchObject([{ policy: "own-level", level: "advisory", severity: "low", message: "milder than the policy" }]);
  });

  it("that throws fails with its own words, and lives on", async () => {
    await expect(rulesAsTheyAre.analyze(resource("logs", { inputs: { explode: true } }))).rejects.toThrow(
      /^Error validating resource with policy 'throws' from policy pack 'rules@v1\.0\.0':\nTypeError: the rule is broken\n {4}at .*\(index\.js:\d+:\d+\)$/,
    );
    expect((await rulesAsTheyAre.analyze(resource("logs", { inputs: { acl: "public-read" } }))).violations).toHaveLength(1);
  });

  it("that ends by itself is reported with its last words, to the call and to who waits for it", async () => {
    const pack = await start();
    const message = `${rules} ended by itself (exit code 3):\nout of luck`;
    await expect(pack.analyze(resource("logs", { inputs: { exit: true } }))).rejects.toThrow(message);
    await expect(pack.died).rejects.toThrow(message);
  });

  it("that is stopped has not died", async () => {
    const pack = await start();
    const died = jest.fn();
    pack.died.catch(died);
    await pack.stop();
    await new Promise(setImmediate);
    expect(died).not.toHaveBeenCalled();
  });
});

describe("configuration", () => {
  const named = async (options: Options): Promise<unknown> => {
    const { violations } = await (await start(options)).analyze(resource("logs"));
    const { level, message } = violations.find(({ policy }) => policy === "named") ?? {};
    return { level, config: (reported(message) as { config: unknown }).config };
  };

  it("comes from the schema's defaults, the pack's author, the file and the caller, each before the last", async () => {
    expect(await named({ configuration: { named: "advisory" } })).toEqual({ level: "advisory", config: { prefix: "acme-", most: 5 } });
    const configFile = path.join(
      tree({ "config.json": '{ "all": "mandatory", "named": { "prefix": "shop-", "owner": "web" }, "throws": "disabled" }' }),
      "config.json",
    );
    const configuration = { named: { owner: "platform", most: 7 } };
    expect(await named({ configFile, configuration })).toEqual({ level: "mandatory", config: { prefix: "shop-", most: 7, owner: "platform" } });
  });

  it("that does not fit a policy's schema is refused with everything that is wrong, in the stock engine's words", async () => {
    expect(await failure({ configuration: { named: { prefix: "a", most: "many" }, typo: { most: 1 } } })).toEqual({
      code: "bad-pack-config",
      message: [
        "validating policy config: rules 2.0.0: 3 problems",
        "  named: most: Invalid type. Expected: integer, given: string",
        "  named: prefix: String length must be greater than or equal to 2",
        "  typo: is not a policy of this pack",
      ].join("\n"),
      hint: "correct the configuration of the pack's policies",
    });
  });

  it("that gives a level to a policy that is none has no effect, and says so", async () => {
    const onOutput = jest.fn();
    const pack = await start({ configuration: { typo: "mandatory" }, onOutput });
    expect(onOutput).toHaveBeenCalledWith("typo is not a policy of pack rules: its configuration has no effect", "stderr");
    expect(pack.info.policies).not.toHaveProperty("typo");
  });

  it("of the wrong form is refused before anything starts", async () => {
    const configuration = { a: 5, b: "severe", c: { enforcementLevel: 1 }, environments: ["acme/prod"], d: ["x"] } as never;
    expect(await failure({ configuration })).toEqual({
      code: "bad-pack-config",
      message: [
        `the configuration of ${rules}: 5 problems`,
        '  parsing "a": 5 is not a valid value; must be a string or object',
        '  parsing enforcement level for "b": "severe" is not a valid enforcement level; must be advisory, mandatory, remediate or disabled',
        '  parsing enforcement level for "c": 1 is not a valid enforcement level; must be a string',
        "  environments: ESC environments can't be read offline; write their values into the configuration",
        '  parsing "d": ["x"] is not a valid value; must be a string or object',
      ].join("\n"),
    });
    const directory = tree({ "list.json": "[]", "broken.json": "{", "empty.json": " \n" });
    expect(await failure({ configFile: `${directory}/list.json` })).toMatchObject({
      code: "bad-pack-config",
      message: `${directory}/list.json: [] is not an object of policies`,
    });
    expect((await failure({ configFile: `${directory}/broken.json` })).message).toContain(`${directory}/broken.json is not valid JSON: `);
    expect((await failure({ configFile: `${directory}/gone.json` })).message).toContain(`${directory}/gone.json can't be read: ENOENT`);
    await expect(start({ configFile: `${directory}/empty.json` })).resolves.toMatchObject({ info: { name: "rules" } });
  });
});

describe("remediation", () => {
  it("changes properties step by step, leaves out what changed nothing, and keeps what it did not touch", async () => {
    const pack = await start({ configuration: { tags: "remediate", untouched: "remediate", password: "remediate" } });
    expect(pack.hasRemediations).toBe(true);
    const role = { [SIGNATURE]: RESOURCE, urn: "urn:x", id: "role-1" };
    const inputs = {
      role,
      token: secret("t"),
      arn: UNKNOWN,
      nothing: null,
      file: { [SIGNATURE]: "c44067f5952c0a294b673a41bacd8c17", text: "x", hash: "h" },
      __defaults: ["acl"],
    };
    const tagged = { ...inputs, tags: { team: "web" } };
    expect(await pack.remediate(resource("logs", { inputs }))).toEqual({
      applied: [
        { policy: "tags", properties: tagged },
        { policy: "password", properties: { ...tagged, password: secret("generated") } },
      ],
      violations: [],
      undetermined: [],
    });
  });

  it("that meets an unknown value is undetermined", async () => {
    const pack = await start({ configuration: { "needs-arn": "remediate" } });
    const bucket = resource("logs", { inputs: { arn: UNKNOWN } });
    expect(await pack.remediate(bucket)).toEqual({
      applied: [],
      violations: [],
      undetermined: [
        {
          policyPack: "rules",
          policy: "needs-arn",
          urn: bucket.urn,
          level: "remediate",
          message: "string value at .arn can't be known during preview",
        },
      ],
    });
  });

  it("that does not mend what its policy reports leaves a mandatory violation", async () => {
    const { violations } = await (await start({ configuration: { untouched: "remediate" } })).analyze(resource("logs"));
    expect(violations).toMatchObject([{ policy: "untouched", level: "mandatory", message: "Changes nothing.\nstill wrong" }]);
  });
});

describe("stack policies", () => {
  it("see the outputs of all resources and how they hang together, but not what was only read", async () => {
    const pack = await start({ configuration: { "stack-size": "remediate" } });
    expect(pack).toMatchObject({ hasStackPolicies: true });
    const provider = resource("eu", { type: "pulumi:providers:aws", kind: "provider", inputs: { region: "eu-west-1" } });
    const vpc = resource("vpc", { type: "aws:ec2/vpc:Vpc", inputs: { a: 1 }, outputs: { a: 1, __internal: 1 }, provider });
    const read = resource("old", { kind: "read" });
    const bucket = resource("logs", {
      parent: vpc.urn,
      outputs: { key: secret("k") },
      dependencies: [vpc.urn, read.urn],
      propertyDependencies: { acl: [vpc.urn], policy: [read.urn], both: [read.urn, vpc.urn], none: [] },
    });
    const { violations, undetermined } = await pack.analyzeStack([vpc, read, bucket, provider], root);
    expect(undetermined).toEqual([]);
    expect(violations.every(({ level, phase }) => level === "mandatory" && phase === "stack")).toBe(true);
    // Resources in the order of their URNs; then what names no resource of the stack, which is the stack's.
    expect(violations.map(({ urn }) => urn)).toEqual([vpc.urn, bucket.urn, provider.urn, root, root]);
    expect(violations.slice(3).map(({ message }) => message)).toEqual([
      "The stack is small.\nof the whole stack",
      "The stack is small.\nof something else",
    ]);
    const seen = (urn: string): unknown => reported(violations.find((violation) => violation.urn === urn)?.message);
    expect(seen(bucket.urn)).toEqual({
      parent: "vpc",
      dependencies: ["vpc"],
      property: { acl: ["vpc"], policy: [], both: ["vpc"] },
      props: { key: "k" },
      parentOption: vpc.urn,
    });
    expect(seen(vpc.urn)).toEqual({ parent: undefined, dependencies: [], property: {}, provider: "eu", props: { a: 1 }, parentOption: root });
  });

  it("that meet an unknown value are undetermined on the stack", async () => {
    const pack = await start({ configuration: { "stack-arn": "mandatory" } });
    expect(await pack.analyzeStack([resource("vpc", { outputs: { arn: UNKNOWN } })], root)).toEqual({
      violations: [],
      undetermined: [
        { policyPack: "rules", policy: "stack-arn", urn: root, level: "mandatory", message: "string value at .arn can't be known during preview" },
      ],
    });
  });
});

describe("a pack that does not start", () => {
  function pack(files: Record<string, string>, linked = true): string {
    const directory = tree({ "PulumiPolicy.yaml": "runtime: nodejs\n", "package.json": '{ "version": "1.0.0" }', ...files });
    if (linked) {
      symlinkSync(path.join(offline, "node_modules"), path.join(directory, "node_modules"));
    }
    return directory;
  }

  it("is told from a directory that is none", async () => {
    const directory = tree({ "package.json": "{}", "README.md": "" });
    const hint = "name the directory that holds the pack's PulumiPolicy.yaml";
    expect(await failure({ path: directory })).toEqual({
      code: "bad-pack",
      message: `${directory} is not a policy pack: it has no PulumiPolicy.yaml`,
      hint,
    });
    expect(await failure({ path: "./nowhere" })).toEqual({ code: "bad-pack", message: "./nowhere is not a policy pack: it does not exist", hint });
    expect((await failure({ path: `${directory}/README.md` })).message).toBe(`${directory}/README.md is not a policy pack: it is not a directory`);
  });

  it.each([
    ["runtime: python\n", 'is a pack of the runtime "python"; only nodejs packs can be run offline'],
    ["version: 1.0.0\n", "names no runtime; only nodejs packs can be run offline"],
  ])("is of another runtime (%j)", async (yaml, problem) => {
    const directory = pack({ "PulumiPolicy.yaml": yaml });
    expect(await failure({ path: directory })).toEqual({ code: "bad-pack", message: `${directory}/PulumiPolicy.yaml ${problem}` });
  });

  it("lacks its dependencies", async () => {
    const directory = pack(
      { "package.json": '{ "dependencies": { "@pulumi/policy": "^1", "@pulumi/pulumi": "^3" } }', "package-lock.json": "" },
      false,
    );
    expect(await failure({ path: directory })).toEqual({
      code: "bad-pack",
      message: `@pulumi/pulumi is not installed for ${directory}`,
      hint: `install its dependencies: cd ${directory} && npm install`,
    });
    const other = pack({ "index.js": 'require("left-pad");' });
    expect(await failure({ path: other })).toEqual({
      code: "bad-pack",
      message: `${other} did not start (exit code 32):\nError: Cannot find module 'left-pad'`,
      hint: `install the pack's dependencies: cd ${other} && npm install`,
    });
  });

  it("is not built", async () => {
    const directory = pack({ "package.json": '{ "version": "1.0.0", "main": "dist/index.js" }' });
    expect(await failure({ path: directory })).toEqual({
      code: "bad-pack",
      message: `${directory} did not start: there is nothing to load at ${directory}`,
      hint: `build the pack first, for example: cd ${directory} && npm run build`,
    });
    const named = pack({ "PulumiPolicy.yaml": "runtime: nodejs\nmain: dist\n" });
    expect(await failure({ path: named })).toMatchObject({ message: `main: "dist" in ${named}/PulumiPolicy.yaml does not exist (${named}/dist)` });
  });

  it("throws, and shows its own error with its own lines", async () => {
    const directory = pack({ "index.js": 'function load() {\n  throw new Error("no rules today");\n}\nload();\n' });
    expect(await failure({ path: directory })).toEqual({
      code: "bad-pack",
      message: `${directory} did not start (exit code 32):\nError: no rules today\n    at load (index.js:2:9)`,
    });
  });

  it("serves no policies", async () => {
    const directory = pack({ "index.js": 'console.log("nothing here");' });
    const onOutput = jest.fn();
    expect(await failure({ path: directory, onOutput })).toEqual({
      code: "bad-pack",
      message: `${directory} did not start: it ended without serving policies`,
      hint: "the pack's main module has to make a new PolicyPack(…)",
    });
    expect(onOutput).toHaveBeenCalledWith("nothing here", "stdout");
  });

  it("hangs, and is given up with the preview", async () => {
    const directory = pack({ "index.js": "setInterval(() => undefined, 1000);" });
    expect(await failure({ path: directory, signal: AbortSignal.timeout(1_000) })).toMatchObject({ code: "interrupted" });
  });

  it.each([true, false])("is found to be TypeScript, which is type-checked only without the preloads (preloads: %s)", async (preloads) => {
    const directory = pack({
      "index.ts":
        'import { PolicyPack } from "@pulumi/policy";\nconst wrong: number = "not a number";\nnew PolicyPack("typed", { policies: [] });\nexport { wrong };\n',
      "tsconfig.json":
        '{ "compilerOptions": { "module": "commonjs", "moduleResolution": "node", "target": "es2022", "skipLibCheck": true, "ignoreDeprecations": "5.0" } }',
    });
    if (preloads) {
      expect((await start({ path: directory })).info).toEqual({ name: "typed", version: "1.0.0", path: directory, policies: {} });
    } else {
      expect((await failure({ path: directory, preloads })).message).toContain("index.ts(2,7): error TS2322");
    }
  });
});
