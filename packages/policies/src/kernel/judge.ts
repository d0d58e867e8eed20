import type { ReportedPack } from "../reports/policyReport";
import { readConfiguration } from "./configuration";
import { type Circumstances, configurationFindings, evaluateResource, evaluateStack } from "./evaluate";
import { ExemptionLedger } from "./exemptionLedger";
import type { EnforcementLevel } from "./observer";
import type { Pack } from "./pack";
import { Recorder } from "./recorder";
import { type StackResourceData, StackView } from "./resource";
import { EXEMPTIONS } from "./rule";

/** The configuration of a rule, its level apart. */
export interface RuleSettings {
  level?: EnforcementLevel;
  properties: Readonly<Record<string, unknown>>;
}

export interface Judgement extends Omit<Circumstances, "ledger"> {
  /** By the ids of rules; `all` gives every rule a level. */
  settings: ReadonlyMap<string, RuleSettings>;
  rootUrn: string;
  version: string;
}

/** Has all rules of a pack judge resources in this process, as they do when the pack is served. */
export function judge(pack: Pack, resources: readonly StackResourceData[], judgement: Judgement): ReportedPack {
  const { settings, rootUrn } = judgement;
  const recorder = new Recorder(pack, judgement.version);
  const ledger = new ExemptionLedger(pack.rules.map(({ rule }) => rule.id));
  const circumstances: Circumstances = { run: judgement.run, today: judgement.today, ledger };
  const view = new StackView(resources);
  resources.forEach((data) => recorder.saw(data));
  view.resources.forEach((resource) => ledger.inlineExemptionsOf(resource));
  const levelOf = (id: string, usual: EnforcementLevel): EnforcementLevel => settings.get(id)?.level ?? settings.get("all")?.level ?? usual;
  const levels = new Map<string, EnforcementLevel>([[EXEMPTIONS.id, levelOf(EXEMPTIONS.id, "advisory")]]);
  for (const { rule, level: usual } of pack.rules) {
    const level = levelOf(rule.id, usual);
    levels.set(rule.id, level);
    if (level === "disabled") {
      continue;
    }
    const configuration = readConfiguration(rule.options, settings.get(rule.id)?.properties ?? {});
    ledger.ran(rule.id, configuration);
    recorder.configuration(rule, configurationFindings(rule, configuration, rootUrn));
    if (rule.kind === "stack") {
      recorder.stack(rule, view, evaluateStack(rule, configuration, view, rootUrn, circumstances));
    } else {
      view.resources
        .filter(({ type }) => rule.appliesTo.matches(type))
        .forEach((resource) => recorder.resource(rule, resource.urn, evaluateResource(rule, configuration, resource, circumstances)));
    }
  }
  recorder.exemptions(levels.get(EXEMPTIONS.id) === "disabled" ? [] : ledger.findings(rootUrn));
  return recorder.report(levels, judgement.run);
}
