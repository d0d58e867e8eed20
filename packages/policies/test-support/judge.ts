import { readConfiguration } from "../src/kernel/configuration";
import { type Circumstances, configurationFindings, evaluateResource, evaluateStack } from "../src/kernel/evaluate";
import { type Finding, messageOf } from "../src/kernel/report";
import { remediationOf } from "../src/kernel/remedy";
import { Resource, type ResourceData, type RunFacts, STACK_TYPE, type StackResourceData, StackView } from "../src/kernel/resource";
import type { ResourceRule, StackRule } from "../src/kernel/rule";
import { parseType } from "../src/kernel/types";
import { SECRET, SIGNATURE } from "../src/kernel/wire";

export const UNKNOWN = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";
export const TODAY = "2026-11-22";
export const STACK_URN = "urn:pulumi:dev::shop::pulumi:pulumi:Stack::shop-dev";

/** A value marked secret, as engines send it. */
export function secret(value: unknown): Record<string, unknown> {
  return { [SIGNATURE]: SECRET, value };
}

export function urn(type: string, name: string): string {
  return `urn:pulumi:dev::shop::${type}::${name}`;
}

/** A resource as an engine sends it: by its type and properties, the rest made up. Components are those with `provider: null`. */
export interface Given {
  type: string;
  name?: string;
  properties?: unknown;
  /** Only for the finished stack. Default: the inputs. */
  outputs?: Record<string, unknown>;
  provider?: Record<string, unknown> | null;
  /** Default: the package's default provider. */
  providerName?: string;
  additionalSecretOutputs?: string[];
  protect?: boolean;
  ignoreChanges?: string[];
  /** Names of resources given with it, by property. */
  dependencies?: Record<string, string[]>;
}

export interface Options {
  config?: Record<string, unknown>;
  run?: Partial<RunFacts>;
}

/** What came of it, by the name of the resource: the kind of finding, its text as engines show it, and its level where it has one of its own. */
export interface Outcome {
  kind: Finding["kind"];
  name: string;
  message: string;
  level?: "advisory";
}

/** Judges one resource by a rule, in the way that a pack does. */
export function judgeResource(rule: ResourceRule, given: Given, options: Options = {}): Outcome[] {
  const configuration = readConfiguration(rule.options, options.config ?? {});
  const findings = [
    ...configurationFindings(rule, configuration, STACK_URN),
    ...evaluateResource(rule, configuration, new Resource(dataOf(given)), circumstances(options)),
  ];
  return findings.map(outcomeOf);
}

/** The properties of a resource after a rule has mended what it can. */
export function remedy(rule: ResourceRule, given: Given, options: Options = {}): unknown {
  const data = dataOf(given);
  const configuration = readConfiguration(rule.options, options.config ?? {});
  return remediationOf(rule, configuration, data, circumstances(options))?.properties ?? data.properties;
}

/** Judges a finished stack by a rule, in the way that a pack does. */
export function judgeStack(rule: StackRule, given: readonly Given[], options: Options = {}): Outcome[] {
  const configuration = readConfiguration(rule.options, options.config ?? {});
  const urns = new Map(given.map((one) => [one.name ?? "subject", urn(one.type, one.name ?? "subject")]));
  const view = new StackView([
    { urn: STACK_URN, type: STACK_TYPE, name: "shop-dev", properties: {} },
    ...given.map((one): StackResourceData => {
      const data = dataOf(one);
      const propertyDependencies = Object.fromEntries(
        Object.entries(one.dependencies ?? {}).map(([property, names]) => [property, names.map((name) => urns.get(name) ?? name)]),
      );
      return { ...data, inputs: data.properties, properties: one.outputs ?? data.properties, propertyDependencies };
    }),
  ]);
  const findings = [
    ...configurationFindings(rule, configuration, STACK_URN),
    ...evaluateStack(rule, configuration, view, STACK_URN, circumstances(options)),
  ];
  return findings.map(outcomeOf);
}

function dataOf({
  type,
  name = "subject",
  properties = {},
  provider = {},
  providerName = "default",
  additionalSecretOutputs,
  protect,
  ignoreChanges,
}: Given): ResourceData {
  return {
    urn: urn(type, name),
    type,
    name,
    properties: properties as Record<string, unknown>,
    provider:
      provider === null
        ? undefined
        : {
            urn: urn(`pulumi:providers:${parseType(type).package}`, providerName),
            type: `pulumi:providers:${parseType(type).package}`,
            properties: provider,
          },
    additionalSecretOutputs,
    protect,
    ignoreChanges,
  };
}

function circumstances({ run }: Options): Circumstances {
  return {
    run: { project: "shop", stack: "dev", config: new Map(), secretKeys: new Set(), secretsVisible: true, environment: new Map(), ...run },
    today: TODAY,
  };
}

function outcomeOf(finding: Finding): Outcome {
  const message = finding.kind === "undetermined" ? finding.what : messageOf(finding);
  const name = finding.urn.split("::").at(-1) ?? "";
  return { kind: finding.kind, name, message, ...(finding.level === undefined ? {} : { level: finding.level }) };
}
