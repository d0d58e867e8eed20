import * as path from "node:path";
import { Engine } from "../engine/engine";
import { serveEngine } from "../engine/monitor";
import { resourceResult, sortedGaps } from "../preview/build";
import { FIXTURES_FILE } from "../project/project";
import { dependencyOrder } from "../result/order";
import type { OutputMode } from "../result/result";
import { createSimulator } from "../simulation/createSimulator";
import type { Fixtures } from "../simulation/fixtures";
import { runInline } from "./sdk";
import { TestStack } from "./stack";

export interface TestOptions {
  /** Default: `project`. */
  project?: string;
  /** Default: `test`. */
  stack?: string;
  /** Default: `organization`. */
  organization?: string;
  /** `key` (of the project) or `namespace:key` to value. Default: none. */
  config?: Record<string, string>;
  /** The same for secret values. Default: none. */
  secretConfig?: Record<string, string>;
  /** Default: `simulated`. */
  outputs?: OutputMode;
  /** Answers for data sources that are not built in, for reads and for stack references; before those of `firmament.fixtures.yaml` in the current directory. */
  fixtures?: Fixtures;
  /** How many milliseconds the program may go without calling the engine before it counts as stuck. Default: 10,000. */
  idleTimeout?: number;
}

/**
 * Runs a program in the test's own process against the offline engine, as a preview of a new stack: parents, options, secrets, dependencies and URNs are
 * what the engine makes of them, not what a mock returns.
 *
 * @throws the program's own error; a duplicate URN; a data source without an answer; a program that waits for something that never comes.
 */
export async function preview(program: () => unknown, options: TestOptions = {}): Promise<TestStack> {
  const project = options.project ?? "project";
  const stack = options.stack ?? "test";
  const organization = options.organization ?? "organization";
  const config = qualified(project, { ...options.config, ...options.secretConfig });
  const secretKeys = Object.keys(qualified(project, options.secretConfig ?? {}));
  const directory = process.cwd();
  const engine = new Engine({
    project,
    stack,
    organization,
    projectDirectory: directory,
    programDirectory: directory,
    config,
    secretKeys,
    simulator: createSimulator({
      outputMode: options.outputs ?? "simulated",
      resolveFrom: directory,
      fixturesFile: path.join(directory, FIXTURES_FILE),
      fixtures: options.fixtures,
      config,
    }),
    analyzers: Promise.resolve([]),
  });
  const { server, address } = await serveEngine(engine);
  try {
    await runInline({
      project,
      stack,
      organization,
      address,
      config,
      secretKeys,
      program,
      refused: engine.deployment.failed,
      idleTimeout: options.idleTimeout ?? 10_000,
    }).catch((error: unknown) => {
      const [failure] = engine.deployment.failures;
      throw failure === undefined ? error : new Error(failure.message);
    });
  } finally {
    engine.close();
    server.forceShutdown();
  }
  const { deployment } = engine;
  const resources = dependencyOrder([...deployment.resources.values(), ...deployment.reads.values()].map(resourceResult));
  return new TestStack(
    resources,
    deployment.resources.get(deployment.stackUrn)?.outputs ?? {},
    engine.diagnostics,
    engine.calls,
    sortedGaps(deployment.coverageGaps),
  );
}

function qualified(project: string, config: Record<string, string>): Record<string, string> {
  return Object.fromEntries(Object.entries(config).map(([key, setting]) => [key.includes(":") ? key : `${project}:${key}`, setting]));
}
