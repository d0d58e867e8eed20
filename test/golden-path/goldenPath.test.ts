import { spawnSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import * as path from "node:path";
import { type PreviewResult, isSecret, isUnknown, preview } from "../../packages/offline";
import { policyPackPath } from "../../packages/policies";
import { expectGolden } from "../support/golden";

const root = path.resolve(__dirname, "../..");
const example = path.join(root, "examples", "golden-path");
const scratch = path.join(root, ".firmament", "golden-path");
const packs = [{ path: policyPackPath("golden-path") }];
jest.setTimeout(120_000);

let directory: string;
beforeEach(() => {
  mkdirSync(scratch, { recursive: true });
  directory = mkdtempSync(path.join(scratch, "copy-"));
  cpSync(example, directory, { recursive: true, filter: (file) => path.basename(file) !== "node_modules" });
  symlinkSync(path.join(example, "node_modules"), path.join(directory, "node_modules"));
});
afterEach(() => rmSync(directory, { recursive: true, force: true }));

/** Changes the copy of the program; what is replaced must be there. */
function edit(...changes: [before: string, after: string][]): void {
  const file = path.join(directory, "index.ts");
  let source = readFileSync(file, "utf8");
  for (const [before, after] of changes) {
    expect(source).toContain(before);
    source = source.replace(before, after);
  }
  writeFileSync(file, source);
}

/** The command, as a user runs it. */
function firmament(...args: string[]): { code: number | null; output: string } {
  const command = ["preview", directory, "--stack", "dev", "--policy-pack", "golden-path", ...args];
  const run = spawnSync(process.execPath, [path.join(root, "packages/cli/bin/firmament.js"), ...command], {
    encoding: "utf8",
    env: { ...process.env, NO_COLOR: "1" },
  });
  return { code: run.status, output: run.stdout + run.stderr };
}

/** The URNs, sorted: what a review of a change to the golden path should see. */
function inventory(result: PreviewResult): string {
  const prefix = `urn:pulumi:${result.stack}::${result.project}::`;
  const urns = result.resources.map(({ urn }) => `${urn.slice(prefix.length)}\n`);
  return urns.sort().join("");
}

const previews = new Map<string, Promise<PreviewResult>>();

/** The preview of a stack with every rule, made once. */
function previewOf(stack: string): Promise<PreviewResult> {
  const begun = previews.get(stack) ?? preview({ directory: example, stack, policyPacks: packs });
  previews.set(stack, begun);
  return begun;
}

describe.each(["dev", "production"])("the golden path in %s", (stack) => {
  it("has over 100 resources, violates nothing, and leaves no rule undetermined", async () => {
    const result = await previewOf(stack);
    expect(result).toMatchObject({ status: "succeeded", errors: [], violations: [], undetermined: [], remediations: [] });
    expect(result.resources.length).toBeGreaterThan(100);
    expect(result.coverageGaps.map(({ kind }) => kind)).toEqual(["chart", "chart", "chart"]);
    expectGolden(path.join(__dirname, "__golden__", `${stack}.txt`), inventory(result));
  });

  it("shows the same resources when outputs are unknown", async () => {
    const unknown = await preview({ directory: example, stack, outputs: "unknown" });
    expect(inventory(unknown)).toBe(inventory(await previewOf(stack)));
    const cluster = unknown.resources.find(({ type }) => type === "aws:eks/cluster:Cluster");
    expect(isUnknown(cluster?.outputs.endpoint)).toBe(true);
  });
});

it("carries the five cost tags on everything that can be tagged", async () => {
  const { resources } = await previewOf("production");
  const tagged = resources.filter(({ kind, outputs }) => kind === "custom" && outputs.tagsAll !== undefined);
  expect(tagged.length).toBeGreaterThan(50);
  const untagged = tagged.filter(
    ({ inputs }) => !["CostCenter", "Environment", "Owner", "Team", "Service"].every((key) => key in ((inputs.tags ?? {}) as object)),
  );
  expect(untagged.map(({ urn }) => urn)).toEqual([]);
});

it("makes the Secrets that it refers to when they are configured, and shows none of them", async () => {
  const secretConfig = {
    pagerDutyKey: "0123456789abcdef0123456789abcdef",
    ordersDatabaseUrl: "postgres://orders:Tr0ub4dor-and-3@db.example.com/orders",
  };
  const result = await preview({ directory: example, stack: "production", policyPacks: packs, secretConfig });
  expect(result).toMatchObject({ status: "succeeded", violations: [], undetermined: [] });
  expect(result.resources.filter(({ type }) => type === "kubernetes:core/v1:Secret").map(({ id }) => id)).toEqual([
    "monitoring/alerting",
    "orders/orders-database",
  ]);
  Object.values(secretConfig).forEach((secret) => expect(JSON.stringify(result)).not.toContain(secret));
});

describe("a change that a rule forbids", () => {
  it("a missing cost tag fails with what is missing, where, and what to do", () => {
    edit(
      ["export const clusterName", 'new Bucket("reports", { tags: { Team: tags.team } });\n\nexport const clusterName'],
      ["import { Config }", 'import { Bucket } from "@pulumi/aws/s3";\nimport { Config }'],
    );
    const { code, output } = firmament();
    expect(code).toBe(2);
    expect(output).toMatch(/cost-required-tags/);
    expect(output).toMatch(/CostCenter/);
    expect(output).toMatch(/index\.ts:\d+/);
    expect(output).toMatch(/fix/);
    expect(output).toMatch(/\d+ mandatory violations?/);
  });

  const PASSWORD = "Tr0ub4dor-and-3";
  const deployment = (
    value: string,
  ): string => `new Secret("orders-database", { metadata: { name: "orders-database", namespace: "orders" }, stringData: { password: ${value} } });
new Instance("orders", { instanceClass: "db.t4g.medium", engine: "postgres", username: "orders", password: ${value}, storageEncrypted: true, tags: { CostCenter: "c", Environment: "dev", Owner: "o", Team: "t", Service: "s" } });

export const clusterName`;
  const imports: [string, string] = [
    "import { Config }",
    'import { Instance } from "@pulumi/aws/rds";\nimport { Secret } from "@pulumi/kubernetes/core/v1";\nimport { Config }',
  ];

  it("a password literal fails without being shown", () => {
    edit(imports, ["export const clusterName", deployment(JSON.stringify(PASSWORD))]);
    const { code, output } = firmament();
    expect(code).toBe(2);
    expect(output).toMatch(/secrets-hardcoded-sensitive-property/);
    expect(output).toMatch(/password/);
    expect(output).not.toContain(PASSWORD);
  });

  it("the same password from secret configuration passes", async () => {
    edit(imports, ["export const clusterName", deployment('config.requireSecret("databasePassword")')]);
    const { code, output } = firmament("--secret", `databasePassword=${PASSWORD}`);
    expect(output).toMatch(/0 mandatory violations/);
    expect(code).toBe(0);
    expect(output).not.toContain(PASSWORD);
    const result = await preview({ directory, stack: "dev", secretConfig: { databasePassword: PASSWORD } });
    expect(isSecret(result.resources.find(({ type }) => type === "aws:rds/instance:Instance")?.inputs.password)).toBe(true);
    expect(JSON.stringify(result)).not.toContain(PASSWORD);
  });

  it("a service without an objective fails with the service's name", () => {
    edit(['  slo: { availability: 99.9, latency: { p99: "500ms" } },\n', ""]);
    const { code, output } = firmament();
    expect(code).toBe(2);
    expect(output).toMatch(/slo-service-has-slo/);
    expect(output).toMatch(/orders/);
  });
});
