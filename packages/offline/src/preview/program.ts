import * as path from "node:path";
import { type Child, startChild } from "../processes/child";
import { programPreloads } from "../processes/preloads";
import type { Project } from "../project/project";

export interface ProgramOptions {
  project: Project;
  /** The SDK's `cmd/run`. */
  runner: string;
  engineAddress: string;
  stockLoaders: boolean;
  onOutput(line: string, stream: "stdout" | "stderr"): void;
}

/** How many registrations the SDK sends at once; the stock CLI's default is four times the cores, with no effect on the result. */
const PARALLEL = 16;

/** Starts the program through the SDK's own runner, as the language host does. */
export function startProgram(options: ProgramOptions): Child {
  const { project, engineAddress } = options;
  const args = [
    ...project.runtime.nodeargs,
    ...programPreloads(!options.stockLoaders),
    options.runner,
    ...["--monitor", engineAddress, "--engine", engineAddress],
    ...["--organization", project.organization, "--project", project.name, "--stack", project.stack],
    ...["--root-directory", project.directory, "--pwd", project.programDirectory],
    ...["--dry-run", "--parallel", String(PARALLEL)],
    project.entryPoint,
  ];
  return startChild({
    command: process.execPath,
    args,
    cwd: project.programDirectory,
    env: programEnvironment(project, options.stockLoaders),
    onStdout: (line) => options.onOutput(line, "stdout"),
    onStderr: (line) => options.onOutput(line, "stderr"),
  });
}

function programEnvironment(project: Project, stockLoaders: boolean): NodeJS.ProcessEnv {
  const config = Object.fromEntries(
    Object.entries(project.config).map(([key, value]) => {
      const separator = key.indexOf(":");
      return [`${key.slice(0, separator)}:config:${key.slice(separator + 1)}`, value];
    }),
  );
  return {
    ...process.env,
    PULUMI_CONFIG: JSON.stringify(config),
    PULUMI_CONFIG_SECRET_KEYS: JSON.stringify(project.secretKeys),
    PULUMI_NODEJS_TYPESCRIPT: String(project.runtime.typescript),
    ...(project.runtime.tsconfig === undefined ? {} : { PULUMI_NODEJS_TSCONFIG_PATH: project.runtime.tsconfig }),
    // The second is for ES modules, which ts-node loads in a thread of its own.
    ...(stockLoaders ? {} : { PULUMI_NODEJS_TRANSPILE_ONLY: "true", TS_NODE_TRANSPILE_ONLY: "true" }),
  };
}

/** Where the program may be found in a stack trace or a message. */
export function programPath(project: Project): string {
  return path.resolve(project.programDirectory, project.entryPoint);
}
