import { type PolicyPack, startPolicyPacks } from "../analyzers/policyPack";
import { Engine } from "../engine/engine";
import { serveEngine } from "../engine/monitor";
import type { Child } from "../processes/child";
import { loadProject } from "../project/loadProject";
import type { AnalyzerEnded } from "../model/analyzer";
import type { EngineResource } from "../model/resource";
import type { Project } from "../project/project";
import { resolveSdk } from "../project/sdk";
import { PreviewError } from "../result/errors";
import type { PreviewFailure, PreviewResult, Timings } from "../result/result";
import { SecretMasker } from "../result/secrets";
import { createSimulator } from "../simulation/createSimulator";
import { buildResult } from "./build";
import { programFailure, readable } from "./failure";
import type { PreviewOptions } from "./options";
import { cacheDirectory, ownFiles, startProgram } from "./program";

/**
 * Previews a Pulumi Node program offline: no cloud account, no login, no plugin, no Pulumi CLI. The program and the packs run unmodified, each in a process
 * of its own, which never outlives this call.
 *
 * @throws `PreviewError` when there is nothing to preview: no project, missing dependencies, malformed configuration, a pack that does not start. A program
 * that fails is no such error: the result says why in `errors`.
 */
export async function preview(options: PreviewOptions): Promise<PreviewResult> {
  const project = loadProject(options.directory, options);
  const sdk = resolveSdk(project.programDirectory, project.runtime.packagemanager);
  const session = new Session(options, project);
  try {
    return await session.run(sdk.run);
  } finally {
    await session.close();
  }
}

/** A pack ended in the middle of a preview. */
class PackDied extends Error {
  constructor(readonly failure: PreviewFailure) {
    super(failure.message);
  }
}

class Session {
  private readonly started = performance.now();
  private readonly masker = new SecretMasker();
  private readonly timings: Timings = { serving: 0, programDone: 0, total: 0 };
  private readonly engine: Engine;
  private readonly outputMode;
  private readonly interrupted: Promise<never>;
  private packs: Promise<PolicyPack[]> = Promise.resolve([]);
  private readonly setPacks: (packs: Promise<PolicyPack[]>) => void;
  private program?: Child;
  private server?: { forceShutdown(): void };
  private registered = 0;
  private outOfMemory = false;
  /** Ends what is still starting. */
  private readonly ending = new AbortController();

  constructor(
    private readonly options: PreviewOptions,
    private readonly project: Project,
  ) {
    this.outputMode = options.outputs ?? "simulated";
    project.secretKeys.forEach((key) => this.masker.learnSetting(project.config[key]));
    let setPacks: (packs: Promise<PolicyPack[]>) => void = () => undefined;
    const analyzers = new Promise<PolicyPack[]>((resolve) => (setPacks = resolve));
    this.setPacks = setPacks;
    analyzers.catch(() => undefined);
    this.engine = new Engine({
      project: project.name,
      stack: project.stack,
      organization: project.organization,
      projectDirectory: project.directory,
      programDirectory: project.programDirectory,
      config: project.config,
      secretKeys: project.secretKeys,
      simulator: createSimulator({
        outputMode: this.outputMode,
        resolveFrom: project.programDirectory,
        cacheDirectory: cacheDirectory(project),
        fixturesFile: project.fixturesFile,
        fixtures: options.fixtures,
        config: project.config,
      }),
      analyzers,
      onReceived: (properties) => this.masker.learnMarked(properties),
      onRegistered: (resource) => this.onRegistered(resource),
      onDiagnostic: (diagnostic) =>
        options.onProgress?.({ kind: "diagnostic", diagnostic: { ...diagnostic, message: this.masker.text(diagnostic.message) } }),
    });
    this.interrupted = new Promise((_, reject) => {
      const interrupt = (): void => reject(new PreviewError("interrupted", "the preview was interrupted"));
      if (options.signal?.aborted) {
        interrupt();
      }
      options.signal?.addEventListener("abort", interrupt, { once: true });
    });
    this.interrupted.catch(() => undefined);
  }

