import { mkdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { isAbsolute, join } from "node:path";
import { REPORT_EXTENSIONS, type PolicyReport, type ReportFormat, writeReport } from "../reports";

/** Names the folder for reports. */
const REPORT_VARIABLE = "FIRMAMENT_REPORT";
/** Names the formats, with commas between them. */
const FORMATS_VARIABLE = "FIRMAMENT_REPORT_FORMATS";
const FORMATS = Object.keys(REPORT_EXTENSIONS) as ReportFormat[];

/** The shortest time between two reports of one run, in milliseconds, and how many times as long as writing took. */
const PAUSE = 200;
const PAUSE_FACTOR = 20;

/**
 * Writes the reports of a pack: `<pack>.sarif` and so on. An engine ends a pack with or without a warning, so they are written while the pack works, too:
 * each is whole at any time, and one that is not about all of a stack says so.
 */
export class ReportFiles {
  private timer: NodeJS.Timeout | undefined;
  private pause = PAUSE;
  private broken = false;
  private stale = false;
  private readonly formats: readonly ReportFormat[];

  /**
   * @param directory An absolute path; it is made if it is not there.
   * @param formats Such as `json,sarif`; nothing stands for all of them.
   * @throws when nothing can be written there, or there is no such format.
   */
  constructor(
    private readonly directory: string,
    private readonly name: string,
    private readonly report: () => PolicyReport,
    formats = "",
  ) {
    this.formats = formatsIn(formats);
    if (!isAbsolute(directory)) {
      throw new Error(
        `${REPORT_VARIABLE} is "${directory}", which is no absolute path; a pack runs in its own directory: ${REPORT_VARIABLE}="$PWD/${directory}"`,
      );
    }
    try {
      mkdirSync(directory, { recursive: true });
      // What an earlier run left says nothing of this one.
      this.writeAll();
    } catch (error) {
      throw new Error(`${REPORT_VARIABLE} is "${directory}", where no report can be written: ${(error as Error).message}`);
    }
  }

  /** There is something new. It is written soon. */
  changed(): void {
    this.stale = true;
    this.timer ??= setTimeout(() => this.write(), this.pause).unref();
  }

  /** Writes what has not been written yet. */
  finish(): void {
    if (this.stale) {
      this.write();
    }
  }

  /** Writes what is known now. A problem, such as a full disk, is told once, and does not stop the pack. */
  write(): void {
    clearTimeout(this.timer);
    this.timer = undefined;
    this.stale = false;
    const started = performance.now();
    try {
      this.writeAll();
    } catch (error) {
      if (!this.broken) {
        this.broken = true;
        console.error(`the report of ${this.name} could not be written: ${(error as Error).message}`);
      }
    }
    this.pause = Math.max(PAUSE, PAUSE_FACTOR * (performance.now() - started));
  }

  private writeAll(): void {
    const report = this.report();
    for (const format of this.formats) {
      writeWhole(join(this.directory, `${this.name}.${REPORT_EXTENSIONS[format]}`), writeReport(format, report));
    }
  }
}

function formatsIn(text: string): readonly ReportFormat[] {
  const names = text
    .split(",")
    .map((name) => name.trim())
    .filter((name) => name !== "");
  const unknown = names.find((name) => !Object.hasOwn(REPORT_EXTENSIONS, name));
  if (unknown !== undefined) {
    throw new Error(`${FORMATS_VARIABLE}: there is no format "${unknown}"; there are ${FORMATS.join(", ")}`);
  }
  return names.length === 0 ? FORMATS : FORMATS.filter((format) => names.includes(format));
}

/** Nobody ever reads half of a file. */
function writeWhole(file: string, text: string): void {
  const unfinished = `${file}.${process.pid}.tmp`;
  try {
    writeFileSync(unfinished, text);
    renameSync(unfinished, file);
  } catch (error) {
    rmSync(unfinished, { force: true });
    throw error;
  }
}

const SIGNALS = { SIGINT: 130, SIGTERM: 143, SIGHUP: 129 } as const;

/** Calls `last` when the process ends, unless it is killed outright. */
export function beforeTheEnd(last: () => void): void {
  process.once("exit", last);
  for (const signal of Object.keys(SIGNALS) as (keyof typeof SIGNALS)[]) {
    process.once(signal, () => process.exit(SIGNALS[signal]));
  }
}
