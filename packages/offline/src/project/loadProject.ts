import { existsSync, statSync } from "node:fs";
import * as path from "node:path";
import { PreviewError } from "../result/errors";
import { resolveConfig } from "./config";
import { EXTENSIONS } from "./document";
import { type Manifest, isEntries, readManifest } from "./manifest";
import { upwards } from "./packages";
import { FIXTURES_FILE, type Project } from "./project";
import { shown } from "./problems";
import { type StackFile, readStackFile } from "./stackFile";
import { type ChosenStack, chooseStack, parseStackName } from "./stackName";

export interface ProjectOptions {
  /** `stack`, `organization/stack` or `organization/project/stack`. Default: `PULUMI_STACK`, else the only stack that has a file, else `dev`. */
  stack?: string;
  /** Default: the stack name's, else `organization`, as with a self-managed backend. */
  organization?: string;
  /** Configuration values that go before those of the stack's file: `key` or `namespace:key`. */
  config?: Record<string, string>;
  /** The same for secret values. */
  secretConfig?: Record<string, string>;
  /** The stack's file. Default: `Pulumi.<stack>.yaml` beside Pulumi.yaml. */
  configFile?: string;
  /** Default: `process.env`. Read are `PULUMI_STACK`, `PULUMI_CONFIG_PASSPHRASE` and `PULUMI_CONFIG_PASSPHRASE_FILE`. */
  env?: NodeJS.ProcessEnv;
}

/**
 * Reads the project that `directory` is in, and one of its stacks, as the CLI does.
 *
 * @throws `PreviewError` that says what to mend.
 */
export function loadProject(directory: string, options: ProjectOptions = {}): Project {
  const env = options.env ?? process.env;
  const manifest = readManifest(findManifest(path.resolve(directory)));
  const projectDirectory = path.dirname(manifest.file);
  const stack =
    options.configFile === undefined
      ? chooseStack(manifest, options.stack, env)
      : stackOfFile(options.configFile, manifest, options.stack ?? env.PULUMI_STACK);
  const stackFile: StackFile = stack.missing ? { file: stack.file, values: new Map(), environments: [] } : readStackFile(stack.file, manifest.name);
  const resolved = resolveConfig({
    manifest,
    stack: stack.name,
    stackFile,
    overrides: options.config ?? {},
    secretOverrides: options.secretConfig ?? {},
    env,
  });
  return {
    name: manifest.name,
    directory: projectDirectory,
    ...locateProgram(projectDirectory, manifest.main),
    stack: stack.name,
    organization: options.organization ?? stack.organization ?? "organization",
    ...resolved,
    runtime: manifest.runtime,
    tags: stackTags(manifest, resolved.config["pulumi:tags"]),
    fixturesFile: path.join(projectDirectory, FIXTURES_FILE),
  };
}

/** Pulumi.yaml in the directory or in the nearest one above it. */
function findManifest(directory: string): string {
  const noProject = (problem: string): PreviewError =>
    new PreviewError("no-project", problem, "name the directory of a Pulumi project; pulumi new typescript makes one");
  if (!existsSync(directory)) {
    throw noProject(`${directory} does not exist`);
  }
  for (const at of upwards(directory)) {
    const file = EXTENSIONS.map((extension) => path.join(at, `Pulumi${extension}`)).find(isFile);
    if (file !== undefined) {
      return file;
    }
  }
  throw noProject(`there is no Pulumi.yaml in ${directory} or in a directory above it`);
}

function stackOfFile(configFile: string, manifest: Manifest, given: string | undefined): ChosenStack {
  const file = path.resolve(configFile);
  if (!isFile(file)) {
    throw new PreviewError("bad-project", `the stack's configuration file ${file} does not exist`);
  }
  const name = given || (/^Pulumi\.(.+)\.(?:ya?ml|json)$/.exec(path.basename(file))?.[1] ?? "dev");
  return { ...parseStackName(name, manifest.name), file, missing: false };
}

/** A program that is a file runs in that file's directory; one that is a directory in that directory, which is then a package. */
function locateProgram(projectDirectory: string, main: string | undefined): Pick<Project, "programDirectory" | "entryPoint"> {
  if (main === undefined) {
    return { programDirectory: projectDirectory, entryPoint: "." };
  }
  const program = path.resolve(projectDirectory, main);
  if (!existsSync(program)) {
    throw new PreviewError(
      "bad-project",
      `main: ${shown(main)} in Pulumi.yaml does not exist (${program})`,
      "build the program first, or correct main",
    );
  }
  return statSync(program).isDirectory()
    ? { programDirectory: program, entryPoint: "." }
    : { programDirectory: path.dirname(program), entryPoint: path.basename(program) };
}

/** The tags that the CLI gives a stack, without those that it reads from git. */
function stackTags(manifest: Manifest, configured: string | undefined): Record<string, string> {
  const own = {
    "pulumi:project": manifest.name,
    "pulumi:runtime": "nodejs",
    ...(manifest.description === undefined ? {} : { "pulumi:description": manifest.description }),
  };
  if (configured === undefined) {
    return own;
  }
  let tags: unknown;
  try {
    tags = JSON.parse(configured);
  } catch {
    // Reported below like any other value that is no object.
  }
  if (!isEntries(tags) || Object.values(tags).some((tag) => typeof tag !== "string")) {
    throw new PreviewError("bad-config", `pulumi:tags: ${shown(configured)} is not an object of strings`);
  }
  return { ...own, ...(tags as Record<string, string>) };
}

function isFile(file: string): boolean {
  return statSync(file, { throwIfNoEntry: false })?.isFile() ?? false;
}
