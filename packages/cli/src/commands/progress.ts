import type { ProgressEvent } from "@firmament/offline";
import { plural } from "../reports/text";
import type { Terminal } from "./terminal";

const STAGES: Readonly<Record<Extract<ProgressEvent, { kind: "stage" }>["stage"], string>> = {
  starting: "Starting the program and its policy packs",
  registering: "Running the program",
  "analyzing-stack": "Checking the stack as a whole",
};

/**
 * Tells on standard error what a preview is doing: on a terminal one line that is written over, elsewhere a line for each stage. The program's own
 * output is passed on as it comes.
 */
export class Progress {
  private stage = "";
  private resources = 0;
  private shown = false;

  constructor(private readonly terminal: Terminal) {}

  show(event: ProgressEvent): void {
    switch (event.kind) {
      case "stage":
        this.stage = STAGES[event.stage];
        if (!this.terminal.live) {
          this.terminal.err(`${this.stage} …\n`);
        }
        break;
      case "resource":
        this.resources = event.count;
        if (event.count % 10 !== 0) {
          return;
        }
        break;
      case "output":
        this.erase();
        this.terminal.err(`${event.line}\n`);
        break;
      case "diagnostic":
      case "process":
        // The report has the one, and nobody asked for the other.
        return;
    }
    this.draw();
  }

  /** Leaves nothing behind. */
  end(): void {
    this.erase();
  }

  private draw(): void {
    if (this.terminal.live) {
      const count = this.resources === 0 ? "" : ` ${plural(this.resources, "resource")}`;
      this.erase();
      this.terminal.err(this.terminal.errColors.dim(`${this.stage} …${count}`));
      this.shown = true;
    }
  }

  private erase(): void {
    if (this.shown) {
      this.terminal.err("\r\u001b[2K");
      this.shown = false;
    }
  }
}
