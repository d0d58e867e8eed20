import { texts } from "../../kernel/options";
import { type StackCheck, stackRule } from "../../kernel/rule";
import { anyOf, kubernetesKinds } from "../../kernel/types";
import { type BurnRateAlert, type Slo, normalWindow, slosOf } from "../../kubernetes/slos";

/** Short and long window of one alert condition, as in the Site Reliability Workbook's multiwindow, multi-burn-rate alerts. */
const config = {
  page: texts("Pairs of a short and a long window that an SLO's page alert must have.", ["5m/1h", "30m/6h"]),
  ticket: texts("Pairs of a short and a long window that an SLO's ticket alert must have.", ["2h/1d", "6h/3d"]),
};

/**
 * Every SLO has a page alert and a ticket alert on the rate at which its error budget burns, each over a long window, so that a short spike does not
 * fire it, and a short one, so that it ends soon after the cause. Alerts that sloth or Pyrra generate have them, unless they are turned off; in a
 * `PrometheusRule` the windows are read from the expressions (`…ratio_rate5m`, `[1h]`). An alert is a page by `sloth_severity: page` or
 * `severity: critical`, a ticket by `sloth_severity: ticket` or `severity: warning`.
 *
 * The four default pairs are those of sloth and of the Workbook's example; its table leaves the 2h/1d pair out.
 */
export const sloBurnRateAlerts = stackRule({
  id: "slo-burn-rate-alerts",
  title: "SLOs have burn-rate alerts",
  severity: "high",
  must: "have a page and a ticket alert on the burn rate of the error budget, each over a short and a long window",
  because: "an objective that nobody is told about is missed in silence",
  fix: "add the missing alert or window to the rules of the SLO",
  compliance: { wellArchitected: ["OPS08-BP04"] },
  appliesTo: anyOf(
    "SLOs",
    kubernetesKinds("monitoring.coreos.com", "PrometheusRule"),
    kubernetesKinds("sloth.slok.dev", "PrometheusServiceLevel"),
    kubernetesKinds("pyrra.dev", "ServiceLevelObjective"),
  ),
  config,
  check: (context) => {
    const slos = slosOf(context.stack);
    for (const slo of slos.all) {
      judge(slo, context);
    }
    for (const undetermined of slos.undetermined) {
      context.attempt(() => {
        throw undetermined;
      });
    }
  },
});

function judge(slo: Slo, { config: options, report }: StackCheck<typeof config>): void {
  const title = `SLO ${slo.service}/${slo.name}`;
  for (const urgency of ["page", "ticket"] as const) {
    const alerts = slo.alerts.filter((alert) => alert.urgency === urgency);
    const missing = options[urgency].filter((pair) => !alerts.some((alert) => looksBackOver(alert, pair)));
    if (alerts.length === 0) {
      report(slo.resource, `${title} has no ${urgency} alert`, { path: slo.path, fix: fixFor(urgency, options[urgency]) });
    } else if (missing.length > 0) {
      report(slo.resource, `${title}: no ${urgency} alert looks back over ${missing.join(" and ")}`, {
        path: slo.path,
        fix: fixFor(urgency, missing),
      });
    }
  }
}

function looksBackOver({ windows }: BurnRateAlert, pair: string): boolean {
  return windows === undefined || pair.split("/").every((window) => windows.has(normalWindow(window.trim())));
}

function fixFor(urgency: string, pairs: readonly string[]): string {
  return `add an alert with severity ${urgency} that fires when the budget burns too fast over ${pairs.map((pair) => `${pair.replace("/", " and ")}`).join(", and one over ")}`;
}
