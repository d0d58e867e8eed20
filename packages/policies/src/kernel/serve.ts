import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import type * as policy from "@pulumi/policy";
import { deferPulumi } from "./deferPulumi";
import { ExemptionLedger } from "./exemptionLedger";
import { Observer } from "./observer";
import type { Pack } from "./pack";
import { type Serving, exemptionsPolicy, policyOf } from "./policies";
import type * as reporting from "./reporting";
import { Resource } from "./resource";

/** Serves a pack to the engine that has started this process. */
export function servePack(pack: Pack): void {
  const observer = new Observer(pack.rules.some(({ rule }) => rule.kind === "stack"));
  const ledger = new ExemptionLedger(pack.rules.map(({ rule }) => rule.id));
  const serving: Serving = {
    pack: { name: pack.name, version: versionHere() },
    observer,
    ledger,
    today: new Date().toISOString().slice(0, "2027-03-31".length),
  };
  observer.listener = { stackConfigured: () => ledger.clear(), resource: (data) => void ledger.inlineExemptionsOf(new Resource(data)) };
  observer.install();
  const load = createRequire(__filename);
  const directory = process.env.FIRMAMENT_REPORT;
  if (directory !== undefined && directory !== "") {
    (load("./reporting") as typeof reporting).reportTo(directory, process.env.FIRMAMENT_REPORT_FORMATS, pack, serving);
  }
  deferPulumi(createRequire(load.resolve("@pulumi/policy")));
  const { PolicyPack } = load("@pulumi/policy") as typeof policy;
  new PolicyPack(pack.name, {
    displayName: pack.title,
    description: pack.description,
    policies: [...pack.rules.map((rule) => policyOf(rule, serving)), exemptionsPolicy(serving)],
  });
}

/** The version that the SDK names in its own messages: that of the directory the pack is run in. */
function versionHere(): string {
  return (JSON.parse(readFileSync(join(process.cwd(), "package.json"), "utf8")) as { version: string }).version;
}
