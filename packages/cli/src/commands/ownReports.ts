import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import * as path from "node:path";
import type { PolicyReport, ReportedPack } from "@firmament/policies";

/** The variables that have packs of ours write reports, and in which formats. */
const VARIABLE = "FIRMAMENT_REPORT";
const FORMATS = "FIRMAMENT_REPORT_FORMATS";

/** The reports that packs of ours write while they run. They tell what the protocol of engines has no place for: what is exempt, and what has passed. */
export class OwnReports {
  private readonly directory: string;
  private readonly temporary: boolean;
  private readonly formats: string | undefined;

  /** Has the packs that start from now on write into the folder that the user named, or into one of ours. */
  constructor(private readonly environment: NodeJS.ProcessEnv = process.env) {
    const named = environment[VARIABLE];
    this.temporary = named === undefined || named === "";
    this.directory = this.temporary ? mkdtempSync(path.join(tmpdir(), "firmament-report-")) : path.resolve(named ?? "");
    environment[VARIABLE] = this.directory;
    this.formats = environment[FORMATS];
    // It is the JSON that is read here.
    if (this.temporary) {
      environment[FORMATS] = "json";
    } else if (this.formats?.trim()) {
      environment[FORMATS] = `${this.formats},json`;
    }
  }

  /** What packs of these names have written; those of others have written nothing. */
  read(names: readonly string[]): ReportedPack[] {
    return names.flatMap((name) => {
      try {
        const report = JSON.parse(readFileSync(path.join(this.directory, `${name}.json`), "utf8")) as PolicyReport;
        return report.packs.filter((pack) => pack.name === name);
      } catch {
        return [];
      }
    });
  }

  remove(): void {
    if (this.formats === undefined) {
      delete this.environment[FORMATS];
    } else {
      this.environment[FORMATS] = this.formats;
    }
    if (this.temporary) {
      delete this.environment[VARIABLE];
      rmSync(this.directory, { recursive: true, force: true });
    }
  }
}
