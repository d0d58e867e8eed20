import { type ChildProcess, spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import * as path from "node:path";

// The command as a user runs it: a process of its own, from what was compiled.

const packageDirectory = path.resolve(__dirname, "..");
const work = mkdtempSync(path.join(tmpdir(), "firmament-cli-"));

interface Answer {
  code: number | null;
  stdout: string;
  stderr: string;
}

jest.setTimeout(60_000);

function start(args: string[], env: NodeJS.ProcessEnv = {}): { child: ChildProcess; answer: Promise<Answer> } {
  const child = spawn(process.execPath, [path.join(packageDirectory, "bin", "firmament.js"), ...args], {
    cwd: work,
    env: { ...process.env, NO_COLOR: undefined, FORCE_COLOR: undefined, PULUMI_STACK: undefined, ...env },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const output = { stdout: "", stderr: "" };
  child.stdout.setEncoding("utf8").on("data", (chunk: string) => (output.stdout += chunk));
  child.stderr.setEncoding("utf8").on("data", (chunk: string) => (output.stderr += chunk));
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
    [["preview", "--format", "xml"], "error: option '-f, --format <format>' argument 'xml' is invalid. Allowed choices are pretty, json."],
    [
      ["preview", "clean", "--config", "region"],
      "error: --config region: not of the form key=value\n\n  for example: --config aws:region=eu-west-1\n",
    ],
    [
      ["preview", "clean", "--policy-pack", "costs"],
      "error: --policy-pack costs: there is no such directory, and no pack of that name\n\n  the packs are ",
    ],
    [["policy-path", "costs"], "error: command-argument value 'costs' is invalid for argument 'pack'. Allowed choices are cost, secrets, slo."],
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
