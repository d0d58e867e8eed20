import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { PackProcess, STACK } from "../../test-support/drive";
import type { Given } from "../../test-support/judge";
import type { PolicyReport } from "../reports";

/** Packs as users get them, which were told to write reports. */
const directoryOf = (pack: string) => join(__dirname, "../../packs", pack);

// Each test starts a process, which takes long on a busy machine.
jest.setTimeout(60_000);

let work: string;
beforeEach(() => (work = mkdtempSync(join(tmpdir(), "firmament-report-"))));
afterEach(() => rmSync(work, { recursive: true, force: true }));

const bucket = (name: string, tags: Record<string, string>): Given => ({ type: "aws:s3/bucket:Bucket", name, properties: { tags } });
const good = { Owner: "shop", CostCenter: "cc-1042" };
const exempt = { "firmament.dev/exempt": "cost-required-tags: moves to the new account in March until=2999-03-31 by=data-platform" };
const policies = (more: Record<string, unknown> = {}) => ({ "cost-required-tags": { properties: { required: ["Owner"], ...more } as never } });

const reportOf = (pack: string, directory = work) => JSON.parse(readFileSync(join(directory, `firmament-${pack}.json`), "utf8")) as PolicyReport;
const summaryOf = ({ packs }: PolicyReport) =>
  packs.flatMap(({ findings }) => findings.map(({ kind, level, name, what }) => `${kind} ${level} ${name}: ${what}`));

