import { PreviewError } from "../result/errors";
import type { EnforcementLevel } from "../result/result";
import { readDocument } from "../project/document";
import { problemsError, shown } from "../project/problems";
import type * as schemas from "./schema";
import type { ConfigSchema } from "./schema";

/** Configuration of a pack's policies, in the form of the file that `pulumi preview --policy-pack-config` takes. `all` gives every policy a level. */
export type PolicyConfiguration = Record<string, EnforcementLevel | PolicySettings>;

export interface PolicySettings {
  enforcementLevel?: EnforcementLevel;
  [property: string]: unknown;
}

/** A policy's settings, with its properties apart. */
export interface PolicySetting {
  level?: EnforcementLevel;
  properties: Record<string, unknown>;
}

/** What is to be known of a policy to configure it. */
export interface ConfigurablePolicy {
  name: string;
  /** The level that the pack gives it. */
  level: EnforcementLevel;
  schema?: ConfigSchema;
}

export type ConfiguredPolicies = Map<string, Required<PolicySetting>>;

export const ENFORCEMENT_LEVELS: readonly EnforcementLevel[] = ["advisory", "mandatory", "remediate", "disabled"];

/** Reads a configuration file, which is JSON whatever its name. An empty one configures nothing. */
export function readConfiguration(file: string): unknown {
  return readDocument(file, "bad-pack-config", "JSON") ?? {};
}

/** Checks a configuration's form, with the stock engine's words for what is wrong with it. */
export function parseConfiguration(raw: unknown, origin: string): Map<string, PolicySetting> {
  if (!isSettings(raw)) {
    throw new PreviewError("bad-pack-config", `${origin}: ${shown(raw)} is not an object of policies`);
  }
  const problems: string[] = [];
  const settings = new Map<string, PolicySetting>();
  for (const [policy, value] of Object.entries(raw)) {
    if (policy === "environments") {
      problems.push("environments: ESC environments can't be read offline; write their values into the configuration");
      continue;
    }
    if (typeof value !== "string" && !isSettings(value)) {
      problems.push(`parsing ${shown(policy)}: ${shown(value)} is not a valid value; must be a string or object`);
      continue;
    }
    const { enforcementLevel: level, ...properties } = typeof value === "string" ? { enforcementLevel: value } : value;
    if (level !== undefined && !ENFORCEMENT_LEVELS.includes(level as EnforcementLevel)) {
      const must = typeof level === "string" ? `must be ${ENFORCEMENT_LEVELS.join(", ").replace(/, (?=\w+$)/, " or ")}` : "must be a string";
      problems.push(`parsing enforcement level for ${shown(policy)}: ${shown(level)} is not a valid enforcement level; ${must}`);
      continue;
    }
    settings.set(policy, { level: level as EnforcementLevel | undefined, properties });
  }
  if (problems.length > 0) {
    throw problemsError("bad-pack-config", origin, problems);
  }
  return settings;
}

/** Every policy's level and properties: schema defaults, then each layer in turn, in which a policy's own settings go before `all`. */
export function reconcile(policies: readonly ConfigurablePolicy[], layers: readonly ReadonlyMap<string, PolicySetting>[]): ConfiguredPolicies {
  const configured: ConfiguredPolicies = new Map();
  for (const { name, level, schema } of policies) {
    const defaults = Object.entries(schema?.properties ?? {}).flatMap(([key, { default: value }]) =>
      value === undefined ? [] : [[key, value] as const],
    );
    configured.set(name, { level, properties: Object.fromEntries(defaults) });
  }
  for (const layer of layers) {
    const all = layer.get("all")?.level;
    for (const [name, current] of configured) {
      const own = layer.get(name);
      configured.set(name, { level: own?.level ?? all ?? current.level, properties: { ...current.properties, ...own?.properties } });
    }
  }
  return configured;
}

/** The pack, as its errors name it. */
export interface PackIdentity {
  name: string;
  version: string;
  path: string;
  policies: readonly ConfigurablePolicy[];
  supportsConfig: boolean;
}

/**
 * Configures every policy of a pack from what its author (`initial`) and its user (`given`) say, and checks the result against the policies' schemas.
 *
 * @throws `PreviewError` "bad-pack-config" with every problem, in the stock engine's words.
 */
export function configurePolicies(
  pack: PackIdentity,
  initial: readonly ReadonlyMap<string, PolicySetting>[],
  given: readonly ReadonlyMap<string, PolicySetting>[],
  warn: (line: string) => void,
): ConfiguredPolicies {
  if (!pack.supportsConfig && given.length > 0) {
    throw new PreviewError("bad-pack-config", `policy pack "${pack.name}" at "${pack.path}" does not support config`);
  }
  const problems: string[] = [];
  for (const [policy, { level }] of given.flatMap((layer) => [...layer])) {
    if (policy !== "all" && !pack.policies.some(({ name }) => name === policy)) {
      // The stock engine passes over a level without a word, and fails on properties with one that does not say why.
      if (level === undefined) {
        problems.push(`${policy}: is not a policy of this pack`);
      } else {
        warn(`${policy} is not a policy of pack ${pack.name}: its configuration has no effect`);
      }
    }
  }
  const configured = reconcile(pack.policies, [...initial, ...given]);
  for (const { name, schema } of pack.policies) {
    const { properties } = configured.get(name) ?? { properties: {} };
    problems.push(...(schema === undefined ? [] : validated(schema, properties)).map((problem) => `${name}: ${problem}`));
  }
  if (problems.length > 0) {
    throw problemsError(
      "bad-pack-config",
      `validating policy config: ${pack.name} ${pack.version}`,
      problems.sort(),
      "correct the configuration of the pack's policies",
    );
  }
  return configured;
}

function validated(schema: ConfigSchema, properties: Record<string, unknown>): string[] {
  // What nobody has set is left to the pack's author: the validator takes longer to load than a pack to start.
  const isDefault = (key: string): boolean => properties[key] === schema.properties[key]?.default;
  if (Object.keys(properties).every(isDefault) && schema.required.every((key) => key in properties)) {
    return [];
  }
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- loaded only where it is needed.
  const { validateProperties } = require("./schema") as typeof schemas;
  try {
    return validateProperties(schema, properties);
  } catch (error) {
    return [`its configuration schema is not valid: ${(error as Error).message}`];
  }
}

function isSettings(value: unknown): value is Record<string, unknown> {
  return value !== null && typeof value === "object" && !Array.isArray(value);
}
