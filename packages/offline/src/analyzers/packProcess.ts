import * as path from "node:path";
import { type Exit, startChild } from "../processes/child";
import { packPreloads, sharedPacks } from "../processes/preloads";
import { installCommand } from "../project/packages";
import type { Project } from "../project/project";
import { AnalyzerEnded } from "../model/analyzer";
import { PreviewError } from "../result/errors";
import type { PackFile } from "./packFile";

export interface PackProcessOptions {
  engineAddress: string;
  project: Project;
  /** Load what makes the SDK start fast. */
  preloads: boolean;
  onOutput(line: string, stream: "stdout" | "stderr"): void;
  onProcess?(name: string, pid: number | undefined): void;
  /** Gives up waiting for the pack to start. */
  signal?: AbortSignal;
}

/** A pack that serves. */
export interface PackProcess {
  address: string;
  /** Rejects when the pack ends without having been stopped. */
  died: Promise<never>;
  /** Ends the pack, and those that it shares its process with. */
  stop(): Promise<void>;
}

/** Type-checking a large TypeScript pack on a busy machine takes most of a minute. In milliseconds. */
const START_TIMEOUT = 180_000;

const LINES_KEPT = 200;
const LINES_SHOWN = 12;

/** Starts one process for packs, through the SDK's own runner, and waits for the ports of all. */
export async function startPackProcess(packs: readonly PackFile[], options: PackProcessOptions): Promise<PackProcess[]> {
  const pack = packs[0] as PackFile;
  const name = packs.map((each) => each.path).join(", ");
  const several = packs.length > 1;
  const program = several
    ? [sharedPacks, JSON.stringify(packs.map(({ directory, entryPoint, sharedSdk: sdk }) => ({ directory, entryPoint, sdk })))]
    : [pack.entryPoint];
  const complaints: string[] = [];
  const printed: string[] = [];
  let stopping: Promise<void> | undefined;
  let onPorts: (ports: readonly number[]) => void = () => undefined;
  const ports = new Promise<readonly number[]>((resolve) => (onPorts = resolve));
  let serving = false;
  const child = startChild({
    command: process.execPath,
    args: [...pack.nodeargs, ...packPreloads(options.preloads), pack.runner, options.engineAddress, ...program],
    cwd: pack.directory,
    env: packEnvironment(options.project),
    onStdout(line) {
      const found = serving ? undefined : portsIn(line, several);
      if (found !== undefined) {
        serving = true;
        printed.forEach((earlier) => options.onOutput(earlier, "stdout"));
        complaints.forEach((complaint) => options.onOutput(complaint, "stderr"));
        onPorts(found);
      } else if (serving || !several) {
        options.onOutput(line, "stdout");
      } else {
        // Should they not get on, each will say it again.
        printed.push(line);
      }
    },
    onStderr(line) {
      complaints.push(line);
      complaints.splice(0, complaints.length - LINES_KEPT);
      // Should the pack not start, the error quotes them.
      if (serving) {
        options.onOutput(line, "stderr");
      }
    },
  });
  options.onProcess?.(name, child.pid);
  const ended = child.exited.then((exit): never => {
    if (serving) {
      throw new AnalyzerEnded(`${name} ended by ${several ? "themselves" : "itself"}${describe(exit)}${quote(complaints, packs)}`, several);
    }
    throw several ? new PreviewError("bad-pack", `${name} can't share a process${quote(complaints, packs)}`) : startFailure(pack, exit, complaints);
  });
  const died = ended.catch((error: unknown) => (stopping === undefined ? Promise.reject(error as Error) : new Promise<never>(() => undefined)));
  died.catch(() => undefined);
  // Another signal would cut short what a pack does after the first.
  const stop = (): Promise<void> => (stopping ??= child.stop());
  try {
    const found = await Promise.race([ports, ended, patience(pack, complaints, options.signal)]);
    return found.map((port) => ({ address: `127.0.0.1:${port}`, died, stop }));
  } catch (error) {
    await stop();
    throw error;
  }
}

/** The SDK prints the port alone; packs that share a process print theirs together. */
function portsIn(line: string, several: boolean): readonly number[] | undefined {
  const [, list] = (several ? /^\{"firmamentPorts":(\[[\d,]*\])\}$/ : /^(\d+)$/).exec(line) ?? [];
  return list === undefined ? undefined : [JSON.parse(list) as number | number[]].flat();
}

