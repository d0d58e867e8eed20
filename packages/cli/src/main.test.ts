import { type ChildProcess, spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import * as path from "node:path";
import { expectGolden } from "../test-support/golden";

// The command as a user runs it: a process of its own, from what was compiled.

const packageDirectory = path.resolve(__dirname, "..");
const work = mkdtempSync(path.join(tmpdir(), "firmament-cli-"));

interface Answer {
  code: number | null;
  stdout: string;
  stderr: string;
}

jest.setTimeout(60_000);

function start(args: string[], env: NodeJS.ProcessEnv = {}, input?: string): { child: ChildProcess; answer: Promise<Answer> } {
  const child = spawn(process.execPath, [path.join(packageDirectory, "bin", "firmament.js"), ...args], {
    cwd: work,
    env: { ...process.env, NO_COLOR: undefined, FORCE_COLOR: undefined, PULUMI_STACK: undefined, FIRMAMENT_REPORT: undefined, ...env },
    stdio: [input === undefined ? "ignore" : "pipe", "pipe", "pipe"],
  });
  child.stdin?.end(input);
  const output = { stdout: "", stderr: "" };
  child.stdout?.setEncoding("utf8").on("data", (chunk: string) => (output.stdout += chunk));
  child.stderr?.setEncoding("utf8").on("data", (chunk: string) => (output.stderr += chunk));
  const answer = new Promise<Answer>((resolve) => child.on("close", (code) => resolve({ code, ...output })));
  return { child, answer };
}

function firmament(...args: string[]): Promise<Answer> {
  return start(args).answer;
}

/** A project with one program, in a directory that finds the SDK. */
function project(name: string, program: string, files: Record<string, string> = {}): string {
  const directory = path.join(work, name);
  mkdirSync(directory);
  symlinkSync(path.join(packageDirectory, "node_modules"), path.join(directory, "node_modules"));
  const all = {
    "Pulumi.yaml": `name: ${name}\nruntime: nodejs\n`,
    "package.json": `{"name":"${name}","main":"index.js"}`,
    "index.js": program,
    ...files,
  };
  for (const [file, content] of Object.entries(all)) {
    writeFileSync(path.join(directory, file), content);
  }
  return name;
}

/** As the SDK of a provider defines its resources. The bucket is made on line 5. */
const bucket = `const { CustomResource } = require("@pulumi/pulumi");
class Bucket extends CustomResource {
  constructor(name, args, options) { super("aws:s3/bucket:Bucket", name, args, options); }
}
new Bucket("logs", { acl: "public-read" });
`;

beforeAll(() => {
  project("clean", `${bucket}console.log("hello from the program");\n`);
  project(
    "exempt",
    bucket.replace(
      'acl: "public-read"',
      'tags: { "firmament.dev/exempt": "cost-required-tags: moves to the new account in March until=2999-03-31 by=data" }',
    ),
  );
  project("python", "", { "Pulumi.yaml": "name: python\nruntime: python\n" });
  project("two-stacks", bucket, { "Pulumi.dev.yaml": "", "Pulumi.production.yaml": "" });
  project("needy", `const { Config } = require("@pulumi/pulumi");\nnew Config().require("dbName");\n`);
  project("broken-pack", `require("not-there");\n`, { "PulumiPolicy.yaml": "runtime: nodejs\n" });
  project("broken", `throw new Error("no database today");\n`);
  project("endless", `setInterval(() => {}, 1000);\nconsole.log("pid " + process.pid);\n`);
  project(
    "pack",
    `const { PolicyPack } = require("@pulumi/policy");
new PolicyPack("acme", { policies: [{
  name: "no-public-buckets", description: "Buckets are private.", enforcementLevel: "mandatory",
  validateResource: ({ type, props }, report) => { if (type === "aws:s3/bucket:Bucket" && props.acl !== "private") report("acl is " + props.acl + "\\nat acl\\nfix: set acl to private"); },
}] });
`,
    { "PulumiPolicy.yaml": "runtime: nodejs\n", "package.json": `{"name":"acme","version":"1.0.0","main":"index.js"}` },
  );
});

afterAll(() => rmSync(work, { recursive: true, force: true }));

describe("the command line", () => {
  test("prints its version", async () => {
    const { version } = JSON.parse(readFileSync(path.join(packageDirectory, "package.json"), "utf8")) as { version: string };
    expect(await firmament("--version")).toEqual({ code: 0, stdout: `${version}\n`, stderr: "" });
  });

  test("has help with examples, and the exit codes", async () => {
    const { code, stdout } = await firmament("preview", "--help");
    expect(code).toBe(0);
    expect(stdout).toContain("firmament preview --config aws:region=eu-west-1 --secret dbPassword=example");
    expect(stdout).toContain("2  a mandatory policy is violated");
    expect((await firmament("--help")).stdout).toContain("pulumi preview --policy-pack $(firmament policy-path cost)");
  });

  test.each([
    [["prevew"], "error: unknown command 'prevew'\n(Did you mean preview?)"],
    [["preview", "--polcy-pack", "cost"], "error: unknown option '--polcy-pack'\n(Did you mean --policy-pack?)"],
    [
      ["preview", "--format", "xml"],
      "error: option '-f, --format <format>' argument 'xml' is invalid. Allowed choices are pretty, json, sarif, junit, markdown.",
    ],
    [
      ["preview", "clean", "--config", "region"],
      "error: --config region: not of the form key=value\n\n  for example: --config aws:region=eu-west-1\n",
    ],
    [
      ["preview", "clean", "--policy-pack", "costs"],
      "error: --policy-pack costs: there is no such directory, and no pack of that name\n\n  the packs are ",
    ],
    [
      ["policy-path", "costs"],
      "error: command-argument value 'costs' is invalid for argument 'pack'. Allowed choices are cost, secrets, slo, reliability, security, golden-path.",
    ],
    [["preview", "."], "error: there is no Pulumi.yaml in "],
    [["preview", "nowhere"], `error: ${path.join(work, "nowhere")} does not exist\n`],
    [
      ["preview", "python"],
      `error: ${path.join(work, "python", "Pulumi.yaml")}: the runtime is "python"; only nodejs programs can be previewed offline\n`,
    ],
    [["preview", "two-stacks"], "error: two-stacks has 2 stacks: dev and production\n\n  choose one: --stack dev\n"],
    [
      ["preview", "two-stacks", "--stack", "staging"],
      `error: stack "staging" has no Pulumi.staging.yaml; two-stacks has the stacks dev and production\n`,
    ],
    [["preview", "clean", "--config", "a:b:c=1"], `error: "a:b:c" is not a configuration key\n\n  write key=value or namespace:key=value\n`],
  ])("says what is wrong with %j, and nothing else", async (args, message) => {
    const { code, stdout, stderr } = await firmament(...args);
    expect({ code, stdout }).toEqual({ code: 1, stdout: "" });
    expect(stderr.slice(0, message.length)).toBe(message);
    expect(stderr).not.toContain("    at ");
  });

  test("finds the packs that are ours", async () => {
    const { code, stdout } = await firmament("policy-path", "cost");
    expect(code).toBe(0);
    expect(readFileSync(path.join(stdout.trimEnd(), "PulumiPolicy.yaml"), "utf8")).toContain("runtime: nodejs");
  });
});

describe("firmament preview", () => {
  test("reports on standard output, and passes on what the program prints on standard error: exit code 0", async () => {
    const { code, stdout, stderr } = await firmament("preview", "clean");
    expect(code).toBe(0);
    expect(stdout.replace(/\d+\.\d s/, "0.0 s")).toBe(
      `clean / dev${" ".repeat(72)}1 resource, 0.0 s\n\n  logs  Bucket${" ".repeat(76)}index.js:5\n\nno policy pack\n`,
    );
    expect(stderr).toBe(
      "Starting the program and its policy packs …\nRunning the program …\nhello from the program\nChecking the stack as a whole …\n",
    );
  });

  test("prints nothing but the result with --format json", async () => {
    const { code, stdout } = await firmament("preview", "clean", "--format", "json");
    const result = JSON.parse(stdout) as { status: string; resources: { type: string }[] };
    expect([code, result.status, result.resources.map(({ type }) => type)]).toEqual([
      0,
      "succeeded",
      expect.arrayContaining(["aws:s3/bucket:Bucket"]),
    ]);
  });

  test("writes what policies of any pack say in the formats of other tools, with the lines of the program", async () => {
    const preview = (format: string) => firmament("preview", "clean", "--policy-pack", "pack", "--policy-pack", "cost", "--format", format);
    const [sarif, junit, markdown] = await Promise.all([preview("sarif"), preview("junit"), preview("markdown")]);
    expect([sarif.code, junit.code, markdown.code]).toEqual([2, 2, 2]);
    const { runs } = JSON.parse(sarif.stdout) as {
      runs: {
        tool: { driver: { name: string } };
        results: { ruleId: string; message: { text: string }; locations: { physicalLocation: object }[] }[];
      }[];
    };
    expect(runs.map(({ tool }) => tool.driver.name)).toEqual(["acme", "firmament-cost"]);
    expect(runs[0]?.results.map(({ ruleId, message, locations }) => [ruleId, message.text, locations[0]?.physicalLocation])).toEqual([
      [
        "no-public-buckets",
        'aws:s3/bucket:Bucket "logs": acl is public-read\nTo mend it: set acl to private',
        { artifactLocation: { uri: "clean/index.js" }, region: { startLine: 5, startColumn: expect.any(Number) as number } },
      ],
    ]);
    expect(junit.stdout).toContain(
      '<testcase classname="acme.no-public-buckets" name="aws:s3/bucket:Bucket logs">\n      <failure message="acl is public-read">',
    );
    expect(markdown.stdout).toContain(
      "| `no-public-buckets` | `logs`<br>aws:s3/bucket:Bucket<br>clean/index.js:5 | acl is public-read<br>at `acl`<br>fix: set acl to private |",
    );
  });

  test("writes a report to a file, without colours, and still prints one for the reader", async () => {
    const [junit, pretty] = ["policies.xml", "policies.txt"].map((file) => path.join(work, file)) as [string, string];
    const args = ["preview", "clean", "--policy-pack", "pack", "--output"];
    const [one, other] = await Promise.all([firmament(...args, junit, "--format", "junit"), start([...args, pretty], { FORCE_COLOR: "1" }).answer]);
    expect([one.code, one.stdout.includes("1 mandatory violation"), readFileSync(junit, "utf8").startsWith("<?xml ")]).toEqual([2, true, true]);
    expect([other.stdout.includes("\u001b["), readFileSync(pretty, "utf8").includes("\u001b[")]).toEqual([true, false]);
    expect(readFileSync(pretty, "utf8")).toContain("\n1 mandatory violation · 0 advisory\n");
    const refused = await firmament(...args, path.join(work, "nowhere", "x"));
    expect([refused.code, refused.stderr]).toEqual([1, expect.stringContaining("name a file in a directory that exists")]);
  });

  test("shows what is exempt, with who answers for it and until when, and leaves nothing behind for that", async () => {
    const temporary = path.join(work, "temporary");
    mkdirSync(temporary);
    const run = (...args: string[]) => start(["preview", "exempt", "--policy-pack", "cost", ...args], { TMPDIR: temporary }).answer;
    const [pretty, json] = await Promise.all([run(), run("--format", "json")]);
    expect([pretty.code, json.code, readdirSync(temporary).filter((name) => name.startsWith("firmament-report-"))]).toEqual([0, 0, []]);
    expect(pretty.stdout).toContain("      until 2999-03-31: moves to the new account in March (data)\n");
    expect(pretty.stdout).toMatch(/\n0 mandatory violations · 0 advisory · \d+ exempt\n$/);
    const { exempt } = JSON.parse(json.stdout) as { exempt: object[] };
    expect(exempt[0]).toMatchObject({
      policyPack: "firmament-cost",
      rule: "cost-required-tags",
      name: "logs",
      exemption: { origin: "resource", owner: "data" },
    });
  });

  test("says in a report that the program failed, and that not all was judged", async () => {
    const { code, stdout } = await firmament("preview", "broken", "--policy-pack", "pack", "--format", "junit");
    expect([code, stdout]).toEqual([1, expect.stringContaining('<error message="the program failed (index.js:1)"/>')]);
  });

  test("has packs of ours write their reports into a folder that is named", async () => {
    const { code } = await start(["preview", "clean", "--policy-pack", "cost"], { FIRMAMENT_REPORT: "reports" }).answer;
    expect([code, readdirSync(path.join(work, "reports")).sort()]).toEqual([
      2,
      ["firmament-cost.json", "firmament-cost.junit.xml", "firmament-cost.md", "firmament-cost.sarif"],
    ]);
  });

  test("writes the state that it is asked for", async () => {
    const file = path.join(work, "state.json");
    expect((await firmament("preview", "clean", "--export-state", file)).code).toBe(0);
    const { version, deployment } = JSON.parse(readFileSync(file, "utf8")) as { version: number; deployment: { resources: { type: string }[] } };
    expect([version, deployment.resources.map(({ type }) => type)]).toEqual([3, expect.arrayContaining(["aws:s3/bucket:Bucket"])]);
    const refused = await firmament("preview", "clean", "--export-state", path.join(work, "nowhere", "state.json"));
    expect([refused.code, refused.stderr]).toEqual([1, expect.stringContaining("name a file in a directory that exists")]);
  });

  test("ends with exit code 2 when a mandatory policy is violated, and says where and what to do", async () => {
    const { code, stdout } = await firmament("preview", "clean", "--policy-pack", "pack");
    expect(code).toBe(2);
    expect(stdout).toContain(
      [
        `  ✖ no-public-buckets${" ".repeat(63)}mandatory · acme`,
        `    aws:s3/bucket:Bucket  logs${" ".repeat(60)}index.js:5`,
        "      acl is public-read",
        "      at   acl",
        "      fix: set acl to private",
        "",
        "1 mandatory violation · 0 advisory",
      ].join("\n"),
    );
  });

  test("ends with exit code 1 when the program fails, and shows its error once, with its line", async () => {
    const { code, stdout, stderr } = await firmament("preview", "broken");
    expect(code).toBe(1);
    expect(stdout).toContain("the preview failed");
    expect(`${stdout}${stderr}`.split("Error: no database today")).toHaveLength(2);
    expect(stderr).toContain("error: the program failed (index.js:1)\n");
  });

  test("tells which option gives a value that the program misses", async () => {
    const { code, stderr } = await firmament("preview", "needy");
    expect([code, stderr]).toEqual([1, expect.stringContaining("\n  pass --config needy:dbName=")]);
  });

  test("says why a pack does not start, and what to do", async () => {
    const { code, stdout, stderr } = await firmament("preview", "clean", "--policy-pack", "broken-pack");
    expect([code, stdout]).toEqual([1, ""]);
    expect(stderr).toContain(`error: ${path.join(work, "broken-pack")} did not start`);
    expect(stderr).toContain("Cannot find module 'not-there'");
  });

  test.each([
    ["SIGINT", 130],
    ["SIGTERM", 143],
  ] as const)("on %s ends the program, leaves nothing running and exits with %d", async (signal, code) => {
    const { child, answer } = start(["preview", "endless"]);
    const pid = await new Promise<number>((resolve) => {
      let seen = "";
      child.stderr?.on("data", (chunk: string) => {
        seen += chunk;
        const [, number] = /^pid (\d+)$/m.exec(seen) ?? [];
        if (number !== undefined) {
          resolve(Number(number));
        }
      });
    });
    child.kill(signal);
    expect(await answer).toMatchObject({ code, stdout: "" });
    expect(() => process.kill(pid, 0)).toThrow("ESRCH");
  });

  test("keeps its exit code when nobody reads its report to the end", async () => {
    const { child, answer } = start(["preview", "clean", "--policy-pack", "pack"]);
    child.stdout?.destroy();
    expect((await answer).code).toBe(2);
  });

  test("uses colours when they are forced, and not otherwise in a pipe", async () => {
    const [plain, colored] = await Promise.all([start(["preview", "clean"]).answer, start(["preview", "clean"], { FORCE_COLOR: "1" }).answer]);
    expect([plain.stdout.includes("\u001b["), colored.stdout.includes("\u001b[")]).toEqual([false, true]);
  });
});

describe("firmament check", () => {
  const service = "apiVersion: v1\nkind: Service\nmetadata: { name: orders }\nspec: { selector: { app: orders } }\n";
  const deployment =
    "apiVersion: apps/v1\nkind: Deployment\nmetadata:\n  name: orders\nspec:\n  template: { metadata: { labels: { app: orders } } }\n";
  const exempt = deployment.replace(
    "  name: orders\n",
    '  name: orders\n  annotations:\n    firmament.dev/exempt: "slo-service-has-slo: is deleted in March; until=2999-03-31; by=shop"\n',
  );
  const check = (input: string | undefined, ...args: string[]) => start(["check", ...args], {}, input).answer;
  const slo = ["--policy-pack", "slo"];

  beforeAll(() => {
    mkdirSync(path.join(work, "deploy", "base"), { recursive: true });
    writeFileSync(path.join(work, "deploy", "base", "orders.yaml"), `${service}---\n${deployment}`);
    writeFileSync(path.join(work, "deploy", "values.yaml"), "replicas: 3\n");
    writeFileSync(path.join(work, "rules.yaml"), "slo-service-has-slo: advisory\n");
    writeFileSync(path.join(work, "bad-rules.json"), '{"slo-service": "advisory", "all": 1}');
    writeFileSync(path.join(work, "template.yaml"), "metadata:\n  {{- x }}\n  a: b\n");
  });

  test("reports what the rules say of the objects in a folder, and where: exit code 2", async () => {
    const { code, stdout, stderr } = await check(undefined, "deploy", ...slo);
    expect(code).toBe(2);
    expectGolden(path.join(__dirname, "reports", "__golden__", "check.txt"), stdout);
    expect(stderr).toBe("Passed over:\n  deploy/values.yaml:1: this is no Kubernetes object: it has no apiVersion and no kind\n");
  });

  test("ends with exit code 0 when nothing blocks", async () => {
    expect(await check(undefined, "deploy/base/orders.yaml", ...slo, "--config", "rules.yaml")).toMatchObject({
      code: 0,
      stdout: expect.stringMatching(/\n0 mandatory violations · 2 advisory · 2 objects in 1 file\n$/) as string,
      stderr: "",
    });
    const passed = await check(`${service}---\n${exempt}`, "-", ...slo);
    expect([passed.code, passed.stdout]).toEqual([0, expect.stringContaining("until 2999-03-31: is deleted in March (shop)")]);
    expect(passed.stdout).toMatch(/\n0 mandatory violations · 1 advisory · 1 exempt · 2 objects in 1 file\n$/);
  });

  test("reads standard input and writes other formats, which name the line of the property", async () => {
    const { code, stdout } = await check(`${service}---\n${exempt}`, "-", ...slo, "--format", "sarif");
    const { runs } = JSON.parse(stdout) as { runs: { results: { suppressions?: object[]; locations: { physicalLocation: object }[] }[] }[] };
    expect([code, runs[0]?.results.map(({ suppressions, locations }) => [suppressions?.length ?? 0, locations[0]?.physicalLocation])]).toEqual([
      0,
      [
        [0, { artifactLocation: { uri: "stdin" }, region: { startLine: 6 } }],
        [1, { artifactLocation: { uri: "stdin" }, region: { startLine: 6 } }],
      ],
    ]);
    const json = await check(service, "-", "--format", "json");
    const report = JSON.parse(json.stdout) as { subject: string; packs: { name: string }[] };
    expect([report.subject, report.packs.map(({ name }) => name)]).toEqual([
      "manifests",
      expect.arrayContaining(["firmament-cost", "firmament-slo"]),
    ]);
  });

  test("writes a report to a file", async () => {
    const file = path.join(work, "check.md");
    const { code, stdout } = await check(`${service}---\n${deployment}`, "-", ...slo, "--format", "markdown", "--output", file);
    expect([code, stdout, readFileSync(file, "utf8")]).toEqual([
      2,
      expect.stringContaining("1 mandatory violation · 1 advisory · 2 objects in 1 file"),
      expect.stringContaining("**1 mandatory violation** · 1 advisory"),
    ]);
  });

  test.each([
    [["check"], "error: missing required argument 'path'\n"],
    [["check", "nowhere"], "error: nowhere does not exist\n"],
    [["check", "deploy/values.yaml"], "error: deploy/values.yaml:1: this is no Kubernetes object: it has no apiVersion and no kind\n"],
    [["check", "nowhere", "deploy/values.yaml"], "error: 2 files or objects can't be read:\n  nowhere does not exist\n  deploy/values.yaml:1: "],
    [
      ["check", "template.yaml"],
      "error: template.yaml:2: missed comma between flow collection entries; a template has to be rendered first: helm template … | firmament check -\n",
    ],
    [["check", "-"], "error: there is no Kubernetes object in -\n\n  an object has apiVersion, kind and metadata.name\n"],
    [["check", "deploy", "--policy-pack", "./pack"], "error: --policy-pack ./pack: only packs of ours can judge manifests\n\n  the packs are cost, "],
    [["check", "deploy", "--config", "nowhere.json"], "error: --config nowhere.json: ENOENT: no such file or directory"],
    [
      ["check", "deploy", "--config", "bad-rules.json"],
      "error: --config bad-rules.json: slo-service: there is no such rule in the packs that run\n--config bad-rules.json: all: 1 is no level; it must be ",
    ],
    [["check", "deploy", "--format", "xml"], "error: option '-f, --format <format>' argument 'xml' is invalid."],
    [["check", "deploy", "--output", "nowhere/x"], "error: --output nowhere/x: ENOENT"],
  ])("says what is wrong with %j: exit code 1", async (args, message) => {
    const { code, stderr } = await check("", ...args.slice(1));
    const said = stderr.replace(/^Passed over:\n(?: {2}.*\n)*/, "");
    expect([code, said.slice(0, message.length)]).toEqual([1, message]);
    expect(stderr).not.toContain("    at ");
  });

  test("has help with examples, and the exit codes", async () => {
    const { code, stdout } = await check(undefined, "--help");
    expect(code).toBe(0);
    expect(stdout).toContain("helm template charts/orders | firmament check -");
    expect(stdout).toContain("1  a manifest can't be read, or the command failed");
  });
});
