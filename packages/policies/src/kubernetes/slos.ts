import { Undetermined, type Property } from "../kernel/property";
import { type StackResource, type StackView, onceForStack } from "../kernel/resource";
import { kubernetesKinds } from "../kernel/types";

/** A service level objective of a stack, in whichever resource it is written. */
export interface Slo {
  /** Where it is written. */
  resource: StackResource;
  /** The service that it is about, as its author calls it. */
  service: string;
  name: string;
  /** Where the service runs, if it says so. */
  namespace?: string;
  /** What its expressions say, for matching by PromQL. */
  expressions: readonly string[];
  /** An expression that can't be known yet. */
  unknownExpression?: Property;
  alerts: readonly BurnRateAlert[];
  /** The property that its alerts belong into. */
  path: string;
}

/** An alert on the error budget. */
export interface BurnRateAlert {
  urgency: "page" | "ticket";
  /** The ranges over which the error ratio is taken; undefined where a tool generates the alert, with the usual ones. */
  windows?: ReadonlySet<string>;
}

export interface Slos {
  all: readonly Slo[];
  /** Why there may be more of them than are listed. */
  undetermined: readonly Undetermined[];
}

const prometheusRules = kubernetesKinds("monitoring.coreos.com", "PrometheusRule");
const slothLevels = kubernetesKinds("sloth.slok.dev", "PrometheusServiceLevel");
const pyrraObjectives = kubernetesKinds("pyrra.dev", "ServiceLevelObjective");

/** Labels by which rules say which objective they belong to: sloth's, which other tools write too, and plain ones. */
const SERVICE_LABELS = ["sloth_service", "slo_service", "service"];
const SLO_LABELS = ["sloth_slo", "slo_name", "slo"];
const URGENCY_LABELS = ["sloth_severity", "slo_severity", "severity"];

const URGENCIES: Readonly<Record<string, BurnRateAlert["urgency"] | undefined>> = {
  page: "page",
  critical: "page",
  ticket: "ticket",
  warning: "ticket",
};

/** All objectives of a stack: the resources of sloth and Pyrra, and rules whose labels or expressions name a service and an objective. */
export const slosOf: (stack: StackView) => Slos = onceForStack((stack) => {
  const all: Slo[] = [];
  const undetermined: Undetermined[] = [];
  for (const resource of stack.resources) {
    try {
      if (slothLevels.matches(resource.type)) {
        all.push(...fromSloth(resource));
      } else if (pyrraObjectives.matches(resource.type)) {
        all.push(fromPyrra(resource));
      } else if (prometheusRules.matches(resource.type)) {
        all.push(...fromRules(resource));
      }
    } catch (error) {
      if (!(error instanceof Undetermined)) {
        throw error;
      }
      undetermined.push(error);
    }
  }
  return { all, undetermined };
});

/** sloth makes the page and the ticket alert unless told not to. */
function fromSloth(resource: StackResource): Slo[] {
  const spec = resource.properties.at("spec");
  return spec
    .at("slos")
    .items()
    .map((slo) => ({
      resource,
      service: spec.at("service").string() ?? "",
      name: slo.at("name").string() ?? "",
      ...expressionsIn(slo.at("sli")),
      alerts: (["page", "ticket"] as const).flatMap((urgency) =>
        slo.at("alerting", `${urgency}Alert`, "disable").boolean() === true ? [] : [{ urgency }],
      ),
      path: slo.at("alerting").path,
    }));
}

/** So does Pyrra, for one objective a resource. */
function fromPyrra(resource: StackResource): Slo {
  const [metadata, spec] = [resource.properties.at("metadata"), resource.properties.at("spec")];
  const alerting = spec.at("alerting");
  const makesAlerts = alerting.at("disabled").boolean() !== true && alerting.at("burnrates").boolean() !== false;
  const name = metadata.at("name").string() ?? resource.name;
  return {
    resource,
    service: metadata.at("labels", "pyrra.dev/service").string() ?? name,
    name,
    ...expressionsIn(spec.at("indicator")),
    alerts: makesAlerts ? [{ urgency: "page" }, { urgency: "ticket" }] : [],
    path: alerting.path,
  };
}