  async run(runner: string): Promise<PreviewResult> {
    const { server, address } = await serveEngine(this.engine);
    this.server = server;
    this.timings.serving = this.elapsed();
    this.options.onProgress?.({ kind: "stage", stage: "starting" });
    this.packs = this.startPacks(address);
    this.setPacks(this.packs);
    this.program = startProgram({
      project: this.project,
      runner,
      engineAddress: address,
      stockLoaders: this.options.stockLoaders ?? false,
      onOutput: (line, stream) => {
        this.outOfMemory ||= stream === "stderr" && line.includes("JavaScript heap out of memory");
        this.onOutput(line, stream);
      },
    });
    this.onProcess("program", this.program.pid);

    const packs = await this.orInterrupted(this.packs);
    const packDied = Promise.race([
      new Promise<never>(() => undefined),
      ...packs.map((pack) => pack.died.catch((error: AnalyzerEnded) => Promise.reject(new PackDied(error.failureOf(pack.info.name))))),
    ]);
    packDied.catch(() => undefined);
    await this.orInterrupted(this.untilDone(packDied));
    return this.result(packs);
  }

  /** The program to its end, then the analyses that are under way, then the finished stack. */
  private async untilDone(packDied: Promise<never>): Promise<void> {
    const { deployment, steps } = this.engine;
    try {
      const exit = await Promise.race([(this.program as Child).exited, packDied]);
      this.timings.programDone = this.elapsed();
      const failure = programFailure(
        { exit, diagnostics: this.engine.diagnostics, unanswered: this.engine.unanswered, outOfMemory: this.outOfMemory },
        this.project,
      );
      // A failure of the engine's own, such as a duplicate URN, ends the program too; it is the one to report.
      if (failure !== undefined && deployment.failures.length === 0) {
        deployment.fail(failure);
      }
      await Promise.race([steps.drain(), packDied]);
      if (deployment.failures.length === 0) {
        this.options.onProgress?.({ kind: "stage", stage: "analyzing-stack" });
        await Promise.race([steps.analyzeStack(), packDied]);
      }
    } catch (error) {
      deployment.fail(
        error instanceof PackDied ? error.failure : { origin: "policy-pack", message: readable((error as Error).message, this.project.directory) },
      );
      this.timings.programDone ||= this.elapsed();
    }
  }

  private async startPacks(engineAddress: string): Promise<PolicyPack[]> {
    const packs = await startPolicyPacks(this.options.policyPacks ?? [], {
      engineAddress,
      project: this.project,
      preloads: !(this.options.stockLoaders ?? false),
      onOutput: (line, stream) => this.onOutput(line, stream),
      onProcess: (name, pid) => this.onProcess(name, pid),
      signal: this.ending.signal,
    });
    this.timings.packsReady = this.elapsed();
    return packs;
  }

  private result(packs: PolicyPack[]): PreviewResult {
    this.timings.total = this.elapsed();
    return buildResult({
      deployment: this.engine.deployment,
      outputMode: this.outputMode,
      policyPacks: packs.map((pack) => pack.info),
      simulatedCalls: this.engine.calls,
      coverageGaps: [...this.project.coverageGaps, ...this.engine.deployment.coverageGaps],
      diagnostics: this.engine.diagnostics.map((diagnostic) => ({ ...diagnostic, message: readable(diagnostic.message, this.project.directory) })),
      timings: this.timings,
      masker: this.masker,
      isOwnFile: ownFiles(this.project),
    });
  }

  private onRegistered(resource: EngineResource): void {
    this.masker.learnMarked(resource.outputs);
    if (this.registered++ === 0) {
      this.timings.firstRegistration = this.elapsed();
      this.options.onProgress?.({ kind: "stage", stage: "registering" });
    }
    this.timings.lastRegistration = this.elapsed();
    this.options.onProgress?.({ kind: "resource", count: this.registered });
  }

  private onOutput(line: string, stream: "stdout" | "stderr"): void {
    this.options.onProgress?.({ kind: "output", stream, line: this.masker.text(line) });
  }

  private onProcess(name: string, pid: number | undefined): void {
    if (pid !== undefined) {
      this.options.onProgress?.({ kind: "process", name, pid });
    }
  }

  private orInterrupted<T>(promise: Promise<T>): Promise<T> {
    return Promise.race([promise, this.interrupted]);
  }

  private elapsed(): number {
    return Math.round(performance.now() - this.started);
  }

  /** Ends everything that this preview started, whatever state it is in. */
  async close(): Promise<void> {
    this.ending.abort();
    const packs = await this.packs.catch(() => []);
    await Promise.all([this.program?.stop(), ...packs.map((pack) => pack.stop())]);
    this.engine.close();
    this.server?.forceShutdown();
  }
}
