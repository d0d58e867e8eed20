import { existsSync } from "node:fs";
import { readFileSync } from "node:fs";
import * as path from "node:path";
import { type Child, startChild } from "../processes/child";
import { programPreloads } from "../processes/preloads";
import { packageManifests } from "../project/packages";
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
    ...(isModule(project) ? ["--enable-source-maps"] : []),
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

/** Of what was made of an ES module only Node itself knows the lines, and only when asked to; for other programs that would be a waste. */
function isModule(project: Project): boolean {
  const [manifest] = packageManifests(project.programDirectory);
  return manifest !== undefined && /"type"\s*:\s*"module"/.test(readFileSync(manifest, "utf8"));
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
    ...(stockLoaders ? {} : { PULUMI_NODEJS_TRANSPILE_ONLY: "true", TS_NODE_TRANSPILE_ONLY: "true", ...transpilerCache(project) }),
  };
}

/** ts-node would keep what it compiles, literals and all, in the system's temporary directory. */
function transpilerCache(project: Project): NodeJS.ProcessEnv {
  const cache = cacheDirectory(project);
  return cache === undefined ? { TS_NODE_CACHE: "false" } : { TS_NODE_CACHE_DIRECTORY: path.join(cache, "ts-node") };
}

/** Tells the files of the program's own package from those of libraries, installed or in the same workspace. */
export function ownFiles(project: Project): (file: string) => boolean {
  const [manifest] = packageManifests(project.programDirectory);
  const own = manifest === undefined ? project.programDirectory : path.dirname(manifest);
  return (file) => {
    const relative = path.relative(own, path.resolve(project.directory, file));
    return !relative.split(path.sep).some((part) => part === ".." || part === "node_modules");
  };
}

/** Where tools keep what they can make again: in the program's own `node_modules`; undefined when it has none. */
export function cacheDirectory(project: Project): string | undefined {
  const modules = packageManifests(project.programDirectory)
    .map((manifest) => path.join(path.dirname(manifest), "node_modules"))
    .find((directory) => existsSync(directory));
  return modules === undefined ? undefined : path.join(modules, ".cache", "firmament");
}