function expressionsIn(property: Property): Pick<Slo, "expressions" | "unknownExpression"> {
  const leaves = leavesIn(property);
  return {
    expressions: leaves.flatMap((leaf) => (leaf.isUnknown ? [] : (leaf.string() ?? []))),
    unknownExpression: leaves.find((leaf) => leaf.isUnknown),
  };
}

function leavesIn(property: Property): Property[] {
  return property.isUnknown || property.string() !== undefined ? [property] : property.entries().flatMap(([, value]) => leavesIn(value));
}

interface SloRule {
  service: string;
  slo: string;
  namespace: string | undefined;
  expression: string;
  alert: BurnRateAlert["urgency"] | undefined;
}

function fromRules(resource: StackResource): Slo[] {
  const groups = resource.properties.at("spec", "groups");
  const rules = groups.items().flatMap((group) => group.at("rules").items().flatMap(sloRule));
  const bySlo = new Map<string, [SloRule, ...SloRule[]]>();
  for (const rule of rules) {
    const key = JSON.stringify([rule.service, rule.slo]);
    const members = bySlo.get(key);
    bySlo.set(key, members === undefined ? [rule] : [...members, rule]);
  }
  return [...bySlo.values()].map((members) => ({
    resource,
    service: members[0].service,
    name: members[0].slo,
    namespace: members.find((rule) => rule.namespace !== undefined)?.namespace,
    expressions: members.map((rule) => rule.expression),
    alerts: members.flatMap((rule) => (rule.alert === undefined ? [] : [{ urgency: rule.alert, windows: windowsIn(rule.expression) }])),
    path: groups.path,
  }));
}

function sloRule(rule: Property): SloRule[] {
  const labels = rule.at("labels");
  const expression = rule.at("expr").string() ?? "";
  // sloth's alerts name their objective in the expression alone.
  const service = labelIn(labels, SERVICE_LABELS) ?? matcherIn(expression, SERVICE_LABELS);
  const slo = labelIn(labels, SLO_LABELS) ?? matcherIn(expression, SLO_LABELS);
  if (service === undefined || slo === undefined) {
    return [];
  }
  const isAlert = !rule.at("alert").isAbsent;
  return [
    {
      service,
      slo,
      namespace: labelIn(labels, ["namespace"]),
      expression,
      alert: isAlert ? URGENCIES[labelIn(labels, URGENCY_LABELS) ?? ""] : undefined,
    },
  ];
}

function labelIn(labels: Property, names: readonly string[]): string | undefined {
  return names
    .map((name) => labels.at(name))
    .find((label) => !label.isAbsent)
    ?.string();
}

function matcherIn(expression: string, names: readonly string[]): string | undefined {
  for (const name of names) {
    const match = new RegExp(`[{,]\\s*${name}\\s*=\\s*"([^"]*)"`).exec(expression);
    if (match !== null) {
      return match[1];
    }
  }
  return undefined;
}

/** The ranges that an expression looks back over: `…ratio_rate5m`, `…burnrate1h`, `[30m]`, `sloth_window="6h"`; days in hours as well as in days. */
export function windowsIn(expression: string): ReadonlySet<string> {
  const windows = new Set<string>();
  for (const match of expression.matchAll(/(?:rate|ratio|window="?)_?(\d{1,4}[smhdw])\b|\[(\d{1,4}[smhdw])[\]:]/g)) {
    windows.add(normalWindow(match[1] ?? match[2] ?? ""));
  }
  return windows;
}

const SECONDS: Readonly<Record<string, number | undefined>> = { s: 1, m: 60, h: 3600, d: 86_400, w: 604_800 };

/** `24h` and `1d` are the same window: in the largest unit that gives a whole number, up to days. */
export function normalWindow(window: string): string {
  const seconds = Number(window.slice(0, -1)) * (SECONDS[window.slice(-1)] ?? 1);
  const unit = ["d", "h", "m"].find((one) => seconds % (SECONDS[one] ?? 1) === 0) ?? "s";
  return `${seconds / (SECONDS[unit] ?? 1)}${unit}`;
}
