import { randomUUID } from "node:crypto";
import { readFileSync, readdirSync } from "node:fs";
import { setTimeout as delay } from "node:timers/promises";

// Which processes a preview leaves behind: each inherits an environment variable that nothing else on the machine has.

const VARIABLE = "FIRMAMENT_TEST_MARKER";

/** What marks processes: put it into the environment of the process under test. */
export interface Marker {
  readonly environment: Record<string, string>;
  /** The marked processes that run now. */
  running(): number[];
  /** Resolves when so many run. */
  atLeast(count: number): Promise<void>;
  /** Those that still run when they have had some seconds to end. */
  survivors(): Promise<number[]>;
}

export function marker(): Marker {
  const value = randomUUID();
  const environment = { [VARIABLE]: value };
  const running = (): number[] =>
    readdirSync("/proc")
      .filter((name) => /^\d+$/.test(name) && Number(name) !== process.pid)
      .filter((pid) => readProcess(pid, "environ").split("\0").includes(`${VARIABLE}=${value}`))
      // One that has ended and was not waited for runs no more.
      .filter((pid) => !/^State:\s+[ZX]/m.test(readProcess(pid, "status")))
      .map(Number);
  return {
    environment,
    running,
    async atLeast(count) {
      while (running().length < count) {
        await delay(20);
      }
    },
    async survivors() {
      for (let tries = 0; tries < 100 && running().length > 0; tries++) {
        await delay(50);
      }
      return running();
    },
  };
}

function readProcess(pid: string, file: string): string {
  try {
    return readFileSync(`/proc/${pid}/${file}`, "utf8");
  } catch {
    // It has just ended.
    return "";
  }
}
