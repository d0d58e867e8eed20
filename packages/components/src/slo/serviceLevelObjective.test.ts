import { join } from "node:path";
import { preview, type TestStack } from "@firmament/offline/testing";
import { cluster, metrics, tags } from "../../test-support/attachments";
import { made, misnamed } from "../../test-support/children";
import { expectGolden } from "../../test-support/golden";
import { Problems } from "../platform/problems";
import { serviceLevelRules } from "./rules.plan";
import { planServiceLevels } from "./slo.plan";
import { ServiceLevelObjective, type ServiceLevelObjectiveArgs } from "./serviceLevelObjective";

const args: ServiceLevelObjectiveArgs = {
  cluster,
  metrics,
  namespace: "shop",
  targets: { availability: 99.9, latency: { p99: "500ms" } },
  runbookUrl: "https://runbooks.example.com/checkout",
  tags,
};

const objective = (change: Partial<ServiceLevelObjectiveArgs> = {}): Promise<TestStack> =>
  preview(() => new ServiceLevelObjective("checkout", { ...args, ...change }));

test("has these children", async () => {
  const stack = await objective();
  expectGolden(
    join(__dirname, "__golden__/serviceLevelObjective.txt"),
    made(stack)
      .map(({ urn }) => urn)
      .sort(),
  );
  expect(stack.unparented()).toEqual([]);
  expect(misnamed(stack)).toEqual([]);
});

test("creates one PrometheusRule with the planned rules, which Prometheus sees by its label as well", async () => {
  const { inputs } = (await objective()).resource("checkout-rules");
  const plan = planServiceLevels(new Problems(), { ...args, service: "checkout", retention: "15d" });
  expect(inputs).toMatchObject({
    apiVersion: "monitoring.coreos.com/v1",
    kind: "PrometheusRule",
    metadata: {
      name: "checkout",
      namespace: "shop",
      labels: { release: "metrics", "app.kubernetes.io/name": "checkout", team: "shop" },
      annotations: { owner: "shop@example.com" },
    },
  });
  expect(inputs["spec"]).toEqual(serviceLevelRules(plan));
});

test("the service can have another name than the component", async () => {
  const { inputs } = (await objective({ service: "checkout-web" })).resource("checkout-rules");
  expect(inputs["metadata"]).toMatchObject({ name: "checkout", labels: { "app.kubernetes.io/name": "checkout-web" } });
  expect(JSON.stringify(inputs["spec"])).toContain('job=\\"checkout-web\\"');
});

test.each([
  ["15d", false],
  ["30d", true],
])("SLO-04: with a retention of %s it records the error budget: %s", async (retention, recorded) => {
  let recordsErrorBudget: boolean | undefined;
  const stack = await preview(() => {
    ({ recordsErrorBudget } = new ServiceLevelObjective("checkout", { ...args, metrics: { ...metrics, retention } }));
  });
  expect(recordsErrorBudget).toBe(recorded);
  expect(JSON.stringify(stack.resource("checkout-rules").inputs).includes("period_error_budget_remaining")).toBe(recorded);
});

test("the objectives of two services live side by side", async () => {
  const stack = await preview(() => {
    new ServiceLevelObjective("checkout", args);
    new ServiceLevelObjective("search", args);
  });
  expect(stack.resources("kubernetes:monitoring.coreos.com/v1:PrometheusRule").map(({ inputs }) => inputs["metadata"])).toMatchObject([
    { name: "checkout" },
    { name: "search" },
  ]);
});

test("everything that is wrong is said before anything is created", async () => {
  let message = "";
  const stack = await preview(() => {
    try {
      new ServiceLevelObjective("checkout", {
        ...args,
        namespace: "Shop",
        runbookUrl: "",
        targets: { latency: { p99: "300ms" } },
        tags: { ...tags, team: "" },
      });
    } catch (error) {
      ({ message } = error as Error);
    }
  });
  expect(made(stack)).toEqual([]);
  expect(message).toBe(
    [
      'ServiceLevelObjective "checkout": 4 problems',
      '  namespace: "Shop" is no DNS label; use lower-case letters, digits and -, and start with a letter',
      '  tags.team: "" is empty; every resource needs a Team',
      '  runbookUrl: "" is no URL; every alert links the page that says what to do, such as https://runbooks.example.com/orders',
      "  targets.latency.p99: 300ms is no bucket of http_request_duration_seconds (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10 s); choose one of them, or name your own in requests.buckets",
    ].join("\n"),
  );
});
