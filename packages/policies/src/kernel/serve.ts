import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import type * as policy from "@pulumi/policy";
import { deferPulumi } from "./deferPulumi";
import { Observer } from "./observer";
import type { Pack } from "./pack";
import { policyOf } from "./policies";

/** Serves a pack to the engine that has started this process. */
export function servePack(pack: Pack): void {
  const observer = new Observer(pack.rules.some(({ rule }) => rule.kind === "stack"));
  observer.install();
  const load = createRequire(__filename);
  deferPulumi(createRequire(load.resolve("@pulumi/policy")));
  const { PolicyPack } = load("@pulumi/policy") as typeof policy;
  const serving = { pack: { name: pack.name, version: versionHere() }, observer, today: new Date().toISOString().slice(0, "2027-03-31".length) };
  new PolicyPack(pack.name, {
    displayName: pack.title,
    description: pack.description,
    policies: pack.rules.map((rule) => policyOf(rule, serving)),
  });
}

/** The version that the SDK names in its own messages: that of the directory the pack is run in. */
function versionHere(): string {
  return (JSON.parse(readFileSync(join(process.cwd(), "package.json"), "utf8")) as { version: string }).version;
}
