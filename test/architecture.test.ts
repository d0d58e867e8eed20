import { execFileSync } from "node:child_process";
import { readdirSync } from "node:fs";
import path from "node:path";

const root = path.resolve(__dirname, "..");
const byPath = "another package is imported by its name, not by a path into its sources";
const providerSdk = "a pack must start fast and fit any version of a provider's SDK; compare type tokens";
const opaque = "policies and previews can't see into it; build from the resources of @pulumi/aws and @pulumi/kubernetes";
const layer = (folder: string, allowed: string) => `packages/${folder} may import only ${allowed}: see scripts/lint/architecture.mjs`;

/** A file, a line in it, and what the linter has to say about that line: nothing when it is allowed. */
const cases: [file: string, line: string, message?: string][] = [
  // Arrows between packages.
  ["packages/components/src/network/x.ts", `import "@firmament/offline/testing";`, "components may import no other package of ours"],
  ["packages/policies/src/rules/x.ts", `export * from "@firmament/components";`, "policies may import no other package of ours"],
  ["packages/offline/src/engine/x.ts", `export const cli = () => import("@firmament/cli");`, "offline may import no other package of ours"],
  ["packages/offline/src/index.ts", `import type { Rule } from "@firmament/policies";`, "offline may import no other package of ours"],
  ["packages/cli/src/commands/x.ts", `import "@firmament/components";`, "cli may import @firmament/offline and @firmament/policies"],
  ["packages/cli/src/commands/x.ts", `import { makeUrn } from "../../../offline/src/wire/urn";`, byPath],
  ["packages/policies/src/rules/x.test.ts", `import { makeUrn } from "../../../offline/src/wire/urn";`, byPath],
  ["packages/cli/src/commands/x.ts", `import "@firmament/offline";`],
  ["packages/cli/src/commands/x.ts", `import "@firmament/policies";`],
  ["packages/components/src/network/x.test.ts", `import "@firmament/offline/testing";`],
  ["packages/policies/src/rules/x.test.ts", `import "@firmament/offline/testing";`],

  // Arrows between the folders of a package: down, not up, not sideways, never to the entry point.
  ["packages/offline/src/wire/x.ts", `import type { Simulator } from "../simulation/simulator";`, layer("offline/src/wire", "wire")],
  [
    "packages/offline/src/processes/x.ts",
    `import type { Project } from "../project/project";`,
    layer("offline/src/processes", "processes, wire, preloads, result, model"),
  ],
  ["packages/policies/src/kernel/x.ts", `import { policyPacks } from "../index";`, layer("policies/src/kernel", "kernel, data, reports")],
  ["packages/offline/src/result/x.ts", `import { isSecret } from "../wire/values";`],
  ["packages/offline/src/index.ts", `export * from "./result/result";`],

  // What is on npm.
  ["packages/policies/src/rules/x.ts", `import { Vpc } from "@pulumi/aws/ec2/vpc";`, providerSdk],
  ["packages/policies/src/rules/x.ts", `import { PolicyPack } from "@pulumi/policy";`],
  ["packages/components/src/cluster/x.ts", `import { Cluster } from "@pulumi/eks";`, opaque],
  [
    "packages/components/src/cluster/x.ts",
    `import * as aws from "@pulumi/aws";`,
    "'@pulumi/aws' import is restricted from being used. Import what you need from a deep path below @pulumi/aws/.",
  ],
  ["packages/components/src/cluster/x.ts", `import { Vpc } from "@pulumi/aws/ec2/vpc";`],
  ["packages/components/src/cluster/x.test.ts", `import * as aws from "@pulumi/aws";`],
];

test("imports run along the arrows of the design and nowhere else", () => {
  const answer = execFileSync(process.execPath, [path.join(__dirname, "support", "lint.mjs")], { input: JSON.stringify(cases), encoding: "utf8" });
  const messages = JSON.parse(answer) as string[][];
  const said = cases.map(([file, line], index) => [file, line, ...(messages[index] ?? [])]);
  expect(said).toEqual(cases);
}, 60_000);

test("every folder of a package has its place among the arrows", () => {
  const table = execFileSync(
    process.execPath,
    ["-e", `import("./scripts/lint/architecture.mjs").then(({ layers }) => console.log(JSON.stringify(layers)))`],
    {
      cwd: root,
      encoding: "utf8",
    },
  );
  for (const [name, order] of Object.entries(JSON.parse(table) as Record<string, string[][]>)) {
    const folders = readdirSync(path.join(root, "packages", name, "src"), { withFileTypes: true }).filter((entry) => entry.isDirectory());
    expect(order.flat()).toEqual(expect.arrayContaining(folders.map((entry) => entry.name)));
  }
});
