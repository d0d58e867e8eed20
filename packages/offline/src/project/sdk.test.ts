import { existsSync, mkdirSync, symlinkSync } from "node:fs";
import * as path from "node:path";
import type { PreviewError } from "../result/errors";
import type { PackageManager } from "./project";
import { resolveSdk } from "./sdk";
import { tree } from "./tree.fixtures";

const sdkIn = (directory: string, version = "3.248.0"): Record<string, string> => ({
  [`${directory}/@pulumi/pulumi/package.json`]: JSON.stringify({ name: "@pulumi/pulumi", version }),
});
const program = (dependencies: Record<string, string> = { "@pulumi/pulumi": "^3" }): string => JSON.stringify({ name: "program", dependencies });

function failure(directory: string, packagemanager?: PackageManager): { code: string; message: string; hint?: string } {
  try {
    resolveSdk(directory, packagemanager);
  } catch (error) {
    const { code, message, hint } = error as PreviewError;
    return { code, message, ...(hint === undefined ? {} : { hint }) };
  }
  throw new Error("it was found");
}

describe("the program's SDK", () => {
  it("is found where npm and Yarn put it, above a workspace's member too", () => {
    const root = tree({ "package.json": "{}", "apps/shop/package.json": program(), ...sdkIn("node_modules") });
    const directory = path.join(root, "node_modules/@pulumi/pulumi");
    expect(resolveSdk(path.join(root, "apps/shop"))).toEqual({
      directory,
      version: "3.248.0",
      run: path.join(directory, "cmd/run/index.js"),
      runPolicyPack: path.join(directory, "cmd/run-policy-pack/index.js"),
    });
  });

  it("is the nearest one", () => {
    const root = tree({ "app/package.json": program(), ...sdkIn("node_modules", "3.100.0"), ...sdkIn("app/node_modules", "3.200.0") });
    expect(resolveSdk(path.join(root, "app")).version).toBe("3.200.0");
  });

  it("is found through pnpm's links, from a linked program as from the real one", () => {
    const root = tree({ "apps/shop/package.json": program(), ...sdkIn("store/pulumi@3.248.0/node_modules") });
    const real = path.join(root, "store/pulumi@3.248.0/node_modules/@pulumi/pulumi");
    mkdirSync(path.join(root, "apps/shop/node_modules/@pulumi"), { recursive: true });
    symlinkSync(real, path.join(root, "apps/shop/node_modules/@pulumi/pulumi"));
    symlinkSync(path.join(root, "apps/shop"), path.join(root, "link"));
    expect(resolveSdk(path.join(root, "link")).directory).toBe(real);
  });

  it("is the real one in this repository", () => {
    const { version, run } = resolveSdk(path.join(__dirname, "../.."));
    expect(version).toMatch(/^3\.\d+\.\d+$/);
    expect(existsSync(run)).toBe(true);
  });

  it.each<[files: Record<string, string>, named: PackageManager | undefined, command: string]>([
    [{ "pnpm-lock.yaml": "" }, undefined, "cd ROOT && pnpm install"],
    [{ "app/yarn.lock": "" }, undefined, "cd ROOT/app && yarn install"],
    [{ "app/package-lock.json": "" }, undefined, "cd ROOT/app && npm install"],
    [{ "app/package-lock.json": "" }, "pnpm", "cd ROOT/app && pnpm install"],
    [{}, undefined, "cd ROOT/app && npm install"],
  ])("that is not installed is installed with %j (named: %s) by %s", (files, named, command) => {
    const root = tree({ "app/package.json": program(), ...files });
    expect(failure(path.join(root, "app"), named)).toEqual({
      code: "not-installed",
      message: `@pulumi/pulumi is not installed for ${root}/app`,
      hint: `install its dependencies: ${command.replace("ROOT", root)}`,
    });
  });

  it("has to be a dependency first", () => {
    const root = tree({ "package.json": program({}) });
    expect(failure(root).hint).toBe(`add it to the dependencies in ${root}/package.json, then: cd ${root} && npm install`);
  });

  it("can't be found in Yarn's Plug'n'Play", () => {
    const root = tree({ "package.json": program(), "yarn.lock": "", ".pnp.cjs": "" });
    expect(failure(root)).toEqual({
      code: "not-installed",
      message: `${root} is installed with Yarn's Plug'n'Play (.pnp.cjs), which an offline preview can't load packages from`,
      hint: "put nodeLinker: node-modules into .yarnrc.yml and run yarn install",
    });
  });

  it("is missed where there is no package", () => {
    const root = tree({ "index.ts": "" });
    expect(failure(root)).toEqual({
      code: "not-node",
      message: `there is no package.json in ${root} or in a directory above it, so it is not a Node program`,
      hint: `make one: cd ${root} && npm init -y && npm install @pulumi/pulumi`,
    });
  });

  it.each([
    ["3.60.1", true],
    ["2.99.0", true],
    ["3.61.0", false],
    ["3.61.0-alpha.1", false],
    ["4.0.0", false],
  ])("of version %s is too old: %s", (version, old) => {
    const root = tree({ "package.json": program(), ...sdkIn("node_modules", version) });
    if (old) {
      expect(failure(root)).toEqual({
        code: "not-installed",
        message: `${root} uses @pulumi/pulumi ${version}, which is too old to be previewed offline: it takes 3.61.0 or later`,
        hint: "update it: npm install @pulumi/pulumi@^3",
      });
    } else {
      expect(resolveSdk(root).version).toBe(version);
    }
  });
});
