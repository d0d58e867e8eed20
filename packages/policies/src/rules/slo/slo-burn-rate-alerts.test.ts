import { describeRule } from "../../../test-support/contract";
import { type Given, UNKNOWN, judgeStack, secret } from "../../../test-support/judge";
import { WINDOWS, pyrraObjective, rules, slothLevel, slothRules } from "../../../test-support/slo";
import { windowsIn } from "../../kubernetes/slos";
import { sloBurnRateAlerts } from "./slo-burn-rate-alerts";
import { fixtures } from "./slo-burn-rate-alerts.fixtures";

describeRule(sloBurnRateAlerts, fixtures);

const judge = (given: Given | Given[], config?: Record<string, unknown>) => judgeStack(sloBurnRateAlerts, [given].flat(), { config });
const violation = (message: string, name = "orders-slo") => ({ kind: "violation", name, message });

describe("slo-burn-rate-alerts", () => {
  it.each<[string, Given]>([
    ["rules of sloth", slothRules("orders")],
    ["a resource of sloth", slothLevel("orders")],
    ["a resource of Pyrra", pyrraObjective("orders")],
    ["windows in hours", slothRules("orders", { ...WINDOWS, ticket: ["2h", "24h", "6h", "72h"] })],
    ["rules without an SLO", rules("others", [{ alert: "Down", expr: "up == 0", labels: { severity: "critical" } }])],
    ["no rules", rules("none", [])],
  ])("passes %s", (_name, given) => {
    expect(judge(given)).toEqual([]);
  });

  it("passes alerts that are labelled with their SLO, told apart by their severity", () => {
    const labels = { sloth_service: "orders", sloth_slo: "availability" };
    const alert = (severity: string, windows: string[]) => ({
      alert: "Burn",
      expr: windows.map((one) => `errors:burnrate${one} > 1`).join(" and "),
      labels: { ...labels, severity },
    });
    expect(judge(rules("x", [alert("critical", WINDOWS.page), alert("warning", WINDOWS.ticket)]))).toEqual([]);
  });

  it("reports an SLO without alerts", () => {
    expect(judge(slothRules("orders", {}))).toEqual([
      violation(
        "SLO orders/availability has no page alert\nat spec.groups\nfix: add an alert with severity page that fires when the budget burns too fast over 5m and 1h, and one over 30m and 6h",
      ),
      violation(
        "SLO orders/availability has no ticket alert\nat spec.groups\nfix: add an alert with severity ticket that fires when the budget burns too fast over 2h and 1d, and one over 6h and 3d",
      ),
    ]);
  });

  it("reports windows that no alert looks back over", () => {
    expect(judge(slothRules("orders", { page: ["5m", "1h", "6h"], ticket: WINDOWS.ticket }))).toEqual([
      violation(
        "SLO orders/availability: no page alert looks back over 30m/6h\nat spec.groups\nfix: add an alert with severity page that fires when the budget burns too fast over 30m and 6h",
      ),
    ]);
  });

  it("reports a pair whose windows are in two alerts, which both fire on their own", () => {
    const split = slothRules("orders");
    const alert = (windows: string[]) => ({
      alert: "Burn",
      expr: windows.map((one) => `ratio_rate${one}{sloth_service="orders",sloth_slo="availability"}`).join(" and "),
      labels: { sloth_severity: "page" },
    });
    expect(
      judge({ ...split, ...rules("orders-slo", [alert(["5m", "30m", "6h"]), alert(["1h"])]) }).map(({ message }) => message.split("\n")[0]),
    ).toContain("SLO orders/availability: no page alert looks back over 5m/1h");
  });

  it.each([
    [{ name: "Burn", pageAlert: { disable: true } }, ["page"]],
    [{ name: "Burn", ticketAlert: { disable: true } }, ["ticket"]],
    [{ pageAlert: { disable: true }, ticketAlert: { disable: true } }, ["page", "ticket"]],
    [{ pageAlert: { disable: false } }, []],
  ])("reports alerts of sloth that are turned off: %j", (alerting, urgencies) => {
    expect(judge(slothLevel("orders", alerting)).map(({ message }) => message.split("\n").slice(0, 2))).toEqual(
      urgencies.map((urgency) => [`SLO orders/availability has no ${urgency} alert`, "at spec.slos[0].alerting"]),
    );
  });

  it.each([[{ disabled: true }], [{ burnrates: false }]])("reports alerts of Pyrra that are turned off: %j", (alerting) => {
    expect(judge(pyrraObjective("orders", { alerting })).map(({ message }) => message.split("\n")[0])).toEqual([
      "SLO orders/orders has no page alert",
      "SLO orders/orders has no ticket alert",
    ]);
  });

  it("is undetermined about rules that are not known yet, and still judges the others", () => {
    expect(judge([slothRules("orders", { page: WINDOWS.page }), rules("hidden", UNKNOWN)])).toEqual([
      expect.objectContaining({ kind: "violation", name: "orders-slo" }),
      { kind: "undetermined", name: "hidden", message: "string value at .spec.groups[0].rules can't be known during preview" },
    ]);
  });

  it.each<[string, unknown]>([
    ["empty", {}],
    ["of another type", { spec: { groups: "all" } }],
    ["marked secret", secret({ spec: { groups: [] } })],
  ])("passes a resource that is %s", (_name, properties) => {
    expect(judge({ type: "kubernetes:monitoring.coreos.com/v1:PrometheusRule", properties })).toEqual([]);
  });

  it("demands other windows where it is told so", () => {
    expect(judge(slothRules("orders", { page: ["5m", "1h"], ticket: ["6h", "3d"] }), { page: ["5m/1h"], ticket: ["6h/3d"] })).toEqual([]);
    expect(judge(slothRules("orders"), { page: ["10m/2h"] }).map(({ message }) => message.split("\n")[0])).toEqual([
      "SLO orders/availability: no page alert looks back over 10m/2h",
    ]);
  });

  it("is exempt where an exemption says so", () => {
    const exemption = { match: "orders-slo", reason: "alerts follow in January", owner: "shop", expires: "2027-01-31" };
    expect(judge(slothRules("orders", {}), { exemptions: [exemption] }).map(({ kind }) => kind)).toEqual(["exempt", "exempt"]);
    expect(judge(slothRules("orders", {}), { exemptions: [{ ...exemption, expires: "2026-01-31" }] }).map(({ kind }) => kind)).toEqual([
      "violation",
      "exemption-expired",
      "violation",
    ]);
  });
});

describe("the windows of an expression", () => {
  it.each([
    ["slo:sli_error:ratio_rate5m > 1 and slo:sli_error:ratio_rate1h > 1", ["5m", "1h"]],
    ['http_requests:burnrate30m{slo="x"}', ["30m"]],
    ["sum(rate(errors[6h])) / sum(rate(all[6h:1m]))", ["6h"]],
    ['x{sloth_window="1d"}', ["1d"]],
    ["x[60m] x[72h] x[1w] x[90m] x[30s]", ["1h", "3d", "7d", "90m", "30s"]],
    ["up == 0 or http_2xx5m_total", []],
  ])("%s are %j", (expression, windows) => {
    expect([...windowsIn(expression)]).toEqual(windows);
  });
});
