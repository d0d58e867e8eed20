import { readFileSync } from "node:fs";
import * as path from "node:path";
import { PreviewError } from "../result/errors";
import { findPackage, installCommand, packageManifests, packageVersion, plugAndPlayFile } from "./packages";
import type { PackageManager } from "./project";

/** The program's own copy of `@pulumi/pulumi`. */
export interface Sdk {
  directory: string;
  version: string;
  /** The script that runs a program. */
  run: string;
  /** The script that runs a policy pack. */
  runPolicyPack: string;
}

const SDK = "@pulumi/pulumi";

/** The oldest whose protocol this engine speaks. */
const OLDEST = "3.61.0";

/**
 * Finds the SDK that a program uses, in the layouts of npm, pnpm and Yarn, workspaces included.
 *
 * @throws `PreviewError` "not-installed" with the command to run, or "not-node" where there is no package at all.
 */
export function resolveSdk(programDirectory: string, packagemanager?: PackageManager): Sdk {
  const directory = findPackage(SDK, programDirectory);
  if (directory === undefined) {
    throw missingSdk(programDirectory, packagemanager);
  }
  return sdkAt(directory, programDirectory);
}

/** The SDK in a package's directory. */
export function sdkAt(directory: string, usedBy: string): Sdk {
  const version = packageVersion(directory);
  if (isOlder(version, OLDEST)) {
    throw new PreviewError(
      "not-installed",
      `${usedBy} uses ${SDK} ${version}, which is too old to be previewed offline: it takes ${OLDEST} or later`,
      `update it: npm install ${SDK}@^3`,
    );
  }
  const script = (name: string): string => path.join(directory, "cmd", name, "index.js");
  return { directory, version, run: script("run"), runPolicyPack: script("run-policy-pack") };
}

/** Why a package's dependencies can't be found, and what to do. */
export function missingSdk(from: string, packagemanager?: PackageManager): PreviewError {
  const plugAndPlay = plugAndPlayFile(from);
  if (plugAndPlay !== undefined) {
    return new PreviewError(
      "not-installed",
      `${from} is installed with Yarn's Plug'n'Play (${path.basename(plugAndPlay)}), which an offline preview can't load packages from`,
      "put nodeLinker: node-modules into .yarnrc.yml and run yarn install",
    );
  }
  const manifests = packageManifests(from);
  if (manifests.length === 0) {
    return new PreviewError(
      "not-node",
      `there is no package.json in ${from} or in a directory above it, so it is not a Node program`,
      `make one: cd ${from} && npm init -y && npm install ${SDK}`,
    );
  }
  const command = installCommand(from, packagemanager);
  const named = manifests.some((file) => readFileSync(file, "utf8").includes(SDK));
  return new PreviewError(
    "not-installed",
    `${SDK} is not installed for ${from}`,
    named ? `install its dependencies: ${command}` : `add it to the dependencies in ${manifests[0]}, then: ${command}`,
  );
}

function isOlder(version: string, than: string): boolean {
  const parts = (text: string): number[] => text.split(/[.+-]/).slice(0, 3).map(Number);
  const [left, right] = [parts(version), parts(than)];
  const at = left.findIndex((part, index) => part !== right[index]);
  return at >= 0 && (left[at] as number) < (right[at] as number);
}
