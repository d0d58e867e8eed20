import { type RuleFixtures, manifests } from "../../../test-support/fixtures";
import type { Given } from "../../../test-support/judge";

const PAGE = ["5m", "1h", "30m", "6h"];
const TICKET = ["2h", "1d", "6h", "3d"];

const rules = (windows: Record<string, string[]>): Given[] =>
  manifests(`
apiVersion: monitoring.coreos.com/v1
kind: PrometheusRule
metadata: { name: orders }
spec:
  groups:
    - name: orders
      rules:
        - { record: "slo:sli_error:ratio_rate5m", expr: "vector(0)", labels: { sloth_service: orders, sloth_slo: availability } }
${Object.entries(windows)
  .map(
    ([severity, all]) =>
      `        - { alert: Burn, expr: '${all.map((window) => `ratio_rate${window}{sloth_service="orders", sloth_slo="availability"} > 0.01`).join(" and ")}', labels: { sloth_severity: ${severity} } }`,
  )
  .join("\n")}
`);

const level = (alerting: string): Given[] =>
  manifests(`
apiVersion: sloth.slok.dev/v1
kind: PrometheusServiceLevel
metadata: { name: orders }
spec:
  service: orders
  slos: [{ name: availability, objective: 99.9, sli: { events: { errorQuery: errors, totalQuery: all } }, alerting: { ${alerting} } }]
`);

const objective = (alerting: string): Given[] =>
  manifests(`
apiVersion: pyrra.dev/v1alpha1
kind: ServiceLevelObjective
metadata: { name: orders }
spec: { target: "99.9", window: 4w, alerting: { ${alerting} } }
`);

const add = (urgency: string, windows: string): string =>
  `fix: add an alert with severity ${urgency} that fires when the budget burns too fast over ${windows}`;

export const fixtures: RuleFixtures = {
  fails: [
    {
      title: "an SLO whose page alert is turned off",
      resources: level("pageAlert: { disable: true }"),
      findings: [`orders: SLO orders/availability has no page alert\nat spec.slos[0].alerting\n${add("page", "5m and 1h, and one over 30m and 6h")}`],
    },
    {
      title: "rules without a single alert",
      resources: rules({}),
      findings: [
        `orders: SLO orders/availability has no page alert\nat spec.groups\n${add("page", "5m and 1h, and one over 30m and 6h")}`,
        `orders: SLO orders/availability has no ticket alert\nat spec.groups\n${add("ticket", "2h and 1d, and one over 6h and 3d")}`,
      ],
    },
    {
      title: "an alert over long windows alone",
      resources: rules({ page: ["1h", "6h"], ticket: TICKET }),
      findings: [
        `orders: SLO orders/availability: no page alert looks back over 5m/1h and 30m/6h\nat spec.groups\n${add("page", "5m and 1h, and one over 30m and 6h")}`,
      ],
    },
    {
      title: "an objective of Pyrra's without burn-rate alerts",
      resources: objective("burnrates: false"),
      findings: [
        `orders: SLO orders/orders has no page alert\nat spec.alerting\n${add("page", "5m and 1h, and one over 30m and 6h")}`,
        `orders: SLO orders/orders has no ticket alert\nat spec.alerting\n${add("ticket", "2h and 1d, and one over 6h and 3d")}`,
      ],
    },
    {
      title: "a pair of windows that is asked for",
      resources: rules({ page: PAGE, ticket: TICKET }),
      config: { page: ["10m/2h"] },
      findings: [`orders: SLO orders/availability: no page alert looks back over 10m/2h\nat spec.groups\n${add("page", "10m and 2h")}`],
    },
    {
      title: "a pair for tickets that is asked for",
      resources: rules({ page: PAGE, ticket: TICKET }),
      config: { ticket: ["3h/2d"] },
      findings: [`orders: SLO orders/availability: no ticket alert looks back over 3h/2d\nat spec.groups\n${add("ticket", "3h and 2d")}`],
    },
  ],
  passes: [
    { title: "rules with a page and a ticket alert over both pairs of windows", resources: rules({ page: PAGE, ticket: TICKET }) },
    { title: "a PrometheusServiceLevel, whose alerts sloth makes", resources: level("name: Burn") },
    { title: "an objective of Pyrra's", resources: objective("name: Burn") },
    { title: "days that are written in hours", resources: rules({ page: PAGE, ticket: ["2h", "24h", "6h", "72h"] }) },
    {
      title: "rules that belong to no SLO",
      resources: manifests(`
apiVersion: monitoring.coreos.com/v1
kind: PrometheusRule
metadata: { name: up }
spec: { groups: [{ name: up, rules: [{ alert: Down, expr: "up == 0" }] }] }
`),
    },
  ],
};
