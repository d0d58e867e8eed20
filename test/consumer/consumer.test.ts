import { spawn, spawnSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import * as path from "node:path";

// The packages as users get them: packed, installed outside the workspace by two package managers, and used there.

const root = path.resolve(__dirname, "..", "..");
const names = ["components", "policies", "offline", "cli"];
const pnpm = (JSON.parse(readFileSync(path.join(root, "package.json"), "utf8")) as { packageManager: string }).packageManager;
const catalog = readFileSync(path.join(root, "pnpm-workspace.yaml"), "utf8");
const work = mkdtempSync(path.join(tmpdir(), "firmament-consumer-"));
const tarballs = path.join(work, "tarballs");

jest.setTimeout(600_000);

/** It takes minutes, so it tells what it is at. */
function say(line: string): void {
  process.stderr.write(`  consumer: ${line}\n`);
}

function run(command: string, args: string[], cwd: string): string {
  say(`${command} ${args.join(" ")}`);
  const { status, stdout, stderr } = spawnSync(command, args, { cwd, encoding: "utf8", env: { ...process.env, CI: "true" } });
  if (status !== 0) {
    throw new Error(`exit code ${status}\n${stdout}${stderr}`);
  }
  return stdout;
}

/** The version that we develop with. */
function pinned(name: string): string {
  const [, version] = new RegExp(`^  "?${name}"?: (\\S+)$`, "m").exec(catalog) ?? [];
  if (version === undefined) {
    throw new Error(`${name} is not in the catalog of pnpm-workspace.yaml`);
  }
  return version;
}

/** The tarball of each package, as a dependency. */
function packed(): Record<string, string> {
  const files = readdirSync(tarballs);
  return Object.fromEntries(
    names.map((name) => [
      `@firmament/${name}`,
      `file:${path.join(tarballs, files.find((file) => file.startsWith(`firmament-${name}-`)) ?? "missing")}`,
    ]),
  );
}

/** A project of a user in a directory of its own. */
function project(name: string, manifest: object): string {
  const directory = path.join(work, name);
  cpSync(path.join(__dirname, "project"), directory, { recursive: true });
  const sdks = ["@pulumi/pulumi", "@pulumi/aws", "@pulumi/kubernetes", "@pulumi/policy"];
  const dependencies = { ...packed(), ...Object.fromEntries(sdks.map((sdk) => [sdk, pinned(sdk)])) };
  const devDependencies = { typescript: pinned("typescript"), "@types/node": pinned("@types/node") };
  writeFileSync(
    path.join(directory, "package.json"),
    JSON.stringify({ name: "consumer", private: true, main: "index.ts", dependencies, devDependencies, ...manifest }),
  );
  return directory;
}

/** What `firmament preview --format json` says, and its exit code. */
function firmament(directory: string, args: string[]): { code: number | null; stdout: string; stderr: string } {
  say(`npx firmament ${args.join(" ")}`);
  const { status, stdout, stderr } = spawnSync("npx", ["--no-install", "firmament", ...args], { cwd: directory, encoding: "utf8" });
  return { code: status, stdout, stderr };
}

/** Compiles files with the settings of the project, which check all types, and returns the megabytes that it takes. */
function compile(directory: string, ...files: string[]): number {
  const settings = `tsconfig.${files[0]}.json`;
  writeFileSync(path.join(directory, settings), JSON.stringify({ extends: "./tsconfig.json", files }));
  const tsc = path.join(directory, "node_modules", "typescript", "bin", "tsc");
  const output = run(process.execPath, [tsc, "--project", settings, "--extendedDiagnostics"], directory);
  return Number(/^Memory used:\s+(\d+)K$/m.exec(output)?.[1]) / 1000;
}

beforeAll(() => {
  mkdirSync(tarballs);
  run("npx", ["--yes", pnpm, "--recursive", "--filter", "./packages/*", "pack", "--pack-destination", tarballs], root);
});

afterAll(() => rmSync(work, { recursive: true, force: true }));

/** Megabytes that type-checking takes when a program imports the whole SDK of AWS. */
let wholeSdk = 0;

test("a tarball has what was compiled, the licence and the readme, and neither tests nor sources", () => {
  for (const file of readdirSync(tarballs)) {
    const entries = run("tar", ["-tf", path.join(tarballs, file)], tarballs)
      .trim()
      .split("\n");
    expect(entries).toEqual(
      expect.arrayContaining(["package/package.json", "package/LICENSE", "package/README.md", "package/dist/index.js", "package/dist/index.d.ts"]),
    );
    expect(entries.filter((entry) => /\.test\.|\.fixtures\.|tsbuildinfo|package\/(src|test|api)|__golden__/.test(entry))).toEqual([]);
  }
});

describe.each([
  ["npm", (directory: string) => run("npm", ["install", "--prefer-offline"], directory), {}],
  // Nobody has published the packages that ours depend on yet.
  ["pnpm", (directory: string) => run("npx", ["--yes", pnpm, "install", "--prefer-offline"], directory), () => ({ pnpm: { overrides: packed() } })],
] as const)("installed with %s", (manager, install, manifest) => {
  let directory = "";
  let memory = 0;

  beforeAll(() => {
    directory = project(manager, typeof manifest === "function" ? manifest() : manifest);
    install(directory);
    memory = compile(directory, "index.ts", "network.spec.ts");
    // The SDK is the same whoever installs it.
    wholeSdk ||= compile(directory, "whole-sdk.ts");
  });

  test("a program and its test are type-checked in at most half the memory that the whole SDK of AWS takes", () => {
    say(`type-checking: ${memory.toFixed(0)} MB, with the whole SDK ${wholeSdk.toFixed(0)} MB`);
    expect(memory / wholeSdk).toBeLessThanOrEqual(0.5);
  });

  test("a program and our packs run through the command", () => {
    const { code, stdout, stderr } = firmament(directory, [
      "preview",
      "--policy-pack",
      "cost",
      "--policy-pack",
      "secrets",
      "--policy-pack",
      "slo",
      "--config",
      "aws:region=eu-west-1",
      "--format",
      "json",
    ]);
    expect({ code, stderr: code === 0 ? "" : stderr }).toEqual({ code: 0, stderr: "" });
    const result = JSON.parse(stdout) as { resources: { type: string }[]; policyPacks: object[] };
    expect(result.policyPacks).toHaveLength(3);
    expect(result.resources.filter(({ type }) => type === "firmament:index:MultiAzNetwork")).toHaveLength(1);
  });

  test("the command finds a pack for the stock CLI", () => {
    const { code, stdout } = firmament(directory, ["policy-path", "cost"]);
    expect(code).toBe(0);
    expect(readdirSync(stdout.trim())).toContain("PulumiPolicy.yaml");
  });

  test("the plugin for other languages starts", async () => {
    const modules = path.join(directory, "node_modules");
    const runner = path.join(modules, "@pulumi", "pulumi", "cmd", "run-plugin");
    const plugin = path.join(modules, "@firmament", "components", "plugin");
    const env = { ...process.env, PULUMI_NODEJS_TYPESCRIPT: "false" };
    const child = spawn(process.execPath, [runner, plugin, "127.0.0.1:1"], { cwd: directory, env, stdio: ["ignore", "pipe", "pipe"] });
    const said = await new Promise<string>((resolve) => {
      let output = "";
      child.stderr.on("data", (chunk: Buffer) => (output += chunk.toString()));
      child.stdout.on("data", (chunk: Buffer) => resolve(output + chunk.toString()));
      child.on("close", () => resolve(`ended\n${output}`));
    });
    child.kill();
    // Its port, which the engine reads.
    expect(said).toMatch(/^\d+\n$/);
  });

  test("a user's own test runs on the test kit", () => {
    run(process.execPath, [path.join("bin", "network.spec.js")], directory);
  });
});
