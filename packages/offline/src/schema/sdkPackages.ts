import * as fs from "node:fs";
import * as path from "node:path";

/** An installed provider SDK. */
export interface SdkPackage {
  /** The Pulumi package: `aws`. */
  name: string;
  version: string;
  directory: string;
}

interface Manifest {
  name?: string;
  version?: string;
  pulumi?: { resource?: boolean; name?: string };
  dependencies?: Record<string, string>;
  peerDependencies?: Record<string, string>;
  optionalDependencies?: Record<string, string>;
  devDependencies?: Record<string, string>;
}

/**
 * The provider SDKs that a program can reach, directly or through the component libraries that it uses. They are found by walking `node_modules` folders, which
 * is how npm, pnpm and yarn (with its `node-modules` and `pnpm` linkers) lay them out.
 */
export class SdkPackages {
  private found?: Map<string, SdkPackage>;

  constructor(private readonly programDirectory: string) {}

  /** The SDK of a Pulumi package, undefined when the program has none. */
  find(packageName: string): SdkPackage | undefined {
    this.found ??= reachablePackages(this.programDirectory);
    let sdk = this.found.get(packageName);
    if (sdk === undefined) {
      // npm hoists what nobody declares.
      const directory = locate(`@pulumi/${packageName}`, this.programDirectory);
      const manifest = directory === undefined ? undefined : readManifest(directory);
      sdk = directory === undefined || manifest === undefined ? undefined : sdkOf(directory, manifest);
      if (sdk !== undefined) {
        this.found.set(packageName, sdk);
      }
    }
    return sdk;
  }
}

/** Breadth first, so that the program's own version of an SDK wins over a library's. Packages without anything of Pulumi's are not entered. */
function reachablePackages(programDirectory: string): Map<string, SdkPackage> {
  const sdks = new Map<string, SdkPackage>();
  const program = nearestManifest(programDirectory);
  if (program === undefined) {
    return sdks;
  }
  const visited = new Set<string>();
  const queue = dependenciesOf(program.manifest, true).map((name) => ({ name, from: program.directory }));
  for (const { name, from } of queue) {
    const directory = locate(name, from);
    if (directory === undefined || visited.has(directory)) {
      continue;
    }
    visited.add(directory);
    const manifest = readManifest(directory);
    if (manifest === undefined) {
      continue;
    }
    const sdk = sdkOf(directory, manifest);
    if (sdk !== undefined && !sdks.has(sdk.name)) {
      sdks.set(sdk.name, sdk);
    }
    const dependencies = dependenciesOf(manifest, false);
    if (dependencies.some((dependency) => dependency.startsWith("@pulumi/"))) {
      queue.push(...dependencies.map((dependency) => ({ name: dependency, from: directory })));
    }
  }
  return sdks;
}

function dependenciesOf(manifest: Manifest, own: boolean): string[] {
  return Object.keys({
    ...manifest.dependencies,
    ...manifest.optionalDependencies,
    ...manifest.peerDependencies,
    ...(own ? manifest.devDependencies : {}),
  });
}

/** The npm package name says which Pulumi package it is when the manifest does not: `@acme/pulumi-widget` provides `widget`. */
function sdkOf(directory: string, manifest: Manifest): SdkPackage | undefined {
  if (manifest.pulumi?.resource !== true) {
    return undefined;
  }
  const npmName = (manifest.name ?? "").replace(/^@[^/]+\//, "").replace(/^pulumi-/, "");
  const name = manifest.pulumi.name ?? npmName;
  return name === "" ? undefined : { name, version: manifest.version ?? "0.0.0", directory };
}

/** The real directory of an installed package, found as Node finds it. */
function locate(name: string, from: string): string | undefined {
  for (let directory = from; ; directory = path.dirname(directory)) {
    if (path.basename(directory) !== "node_modules") {
      const candidate = path.join(directory, "node_modules", name);
      if (fs.existsSync(path.join(candidate, "package.json"))) {
        return fs.realpathSync(candidate);
      }
    }
    if (path.dirname(directory) === directory) {
      return undefined;
    }
  }
}

function nearestManifest(from: string): { directory: string; manifest: Manifest } | undefined {
  for (let directory = path.resolve(from); ; directory = path.dirname(directory)) {
    const manifest = readManifest(directory);
    if (manifest !== undefined) {
      return { directory: fs.realpathSync(directory), manifest };
    }
    if (path.dirname(directory) === directory) {
      return undefined;
    }
  }
}

function readManifest(directory: string): Manifest | undefined {
  try {
    return JSON.parse(fs.readFileSync(path.join(directory, "package.json"), "utf8")) as Manifest;
  } catch {
    return undefined;
  }
}