describe("a pack that is told to write reports", () => {
  it("has written every form of them when the engine has asked about the whole stack", async () => {
    const directory = join(work, "made", "for", "it");
    const pack = await PackProcess.start(directoryOf("cost"), { FIRMAMENT_REPORT: directory });
    try {
      await pack.configure({
        config: { "shop:token": "Owner" },
        policies: policies({ exemptions: [{ match: "nobody", reason: "this is for a test of exemptions", owner: "x", expires: "2999-01-01" }] }),
      });
      const diagnostics = await pack.analyzeStack([STACK, bucket("kept", good), bucket("bad", {}), bucket("legacy", exempt)]);
      expect(readdirSync(directory).sort()).toEqual(["firmament-cost.json", "firmament-cost.junit.xml", "firmament-cost.md", "firmament-cost.sarif"]);
      const report = reportOf("cost", directory);
      expect(summaryOf(report)).toEqual([
        "violation mandatory bad: tags: Owner is missing",
        'exemption advisory shop-dev: exemptions[0] of cost-required-tags is not used: nothing that matches "nobody" violates the rule',
        "exempt advisory legacy: tags: Owner is missing",
      ]);
      expect(diagnostics).toEqual([expect.objectContaining({ policy: "exemptions", level: "advisory" })]);
      expect([report.subject, report.incomplete, report.packs[0]?.rules[0]?.judged]).toEqual(["shop/dev", undefined, 3]);
      const sarif = JSON.parse(readFileSync(join(directory, "firmament-cost.sarif"), "utf8")) as {
        runs: { results: { suppressions?: unknown }[] }[];
      };
      expect(sarif.runs[0]?.results.map(({ suppressions }) => suppressions)).toEqual([
        undefined,
        undefined,
        [{ kind: "inSource", status: "accepted", justification: "Exempt until 2999-03-31: moves to the new account in March (data-platform)" }],
      ]);
    } finally {
      await pack.stop();
    }
    expect(reportOf("cost", directory).incomplete).toBeUndefined();
  });

  it("writes only the formats that FIRMAMENT_REPORT_FORMATS names", async () => {
    const pack = await PackProcess.start(directoryOf("cost"), { FIRMAMENT_REPORT: work, FIRMAMENT_REPORT_FORMATS: "sarif, json" });
    await pack.stop();
    expect(readdirSync(work).sort()).toEqual(["firmament-cost.json", "firmament-cost.sarif"]);
  });

  it("has the levels that the engine gave the rules", async () => {
    const pack = await PackProcess.start(directoryOf("cost"), { FIRMAMENT_REPORT: work });
    await pack.configure({ policies: { "cost-required-tags": { level: "advisory" }, exemptions: { level: "disabled" } } });
    await pack.analyzeStack([STACK, bucket("bad", { ...exempt, ...good })]);
    await pack.stop();
    const { packs } = reportOf("cost");
    expect(packs[0]?.rules.map(({ id, level }) => `${id} ${level}`)).toContain("cost-required-tags advisory");
    expect(packs[0]?.rules.map(({ id, level }) => `${id} ${level}`)).toContain("exemptions disabled");
  });

  it.each(["SIGTERM", "SIGINT", "SIGKILL"] as const)("that ends by %s before all is judged has written what it knew, and says so", async (signal) => {
    const pack = await PackProcess.start(directoryOf("cost"), { FIRMAMENT_REPORT: work });
    await pack.configure({ policies: policies() });
    await Promise.all([STACK, bucket("bad", {})].map((one) => pack.analyze(one)));
    if (signal === "SIGKILL") {
      for (const deadline = Date.now() + 20_000; summaryOf(reportOf("cost")).length === 0 && Date.now() < deadline;) {
        await delay(20);
      }
    }
    await pack.stop(signal);
    const report = reportOf("cost");
    expect(report.incomplete).toBe("the preview or update ended before the stack was finished");
    expect(summaryOf(report)).toEqual(["violation mandatory bad: tags: Owner is missing"]);
  });

  it("leaves no report of an earlier run", async () => {
    writeFileSync(join(work, "firmament-cost.json"), "old");
    await (await PackProcess.start(directoryOf("cost"), { FIRMAMENT_REPORT: work })).stop("SIGKILL");
    expect(summaryOf(reportOf("cost"))).toEqual([]);
  });

  it("says of rules on the stack that they have not run", async () => {
    await (await PackProcess.start(directoryOf("slo"), { FIRMAMENT_REPORT: work })).stop();
    expect(reportOf("slo").packs[0]?.rules.find(({ id }) => id === "slo-service-has-slo")?.notRun).toBe(
      "the stack was not finished, so nothing could be judged as a whole",
    );
  });

  it("prints no secret of the configuration", async () => {
    const pack = await PackProcess.start(directoryOf("cost"), { FIRMAMENT_REPORT: work });
    await pack.configure({ config: { "shop:key": "hunter2-key" }, secretKeys: ["shop:key"], policies: policies({ required: ["hunter2-key"] }) });
    await pack.analyzeStack([STACK, bucket("bad", {})]);
    await pack.stop();
    expect(summaryOf(reportOf("cost"))).toEqual(["violation mandatory bad: tags: [secret] is missing"]);
    for (const file of readdirSync(work)) {
      expect(readFileSync(join(work, file), "utf8")).not.toContain("hunter2");
    }
  });

  it.each([
    [
      "a path that is not absolute",
      () => ({ FIRMAMENT_REPORT: "reports" }),
      () => 'FIRMAMENT_REPORT is "reports", which is no absolute path; a pack runs in its own directory: FIRMAMENT_REPORT="$PWD/reports"\n',
    ],
    [
      "a file",
      () => ({ FIRMAMENT_REPORT: join(work, "file") }),
      () => expect.stringMatching(/^FIRMAMENT_REPORT is ".*\/file", where no report can be written: E(EXIST|NOTDIR)/) as string,
    ],
    [
      "a format that there is not",
      () => ({ FIRMAMENT_REPORT: work, FIRMAMENT_REPORT_FORMATS: "json,html" }),
      () => 'FIRMAMENT_REPORT_FORMATS: there is no format "html"; there are sarif, junit, json, markdown\n',
    ],
  ])("does not start with %s", (_, environment, message) => {
    writeFileSync(join(work, "file"), "");
    const runner = require.resolve("@pulumi/pulumi/cmd/run-policy-pack", { paths: [directoryOf("cost")] });
    const { status, stdout, stderr } = spawnSync(process.execPath, [runner, "127.0.0.1:1", "."], {
      cwd: directoryOf("cost"),
      encoding: "utf8",
      env: { ...process.env, NODE_OPTIONS: "", ...environment() },
    });
    expect([status, stdout]).toEqual([1, ""]);
    expect(stderr).toEqual(message());
  });
});
