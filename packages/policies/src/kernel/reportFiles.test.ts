import { mkdtempSync, readFileSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { ReportFiles } from "./reportFiles";

let work: string;
let subject = "first";
beforeEach(() => {
  work = mkdtempSync(join(tmpdir(), "firmament-files-"));
  subject = "first";
});
afterEach(() => rmSync(work, { recursive: true, force: true }));

const files = () => new ReportFiles(work, "demo", () => ({ formatVersion: 1, subject, packs: [] }));
const written = () => (JSON.parse(readFileSync(join(work, "demo.json"), "utf8")) as { subject: string }).subject;

describe("the files of a report", () => {
  it("are there from the start, and nothing else is", () => {
    files();
    expect([written(), readdirSync(work).sort()]).toEqual(["first", ["demo.json", "demo.junit.xml", "demo.md", "demo.sarif"]]);
  });

  it("are written some time after a change, once for many changes", async () => {
    const one = files();
    for (subject of ["second", "third"]) {
      one.changed();
    }
    expect(written()).toBe("first");
    await delay(1_500);
    expect(written()).toBe("third");
  });

  it("are written at the end only where something has not been written yet", () => {
    const one = files();
    subject = "second";
    one.finish();
    expect(written()).toBe("first");
    one.changed();
    one.finish();
    expect(written()).toBe("second");
  });

  it("that can't be written any more are told once, and nothing stops", () => {
    const told = jest.spyOn(console, "error").mockImplementation(() => undefined);
    try {
      const one = files();
      rmSync(work, { recursive: true });
      one.write();
      one.write();
      expect(told.mock.calls).toEqual([[expect.stringMatching(/^the report of demo could not be written: ENOENT/)]]);
    } finally {
      told.mockRestore();
    }
  });
});
