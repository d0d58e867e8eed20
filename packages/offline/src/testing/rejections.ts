import { setTimeout as delay } from "node:timers/promises";
import { runInThisContext } from "node:vm";

type Listener = NodeJS.UnhandledRejectionListener;

/** The process itself: a test runner may give its tests a copy on which no event is ever emitted. */
const actualProcess = runInThisContext("process") as NodeJS.Process;
const EVENT = "unhandledRejection";

/** One error is reported many times over, the last ones when connections close. Quiet for so many milliseconds: that was the last. */
const QUIET = 10;

/**
 * Stands in for the test runner's listeners for unhandled rejections, which is how the SDK reports an error inside an `apply` or a registration: its own
 * runner listens for them too.
 */
export class RejectionWatch {
  /** Resolves to the first promise's reason that nobody handled. */
  readonly first: Promise<unknown>;
  private readonly suspended: Listener[];
  private readonly listener: Listener;
  private count = 0;

  constructor() {
    let report: (reason: unknown) => void = () => undefined;
    this.first = new Promise((resolve) => (report = resolve));
    this.listener = (reason) => {
      this.count++;
      report(reason);
    };
    this.suspended = actualProcess.listeners(EVENT) as Listener[];
    actualProcess.removeAllListeners(EVENT);
    actualProcess.on(EVENT, this.listener);
  }

  /** Resolves when a while has passed without a rejection. */
  async quiet(): Promise<void> {
    let seen: number;
    do {
      seen = this.count;
      await delay(QUIET);
    } while (this.count > seen);
  }

  /** Hands back to the test runner. */
  stop(): void {
    actualProcess.off(EVENT, this.listener);
    this.suspended.forEach((listener) => actualProcess.on(EVENT, listener));
  }
}
