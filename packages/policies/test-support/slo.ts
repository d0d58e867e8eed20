import type { Given } from "./judge";

export const WINDOWS = { page: ["5m", "1h", "30m", "6h"], ticket: ["2h", "1d", "6h", "3d"] };

export function deployment(
  name: string,
  { kind = "Deployment", labels = { "app.kubernetes.io/name": name }, metadata = {} }: { kind?: string; labels?: unknown; metadata?: object } = {},
): Given {
  return {
    type: `kubernetes:apps/v1:${kind}`,
    name,
    properties: { metadata: { name, namespace: "shop", ...metadata }, spec: { template: { metadata: { labels } } } },
  };
}

export function service(name: string, selector: unknown, { metadata = {}, spec = {} }: { metadata?: object; spec?: object } = {}): Given {
  return {
    type: "kubernetes:core/v1:Service",
    name: `${name}-service`,
    properties: { metadata: { name, namespace: "shop", ...metadata }, spec: { selector, ...spec } },
  };
}

/** Rules as sloth writes them: recordings that are labelled, and alerts that name their SLO in the expression. */
export function slothRules(service: string, windows: Record<string, string[]> = WINDOWS): Given {
  const sloth = { sloth_service: service, sloth_slo: "availability", sloth_id: `${service}-availability` };
  const side = (window: string) =>
    `max(slo:sli_error:ratio_rate${window}{sloth_id="${sloth.sloth_id}", sloth_service="${service}", sloth_slo="availability"} > 0.0144) without (sloth_window)`;
  const recordings = ["5m", "1h"].map((window) => ({
    record: `slo:sli_error:ratio_rate${window}`,
    expr: `sum(rate(http_requests_total{job="${service}"}[${window}]))`,
    labels: { ...sloth, sloth_window: window },
  }));
  const alerts = Object.entries(windows).map(([severity, all]) => ({
    alert: "ErrorBudgetBurn",
    expr: all.map(side).join(" and "),
    labels: { sloth_severity: severity },
  }));
  return rules(`${service}-slo`, [...recordings, ...alerts]);
}

export function rules(name: string, all: unknown): Given {
  return {
    type: "kubernetes:monitoring.coreos.com/v1:PrometheusRule",
    name,
    properties: { metadata: { name, namespace: "monitoring" }, spec: { groups: [{ name, rules: all }] } },
  };
}

export function slothLevel(service: string, alerting: unknown = { name: "Burn" }): Given {
  const slo = {
    name: "availability",
    objective: 99.9,
    sli: { events: { errorQuery: `sum(rate(errors{job="${service}"}[{{.window}}]))`, totalQuery: "sum(rate(all[{{.window}}]))" } },
    alerting,
  };
  return {
    type: "kubernetes:sloth.slok.dev/v1:PrometheusServiceLevel",
    name: `${service}-level`,
    properties: { metadata: { name: service }, spec: { service, slos: [slo] } },
  };
}

export function pyrraObjective(name: string, spec: object = {}, labels: object = {}): Given {
  const indicator = { ratio: { errors: { metric: `errors{job="${name}"}` }, total: { metric: "all" } } };
  return {
    type: "kubernetes:pyrra.dev/v1alpha1:ServiceLevelObjective",
    name: `${name}-objective`,
    properties: { metadata: { name, labels }, spec: { target: "99.9", window: "4w", indicator, ...spec } },
  };
}
