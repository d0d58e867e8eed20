import { runInThisContext } from "node:vm";

type Listener = NodeJS.UnhandledRejectionListener;

/** The process itself: a test runner may give its tests a copy on which no event is ever emitted. */
const actualProcess = runInThisContext("process") as NodeJS.Process;
const EVENT = "unhandledRejection";

/**
 * Stands in for the test runner's listeners for unhandled rejections, which is how the SDK reports an error inside an `apply` or a registration: its own
 * runner listens for them too.
 */
export class RejectionWatch {
  /** Resolves to the first promise's reason that nobody handled. */
  readonly first: Promise<unknown>;
  private readonly suspended: Listener[];
  private readonly listener: Listener;

  constructor() {
    let report: (reason: unknown) => void = () => undefined;
    this.first = new Promise((resolve) => (report = resolve));
    this.listener = (reason) => report(reason);
    this.suspended = actualProcess.listeners(EVENT) as Listener[];
    actualProcess.removeAllListeners(EVENT);
    actualProcess.on(EVENT, this.listener);
  }

  /** Hands back to the test runner. */
  stop(): void {
    actualProcess.off(EVENT, this.listener);
    this.suspended.forEach((listener) => actualProcess.on(EVENT, listener));
  }
}
