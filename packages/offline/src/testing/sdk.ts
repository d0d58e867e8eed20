/** The parts of the SDK's run time that its own inline programs (the Automation API) are run with; none has a public type. */
import { setImmediate as nextTurn, setTimeout as delay } from "node:timers/promises";
import * as runtimeConfig from "@pulumi/pulumi/runtime/config";
import debuggable = require("@pulumi/pulumi/runtime/debuggable");
import * as settings from "@pulumi/pulumi/runtime/settings";
import * as stack from "@pulumi/pulumi/runtime/stack";
import * as state from "@pulumi/pulumi/runtime/state";
import { type Debuggable, withoutStacks } from "../preloads/debuggable";
import { RejectionWatch } from "./rejections";

// A test runner maps each stack trace to the sources, which is half of what a test costs.
if (!process.env.PULUMI_DEBUG_PROMISE_LEAKS) {
  withoutStacks(debuggable as Debuggable);
}

interface Settings {
  resetOptions(project: string, stack: string, parallel: number, engine: string, monitor: string, preview: boolean, organization: string): void;
  disconnect(signalShutdown: boolean): Promise<void>;
  disconnectSync(): void;
  getMonitor(): object;
  getEngine(): object;
}

interface State {
  withLocalStorage<T>(run: () => Promise<T>): Promise<T>;
}

interface RuntimeConfig {
  setAllConfig(config: Record<string, string>, secretKeys: string[]): void;
}

interface StackRuntime {
  runInPulumiStack(program: () => Promise<unknown>): Promise<unknown>;
}

export interface InlineProgram {
  project: string;
  stack: string;
  organization: string;
  address: string;
  config: Record<string, string>;
  secretKeys: string[];
  program: () => unknown;
  /** Resolves when the engine has refused something, after which the SDK would wait for ever. */
  refused: Promise<void>;
  /** Milliseconds without a call after which the program counts as stuck. */
  idleTimeout: number;
}

const PARALLEL = 16;

/** The SDK keeps its connection in a variable of its module: one run at a time. */
let previous: Promise<unknown> = Promise.resolve();

/** Runs a program in this process against an engine's address. Rejects with the program's own error, wherever it came up. */
export function runInline(inline: InlineProgram): Promise<void> {
  const run = previous.then(() => runAlone(inline));
  previous = run.catch(() => undefined);
  return run;
}

async function runAlone(inline: InlineProgram): Promise<void> {
  const { withLocalStorage } = state as unknown as State;
  const watch = new RejectionWatch();
  try {
    await withLocalStorage(() => untilDone(inline, watch));
  } finally {
    watch.stop();
  }
}

async function untilDone(inline: InlineProgram, watch: RejectionWatch): Promise<void> {
  const { resetOptions, getMonitor, getEngine, disconnectSync } = settings as unknown as Settings;
  resetOptions(inline.project, inline.stack, PARALLEL, inline.address, inline.address, true, inline.organization);
  (runtimeConfig as unknown as RuntimeConfig).setAllConfig(inline.config, inline.secretKeys);
  const calls: Calls = { started: 0, pending: 0 };
  const ended = new AbortController();
  [getMonitor(), getEngine()].forEach((client) => countCalls(client, calls));
  const unhandled = watch.first.then((reason) => Promise.reject(reason));
  const refused = inline.refused.then(() => Promise.reject(new Error("the engine refused a resource")));
  try {
    await Promise.race([unhandled, refused, stuck(calls, inline.idleTimeout, ended.signal), connected(inline)]);
    // Node reports unhandled rejections when the current turn's microtasks are done.
    await Promise.race([unhandled, nextTurn()]);
    disconnectSync();
  } catch (error) {
    // What else the program has begun goes on: a call cut off would be one more rejection, and a later one would connect to an engine that is gone.
    await untilQuiet(calls);
    disconnectSync();
    await nextTurn();
    throw error;
  } finally {
    ended.abort();
  }
}

/** The program has made no call for so many milliseconds, and none is waiting: it has come to its end. */
const QUIET = 30;

async function untilQuiet(calls: Calls): Promise<void> {
  let seen: number;
  do {
    seen = calls.started;
    await delay(QUIET);
  } while (calls.started > seen || calls.pending > 0);
}

/** Rejects when the program has neither come to its end nor called the engine for a while: then something that it awaits never resolves. */
async function stuck(calls: Calls, timeout: number, ended: AbortSignal): Promise<never> {
  let seen = -1;
  while (!ended.aborted && (calls.started > seen || calls.pending > 0)) {
    seen = calls.started;
    await delay(timeout, undefined, { signal: ended, ref: false }).catch(() => undefined);
  }
  throw new Error(
    `the program does not come to its end: it has called the engine no more for ${timeout} ms, and something that it awaits does not resolve`,
  );
}

interface Calls {
  started: number;
  pending: number;
}

type Call = (request: unknown, ...rest: unknown[]) => unknown;

/** Counts the calls of a gRPC client, whose last argument is the callback. */
function countCalls(client: object, calls: Calls): void {
  const methods = client as Record<string, Call>;
  for (const name of Object.keys((client.constructor as unknown as { service: object }).service)) {
    const call = methods[name]?.bind(client);
    if (call === undefined) {
      continue;
    }
    methods[name] = (request, ...rest) => {
      const done = rest.pop() as Call;
      calls.started++;
      calls.pending++;
      return call(request, ...rest, (...answer: [unknown, ...unknown[]]) => {
        calls.pending--;
        done(...answer);
      });
    };
  }
}

async function connected(inline: InlineProgram): Promise<void> {
  const { disconnect } = settings as unknown as Settings;
  // Caught inside: the SDK would also keep the rejection in a promise of its own that nobody awaits.
  const failures: unknown[] = [];
  await (stack as unknown as StackRuntime).runInPulumiStack(async () => {
    try {
      return await inline.program();
    } catch (error) {
      failures.push(error);
      return undefined;
    }
  });
  await disconnect(failures.length === 0);
  if (failures.length > 0) {
    throw failures[0];
  }
}
