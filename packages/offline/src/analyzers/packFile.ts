import { existsSync, readFileSync, realpathSync, statSync } from "node:fs";
import * as path from "node:path";
import { readDocument } from "../project/document";
import { isEntries } from "../project/manifest";
import { findPackage } from "../project/packages";
import { shown } from "../project/problems";
import { missingSdk, sdkAt } from "../project/sdk";
import { shellWords } from "../project/shellWords";
import { PreviewError } from "../result/errors";

/** A policy pack on disk. */
export interface PackFile {
  /** The directory as the caller named it. */
  path: string;
  /** The same, absolute and with links followed, which is where Node looks for the pack's dependencies. */
  directory: string;
  /** Of PulumiPolicy.yaml; it goes before the one in package.json. */
  version?: string;
  /** What to load: the directory, or the `main` of PulumiPolicy.yaml. */
  entryPoint: string;
  /** Arguments for Node itself. */
  nodeargs: string[];
  /** The SDK's script that serves a pack. */
  runner: string;
  /** Its `@pulumi/policy`, where the pack may share a process with others that may. */
  sharedSdk?: string;
}

const FILE = "PulumiPolicy.yaml";

/**
 * Reads a policy pack's PulumiPolicy.yaml and finds its SDK.
 *
 * @throws `PreviewError` "bad-pack" that says what to do.
 */
export function readPackFile(packPath: string): PackFile {
  const named = path.resolve(packPath);
  const file = path.join(named, FILE);
  if (!existsSync(file)) {
    throw new PreviewError(
      "bad-pack",
      `${packPath} is not a policy pack: ${whyNot(named)}`,
      "name the directory that holds the pack's PulumiPolicy.yaml",
    );
  }
  const raw = readDocument(file, "bad-pack");
  const { runtime, version, main } = isEntries(raw) ? raw : {};
  const { name, options } = isEntries(runtime) ? runtime : { name: runtime, options: undefined };
  if (name !== "nodejs") {
    const problem = name === undefined || name === null ? "names no runtime" : `is a pack of the runtime ${shown(name)}`;
    throw new PreviewError("bad-pack", `${file} ${problem}; only nodejs packs can be run offline`);
  }
  const directory = realpathSync(named);
  const entryPoint = typeof main === "string" ? path.resolve(directory, main) : directory;
  if (!existsSync(entryPoint)) {
    throw new PreviewError("bad-pack", `main: ${shown(main)} in ${file} does not exist (${entryPoint})`, "build the pack first, or correct main");
  }
  const nodeargs = isEntries(options) && typeof options.nodeargs === "string" ? shellWords(options.nodeargs) : [];
  return {
    path: packPath,
    directory,
    ...(version === undefined || version === null ? {} : { version: String(version) }),
    entryPoint,
    nodeargs: nodeargs ?? [],
    runner: findRunner(directory, packPath),
    sharedSdk: nodeargs?.length === 0 && sharesProcess(directory) ? findPackage("@pulumi/policy", directory) : undefined,
  };
}

function whyNot(directory: string): string {
  const entry = statSync(directory, { throwIfNoEntry: false });
  return entry === undefined ? "it does not exist" : entry.isDirectory() ? `it has no ${FILE}` : "it is not a directory";
}

/** Of the pack's own `@pulumi/pulumi`; where the pack only names `@pulumi/policy`, of the one which that uses. */
function findRunner(directory: string, packPath: string): string {
  const policySdk = findPackage("@pulumi/policy", directory);
  const sdk = findPackage("@pulumi/pulumi", directory) ?? (policySdk && findPackage("@pulumi/pulumi", policySdk));
  try {
    if (sdk === undefined) {
      throw missingSdk(directory);
    }
    return sdkAt(sdk, packPath).runPolicyPack;
  } catch (error) {
    const { message, hint } = error as PreviewError;
    throw new PreviewError("bad-pack", message, hint);
  }
}

/** `"firmament": { "sharesProcess": true }` in the pack's package.json. An ES module can't be loaded twice, and so not with an SDK of its own. */
function sharesProcess(directory: string): boolean {
  const file = path.join(directory, "package.json");
  try {
    const manifest = JSON.parse(readFileSync(file, "utf8")) as { type?: unknown; firmament?: { sharesProcess?: unknown } };
    return manifest.firmament?.sharesProcess === true && manifest.type !== "module";
  } catch {
    // What is wrong with it the SDK's runner will say.
    return false;
  }
}
