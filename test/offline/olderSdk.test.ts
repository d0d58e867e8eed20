import { execFileSync } from "node:child_process";
import { cpSync, writeFileSync } from "node:fs";
import * as path from "node:path";
import { preview } from "../../packages/offline";
import { temporaryDirectory } from "../support/programs";

// A program with the oldest SDK that we promise, installed as its user would have installed it. It takes half a minute, most of it npm's.

jest.setTimeout(600_000);

const oldest = { "@pulumi/pulumi": "3.171.0", "@pulumi/aws": "6.80.0", "@pulumi/kubernetes": "4.22.1" };

test("a program with an SDK of early 2025 previews as with today's", async () => {
  const directory = temporaryDirectory();
  cpSync(path.resolve(__dirname, "..", "programs", "components"), directory, { recursive: true });
  writeFileSync(path.join(directory, "package.json"), JSON.stringify({ name: "components", private: true, dependencies: oldest }));
  execFileSync("npm", ["install", "--no-audit", "--no-fund", "--ignore-scripts", "--prefer-offline"], { cwd: directory, stdio: "ignore" });

  const result = await preview({ directory });
  expect(result.errors).toEqual([]);
  const shown = result.resources.map(({ kind, name, parent, provider, options }) => [
    kind,
    name,
    parent.split("::").at(-1),
    provider?.split("::").at(-1),
    options.protect ?? options.ignoreChanges,
  ]);
  expect(shown).toEqual(
    expect.arrayContaining([
      ["default-provider", "default_6_80_0", "", undefined, undefined],
      ["custom", "main", "components-dev", "default_6_80_0", true],
      ["component", "front", "components-dev", undefined, undefined],
      ["custom", "back", "back", "elsewhere", ["tags"]],
    ]),
  );
  const service = result.resources.find(({ type, name }) => type === "aws:ecs/service:Service" && name === "back");
  expect(service).toMatchObject({
    inputs: { enableExecuteCommand: true, desiredCount: 1, tagsAll: { Site: "second", Owner: "platform@example.com" } },
    source: { file: "service.ts", line: 27 },
  });
});
