import { execFileSync } from "node:child_process";
import { join } from "node:path";

/** In a process of its own, since it is about Node's own module cache, which a test runner replaces. */
const run = (program: string): unknown =>
  JSON.parse(
    execFileSync(
      process.execPath,
      [
        "-e",
        `const { createRequire } = require("node:module");
         const load = createRequire(require.resolve("@pulumi/policy"));
         const { deferPulumi } = require("./dist/kernel/deferPulumi");
         const isWhole = () => Object.keys(load.cache).some((file) => file.includes("@pulumi/pulumi/automation/"));
         ${program}`,
      ],
      { cwd: join(__dirname, "../.."), encoding: "utf8" },
    ),
  );

// Each test starts a process, which takes long on a busy machine.
jest.setTimeout(60_000);

describe("deferring @pulumi/pulumi", () => {
  it("gives the policy SDK what it uses, and loads no more", () => {
    expect(
      run(`deferPulumi(load);
           const policy = require("@pulumi/policy"), pulumi = load("@pulumi/pulumi");
           console.log(JSON.stringify([typeof policy.PolicyPack, typeof pulumi.asset.FileAsset, pulumi.Output.isInstance(1), isWhole()]));`),
    ).toEqual(["function", "function", false, false]);
  });

  it("gives everything else when it is asked for, and the same classes", () => {
    expect(
      run(`deferPulumi(load);
           const deferred = load("@pulumi/pulumi");
           const before = [deferred.asset.FileAsset, deferred.Output];
           const config = typeof deferred.Config, whole = load("@pulumi/pulumi");
           console.log(JSON.stringify([config, "CustomResource" in deferred, isWhole(), whole === deferred, whole.asset.FileAsset === before[0], whole.Output === before[1]]));`),
    ).toEqual(["function", true, true, false, true, true]);
  });

  it("leaves it alone when it is there already", () => {
    expect(run(`const whole = load("@pulumi/pulumi"); deferPulumi(load); console.log(JSON.stringify(load("@pulumi/pulumi") === whole));`)).toBe(true);
  });
});
