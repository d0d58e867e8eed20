import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import * as path from "node:path";
import { OwnReports } from "./ownReports";

const pack = { name: "ours", rules: [], findings: [] };
const report = JSON.stringify({ formatVersion: 1, subject: "shop/dev", packs: [pack, { ...pack, name: "another" }] });

describe("the reports of packs of ours", () => {
  test("go into a folder of their own, which is there until it is removed", () => {
    const environment: NodeJS.ProcessEnv = {};
    const reports = new OwnReports(environment);
    const directory = environment.FIRMAMENT_REPORT ?? "";
    expect([path.isAbsolute(directory), existsSync(directory), environment.FIRMAMENT_REPORT_FORMATS]).toEqual([true, true, "json"]);
    reports.remove();
    expect([existsSync(directory), environment]).toEqual([false, {}]);
  });

  test("go into the folder that the user named, which stays", () => {
    const directory = mkdtempSync(path.join(tmpdir(), "firmament-own-"));
    try {
      const environment = { FIRMAMENT_REPORT: path.relative(process.cwd(), directory) };
      const reports = new OwnReports(environment);
      reports.remove();
      expect([existsSync(directory), environment]).toEqual([true, { FIRMAMENT_REPORT: directory }]);
    } finally {
      rmSync(directory, { recursive: true });
    }
  });

  test.each([
    ["of all formats, where the user names none", {}, undefined],
    ["of the formats that the user names, and as JSON", { FIRMAMENT_REPORT_FORMATS: "sarif" }, "sarif,json"],
  ])("in the user's folder are %s", (_, named, formats) => {
    const before = { FIRMAMENT_REPORT: tmpdir(), ...named };
    const environment: NodeJS.ProcessEnv = { ...before };
    const reports = new OwnReports(environment);
    expect(environment.FIRMAMENT_REPORT_FORMATS).toBe(formats);
    reports.remove();
    expect(environment).toEqual(before);
  });

  test("are read pack by pack; of a pack that wrote none, or none that can be read, there is nothing", () => {
    const environment: NodeJS.ProcessEnv = {};
    const reports = new OwnReports(environment);
    writeFileSync(path.join(environment.FIRMAMENT_REPORT ?? "", "ours.json"), report);
    writeFileSync(path.join(environment.FIRMAMENT_REPORT ?? "", "broken.json"), report.slice(0, 30));
    expect(reports.read(["theirs", "ours", "broken"])).toEqual([pack]);
    reports.remove();
  });
});
