import { readFileSync } from "node:fs";
import { join } from "node:path";
import { type RuleSettings, judge } from "./kernel/judge";
import type { EnforcementLevel } from "./kernel/observer";
import type { Pack } from "./kernel/pack";
import { STACK_TYPE, type StackResourceData } from "./kernel/resource";
import { EXEMPTIONS } from "./kernel/rule";
import { parseType } from "./kernel/types";
import { isObject } from "./kernel/wire";
import type { PolicyReport } from "./reports";

/** A resource as it would be in a Pulumi program. */
export interface CheckedResource {
  /** Its own among the resources that are checked together. */
  urn: string;
  /** Such as `kubernetes:apps/v1:Deployment`. */
  type: string;
  /** What exemptions may match. */
  name: string;
  /** Its inputs. */
  properties: Record<string, unknown>;
}

/** How `checkResources` judges. */
export interface CheckOptions {
  /** What is judged, such as `manifests`: the stack's and the project's name in rules and reports. */
  subject: string;
  /** Configuration of rules by their ids, in the form of a policy pack's configuration file. Default: none. */
  configuration?: unknown;
  /** The day that exemptions are held against, such as `2027-03-31`. */
  today: string;
}

const LEVELS: readonly string[] = ["advisory", "mandatory", "remediate", "disabled"] satisfies EnforcementLevel[];

/**
 * Judges resources by packs in this process, as a finished stack.
 * @throws when the configuration is none, or names a rule that none of the packs has; the message has a line for each problem.
 */
export function checkWith(
  packs: readonly Pack[],
  resources: readonly CheckedResource[],
  { subject, configuration, today }: CheckOptions,
): PolicyReport {
  const settings = readSettings(configuration, new Set(packs.flatMap(({ rules }) => rules.map(({ rule }) => rule.id))));
  const rootUrn = `urn:pulumi:${subject}::${subject}::${STACK_TYPE}::${subject}`;
  const { version } = JSON.parse(readFileSync(join(__dirname, "..", "package.json"), "utf8")) as { version: string };
  const run = { project: subject, stack: subject, config: new Map(), secretKeys: new Set<string>(), secretsVisible: true, environment: new Map() };
  const stack: StackResourceData[] = [
    { urn: rootUrn, type: STACK_TYPE, name: subject, properties: {} },
    ...resources.map((resource) => ({
      ...resource,
      inputs: resource.properties,
      provider: { type: `pulumi:providers:${parseType(resource.type).package}`, properties: {} },
      parent: rootUrn,
    })),
  ];
  return {
    formatVersion: 1,
    subject,
    packs: packs.map((pack) => judge(pack, stack, { settings, rootUrn, version, run, today })),
  };
}

function readSettings(configuration: unknown, rules: ReadonlySet<string>): Map<string, RuleSettings> {
  const settings = new Map<string, RuleSettings>();
  if (configuration === undefined || configuration === null) {
    return settings;
  }
  if (!isObject(configuration)) {
    throw new Error("it is not an object of rules");
  }
  const problems: string[] = [];
  for (const [rule, value] of Object.entries(configuration)) {
    const { enforcementLevel, ...properties } =
      typeof value === "string" ? { enforcementLevel: value } : isObject(value) ? value : { enforcementLevel: value };
    if (rule !== "all" && rule !== EXEMPTIONS.id && !rules.has(rule)) {
      problems.push(`${rule}: there is no such rule in the packs that run`);
    } else if (enforcementLevel !== undefined && !LEVELS.includes(String(enforcementLevel))) {
      problems.push(`${rule}: ${JSON.stringify(enforcementLevel)} is no level; it must be ${LEVELS.join(", ").replace(/, (?=\w+$)/, " or ")}`);
    } else {
      settings.set(rule, { level: enforcementLevel as EnforcementLevel | undefined, properties });
    }
  }
  if (problems.length > 0) {
    throw new Error(problems.join("\n"));
  }
  return settings;
}