/** Rejects when the pack has been given up or has had enough time. */
function patience(pack: PackFile, complaints: readonly string[], signal: AbortSignal | undefined): Promise<never> {
  return new Promise((_, reject) => {
    const late = (): void =>
      reject(new PreviewError("bad-pack", `${pack.path} did not start within ${START_TIMEOUT / 1000} seconds${quote(complaints, [pack])}`));
    setTimeout(late, START_TIMEOUT).unref();
    const giveUp = (): void => reject(new PreviewError("interrupted", `${pack.path} was stopped before it had started`));
    if (signal?.aborted) {
      giveUp();
    }
    signal?.addEventListener("abort", giveUp, { once: true });
  });
}

/** As the engine and the language host set it. Options that are meant for our own Node are not the pack's. */
function packEnvironment(project: Project): NodeJS.ProcessEnv {
  const { NODE_OPTIONS: _, ...env } = process.env;
  const identity = { ORGANIZATION: project.organization, PROJECT: project.name, STACK: project.stack, DRY_RUN: "true" };
  for (const [name, value] of Object.entries(identity)) {
    env[`PULUMI_${name}`] = value;
    env[`PULUMI_NODEJS_${name}`] = value;
  }
  return { ...env, PULUMI_CONFIG: JSON.stringify(project.config) };
}

function startFailure(pack: PackFile, exit: Exit, complaints: string[]): PreviewError {
  const text = complaints.join("\n");
  const fail = (problem: string, hint?: string): PreviewError => new PreviewError("bad-pack", `${pack.path} did not start${problem}`, hint);
  if (/failed to locate the entry point|valid "main" entry/.test(text)) {
    return fail(`: there is nothing to load at ${pack.entryPoint}`, `build the pack first, for example: cd ${pack.directory} && npm run build`);
  }
  if (exit.code === 0) {
    return fail(`: it ended without serving policies${quote(complaints, [pack])}`, "the pack's main module has to make a new PolicyPack(…)");
  }
  const [, missing = "."] = /Cannot find (?:module|package) '([^']+)'/.exec(text) ?? [];
  const isPackage = !missing.startsWith(".") && !path.isAbsolute(missing);
  return fail(
    `${describe(exit)}${quote(complaints, [pack])}`,
    isPackage ? `install the pack's dependencies: ${installCommand(pack.directory)}` : undefined,
  );
}

function describe(exit: Exit): string {
  return exit.signal === null ? ` (exit code ${exit.code})` : ` (${exit.signal})`;
}

/** The pack's own error, without what the runner and Node put around it; of other output the end. Where it may be one of several, its files say whose it is. */
function quote(complaints: readonly string[], packs: readonly PackFile[]): string {
  const text = packs.reduce(
    (changed, { directory }) => withoutDirectory(changed, directory, packs.length > 1 ? `${path.basename(directory)}/` : ""),
    complaints.join("\n"),
  );
  const lines = withoutFramesOutside(text).split("\n");
  const announced = lines.findIndex((line) => line.endsWith("failed with an unhandled exception:"));
  const appendix = lines.findIndex((line) => /^(Require stack:|\s+code: '|Node\.js v\d)/.test(line));
  const own = lines.slice(announced + 1, appendix < 0 ? undefined : appendix).filter((line) => line.trim() !== "");
  const shown = announced < 0 ? own.slice(-LINES_SHOWN) : own.slice(0, LINES_SHOWN);
  return shown.length === 0 ? "" : `:\n${shown.join("\n").trim()}`;
}

/** Makes paths relative to the pack and leaves out stack frames outside it, so that a failure reads the same on any machine. */
export function readable(text: string, directory: string): string {
  return withoutFramesOutside(withoutDirectory(text, directory));
}

function withoutDirectory(text: string, directory: string, name = ""): string {
  return text.replaceAll(`file://${directory}${path.sep}`, name).replaceAll(directory + path.sep, name);
}

function withoutFramesOutside(text: string): string {
  return text
    .split("\n")
    .filter((line) => !/^\s*at /.test(line) || !/node_modules|node:|<anonymous>|[( ](\/|[A-Z]:\\|file:)/.test(line))
    .join("\n")
    .trimEnd();
}
