import { slothLevel } from "../test-support/slo";
import { checkResources } from "./index";

const CONFIG_MAP = "kubernetes:core/v1:ConfigMap";
const resource = (name: string, properties: Record<string, unknown> = {}, type = CONFIG_MAP) => ({
  urn: `urn:pulumi:manifests::manifests::${type}::${name}`,
  type,
  name,
  properties: { metadata: { name }, ...properties },
});
const slo = (service: string) => {
  const { type, properties } = slothLevel(service);
  return resource(service, properties as Record<string, unknown>, type);
};
const orders = [
  resource(
    "orders",
    { metadata: { name: "orders" }, spec: { template: { metadata: { labels: { app: "orders" } } } } },
    "kubernetes:apps/v1:Deployment",
  ),
  resource("orders", { spec: { selector: { app: "orders" } } }, "kubernetes:core/v1:Service"),
];
const options = { subject: "manifests", today: "2026-11-22" };
const check = (configuration?: unknown, resources = orders) => checkResources(["slo"], resources, { ...options, configuration });
const summaryOf = (...given: Parameters<typeof check>) =>
  check(...given).packs.flatMap(({ findings }) => findings.map(({ rule, kind, level, name, what }) => `${rule} ${kind} ${level} ${name}: ${what}`));

describe("resources that no engine shows", () => {
  it("are judged as a finished stack", () => {
    expect(summaryOf()).toEqual([
      "slo-service-has-slo violation mandatory orders: no SLO for orders, which Service orders exposes",
      "slo-workload-scraped violation advisory orders: nothing scrapes orders, which Service orders exposes",
    ]);
    expect(summaryOf({ "slo-workload-scraped": "disabled" }, [...orders, slo("orders")])).toEqual([]);
  });

  it("are counted for each rule that is about them, and the pack is named with its version", () => {
    const { subject, packs } = check();
    expect([subject, packs.map(({ name }) => name)]).toEqual(["manifests", ["firmament-slo"]]);
    expect(packs[0]?.version).toMatch(/^\d+\.\d+\.\d+$/);
    expect(packs[0]?.rules.find(({ id }) => id === "slo-service-has-slo")?.judged).toBe(1);
    expect(packs[0]?.rules.find(({ id }) => id === "slo-burn-rate-alerts")?.judged).toBe(0);
  });

  it("are named by their types where no enabled rule of a pack was made for them", () => {
    const lease = resource("leader", {}, "kubernetes:coordination.k8s.io/v1:Lease");
    const given = [...orders, lease, { ...lease, urn: `${lease.urn}-2` }];
    const unjudged = (pack: "slo" | "secrets", configuration?: unknown) =>
      checkResources([pack], given, { ...options, configuration }).packs[0]?.unjudged;
    const leases = { type: "kubernetes:coordination.k8s.io/v1:Lease", resources: 2 };
    expect(unjudged("slo")).toEqual([leases, { type: "kubernetes:core/v1:Service", resources: 1 }]);
    // Rules about every resource were made for none.
    expect(unjudged("secrets")).toContainEqual(leases);
    expect(unjudged("slo", { all: "disabled" })).toEqual([
      { type: "kubernetes:apps/v1:Deployment", resources: 1 },
      leases,
      { type: "kubernetes:core/v1:Service", resources: 1 },
    ]);
  });

  it("are reported with the controls that each rule refers to", () => {
    const controlsOf = (rule: string) => check().packs[0]?.rules.find(({ id }) => id === rule)?.compliance;
    expect(controlsOf("slo-service-has-slo")).toEqual([
      {
        framework: "AWS Well-Architected Framework",
        id: "OPS04-BP01",
        title: "Identify key performance indicators",
        url: "https://docs.aws.amazon.com/wellarchitected/latest/framework/ops_observability_identify_kpis.html",
      },
    ]);
    expect(controlsOf("exemptions")).toBeUndefined();
  });

  it.each([
    [{ "slo-service-has-slo": "advisory" }, ["violation advisory"]],
    [{ all: "advisory" }, ["violation advisory"]],
    [{ all: "advisory", "slo-service-has-slo": { enforcementLevel: "mandatory" } }, ["violation mandatory"]],
    [{ "slo-service-has-slo": "remediate" }, ["violation mandatory"]],
    [{ "slo-service-has-slo": "disabled" }, []],
    [{ "slo-service-has-slo": { tiers: ["1"] } }, []],
    [{ "slo-service-has-slo": { tier: 1 } }, ["configuration mandatory", "violation mandatory"]],
    [null, ["violation mandatory"]],
  ])("are judged by a configuration: %j", (configuration, expected) => {
    const findings = check(configuration).packs.flatMap((pack) => pack.findings.filter(({ rule }) => rule === "slo-service-has-slo"));
    expect(findings.map(({ kind, level }) => `${kind} ${level}`)).toEqual(expected);
  });

  it("may be exempt, and an exemption that nobody needs is reported unless that is turned off", () => {
    const exemption = { match: "orders", reason: "is deleted in March anyway", owner: "shop", expires: "2027-03-31" };
    const exemptions = [exemption, { ...exemption, match: "payments" }];
    const given = { "slo-service-has-slo": { exemptions } };
    expect(summaryOf(given).map((line) => line.split(":")[0])).toEqual([
      "slo-service-has-slo exempt advisory orders",
      "slo-workload-scraped violation advisory orders",
      "exemptions exemption advisory manifests",
    ]);
    expect(summaryOf({ ...given, exemptions: "disabled" })).toHaveLength(2);
    expect(summaryOf({ ...given, exemptions: "mandatory" })[2]).toMatch(/^exemptions exemption mandatory /);
  });

  it.each([
    ["slo", "it is not an object of rules"],
    [[], "it is not an object of rules"],
    [{ "slo-service": "advisory" }, "slo-service: there is no such rule in the packs that run"],
    [
      { all: "warn", "slo-service-has-slo": 1 },
      'all: "warn" is no level; it must be advisory, mandatory, remediate or disabled\nslo-service-has-slo: 1 is no level; it must be advisory, mandatory, remediate or disabled',
    ],
  ])("are not judged by a configuration that is none: %j", (configuration, message) => {
    expect(() => check(configuration)).toThrow(new Error(message));
  });

  it("are not judged by a pack that is not there", () => {
    expect(() => checkResources(["slos"], [], options)).toThrow('there is no policy pack "slos"');
  });
});
