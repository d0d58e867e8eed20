import { tags } from "../../test-support/attachments";
import { Problems } from "../platform/problems";
import type { ServiceSize } from "./serviceSize.plan";
import { planWebService, type WebServiceInput, type WebServicePlan } from "./webService.plan";

const input: WebServiceInput = {
  namespace: "shop",
  image: "ghcr.io/acme/orders:1.9.2",
  retention: "15d",
  runbookUrl: "https://runbooks.example.com/orders",
  tags,
};

function plan(given: Partial<WebServiceInput> = {}, name = "orders"): WebServicePlan {
  const problems = new Problems();
  const result = planWebService(problems, name, { ...input, ...given });
  problems.throwIfAny("WebService", name);
  return result;
}

function failure(given: Partial<WebServiceInput>, name?: string): string[] {
  try {
    plan(given, name);
  } catch (error) {
    return (error as Error).message.split("\n  ").slice(1);
  }
  return [];
}

test("the defaults are those of production", () => {
  expect(plan()).toMatchObject({
    minReplicas: 2,
    maxReplicas: 20,
    scaleDownPercent: 50,
    disruptionBudget: { maxUnavailable: 1 },
    resources: { cpuRequest: "500m", memoryRequest: "512Mi", cpuLimit: undefined, memoryLimit: "512Mi" },
    port: 8080,
    metricsPort: 9090,
    healthPath: "/health",
    zones: 3,
    runAsUser: 10_001,
    drainSeconds: 30,
  });
});

test("a large service has 10 to 100 replicas, shrinks by a tenth a minute, and keeps four fifths", () => {
  expect(plan({ size: "large" })).toMatchObject({
    minReplicas: 10,
    maxReplicas: 100,
    scaleDownPercent: 10,
    disruptionBudget: { maxUnavailable: "20%" },
  });
});

test.each([
  ["an unknown size", { size: "huge" as ServiceSize }, ['size: "huge" is no size; use "small" or "large"']],
  ["a size that every object has", { size: "constructor" as ServiceSize }, ['size: "constructor" is no size; use "small" or "large"']],
  ["WL-03: one replica in production", { minReplicas: 1 }, ["minReplicas: minReplicas 1 is not highly available; use 2 or more in production"]],
  ["WL-10: a minimum above the maximum", { minReplicas: 30 }, ["minReplicas: 30 is above maxReplicas 20; raise maxReplicas, or lower minReplicas"]],
  ["a part of a replica", { maxReplicas: 2.5 }, ["maxReplicas: 2.5 is not a whole number of 1 or more"]],
  ["no requests a second", { requestsPerSecond: 0 }, ["requestsPerSecond: 0 is not a whole number of 1 or more"]],
  [
    "WL-07: an image without a tag",
    { image: "ghcr.io/acme/orders" },
    ['image: image "ghcr.io/acme/orders" is not pinned; give it a tag other than latest, or a digest'],
  ],
  [
    "WL-02: a budget without disruptions",
    { minAvailable: "80%" },
    ['minAvailable: PDB minAvailable 80% with minReplicas 2 allows 0 disruptions: nodes could never drain; use maxUnavailable "1"'],
  ],
  [
    "a CPU limit below the request",
    { resources: { cpuRequest: "1", cpuLimit: "999m" } },
    ["resources.cpuLimit: 999m is below the request 1; raise it to the request or more, or leave it off"],
  ],
  [
    "a number that Kubernetes cannot hold",
    { runAsUser: 2_147_483_648 },
    ["runAsUser: 2147483648 is above 2147483647, the most that Kubernetes takes; lower it"],
  ],
  [
    "a node's label that cannot be",
    { nodeSelector: { "workload type": "batch", "workload-type": "batch jobs" } },
    [
      'nodeSelector.workload type: "workload type" is not a key; use up to 63 letters, digits and - _ . with an optional DNS prefix and a slash',
      'nodeSelector.workload-type: "batch jobs" is not a value; use up to 63 letters, digits and - _ .',
    ],
  ],
  ["root", { runAsUser: 0 }, ["runAsUser: 0 is not a whole number of 1 or more"]],
  ["a port of root", { port: 80 }, ["port: 80 is below 1024, which only root may listen on; use a port such as 8080"]],
  [
    "the same port twice",
    { metricsPort: 8080 },
    ["metricsPort: 8080 is the port of the service itself; metrics need one of their own, such as 9090"],
  ],
  ["CPU in no unit", { resources: { cpuRequest: "half" } }, ['resources.cpuRequest: "half" is no amount of CPU; write it as 500m or 2']],
  [
    "memory below its request",
    { resources: { memoryLimit: "256Mi" } },
    ["resources.memoryLimit: 256Mi is below the request 512Mi; raise it to the request or more"],
  ],
  [
    "a path that ends in a slash",
    { healthPath: "/health/" },
    ['healthPath: "/health/" is no path; write it as /health, and serve /health/startup, /health/live and /health/ready'],
  ],
  [
    "WL-12: a namespace in capitals",
    { namespace: "Shop" },
    ['namespace: "Shop" is no DNS label; use lower-case letters, digits and -, and start with a letter'],
  ],
  [
    "an objective that cannot be watched",
    { slo: { availability: 90 } },
    ["slo.availability: objective 90% can never trigger the 14.4x alert, whose threshold is an error ratio above 1; use more than 93.06%"],
  ],
  [
    "SLO-04: a budget longer than the retention",
    { slo: { availability: 99.9, recordErrorBudget: true } },
    [
      "slo.recordErrorBudget: SLO period 30d exceeds Prometheus retention 15d; raise the retention, shorten the period, or leave recordErrorBudget off",
    ],
  ],
])("%s is refused", (_, given, messages) => {
  expect(failure(given)).toEqual(messages);
});

test("what is just within the limits is taken: equal CPU, the last user, a label of Kubernetes itself", () => {
  expect(
    failure({
      resources: { cpuRequest: "1", cpuLimit: "1000m" },
      runAsUser: 2_147_483_647,
      nodeSelector: { "kubernetes.io/arch": "arm64", "example.com/fast": "" },
    }),
  ).toEqual([]);
});

test("a name has 63 characters at the most, and with objectives 59, since theirs ends in -slo", () => {
  const slo = { availability: 99.9 };
  expect(failure({}, "o".repeat(63))).toEqual([]);
  expect(failure({ slo }, "o".repeat(59))).toEqual([]);
  expect(failure({ slo }, "o".repeat(60))).toEqual([`name: "${"o".repeat(60)}" has 60 characters, 59 are allowed; shorten it`]);
});

test("WL-03: outside production one replica is enough", () => {
  expect(plan({ minReplicas: 1, tags: { ...tags, environment: "dev" } }).minReplicas).toBe(1);
});

test("the figures of the golden workload's source can be asked for", () => {
  expect(plan({ runAsUser: 1000, resources: { cpuLimit: "2", memoryLimit: "2Gi" } })).toMatchObject({
    runAsUser: 1000,
    resources: { cpuRequest: "500m", memoryRequest: "512Mi", cpuLimit: "2", memoryLimit: "2Gi" },
  });
});

test("everything that is wrong is said at once, with the count", () => {
  expect(() => plan({ namespace: "", runbookUrl: "", maxReplicas: 0 }, "Orders")).toThrow(
    [
      'WebService "Orders": 5 problems',
      '  name: "Orders" is no DNS label; use lower-case letters, digits and -, and start with a letter',
      '  namespace: "" is no DNS label; use lower-case letters, digits and -, and start with a letter',
      '  runbookUrl: "" is no URL; every alert links the page that says what to do, such as https://runbooks.example.com/orders',
      "  maxReplicas: 0 is not a whole number of 1 or more",
      "  minReplicas: 2 is above maxReplicas 0; raise maxReplicas, or lower minReplicas",
    ].join("\n"),
  );
});

describe("what a pod waits for", () => {
  test("is a host and a port", () => {
    expect(plan({ waitFor: ["db.example.com:5432"] }).waitFor).toEqual([{ host: "db.example.com", port: 5432 }]);
    expect(failure({ waitFor: ["db.example.com"] })).toEqual([
      'waitFor[0]: "db.example.com" is not of the form host:port, such as payments.payments.svc:80',
    ]);
  });

  test.each([0, 65_536])("cannot have the port %d", (port) => {
    expect(failure({ waitFor: [`db.example.com:${port}`] })).toEqual([`waitFor[0]: ${port} is no port; use 1 to 65535`]);
  });

  test.each(["payments:80", "payments.shop.svc:80", "payments.shop.svc.cluster.local:80"])("%s must be allowed by the network policy", (target) => {
    expect(failure({ waitFor: [target] })).toEqual([
      `waitFor[0]: ${target} is not in allowTo, so the network policy would keep the pods waiting for ever; add { service: "payments", namespace: "shop" } there`,
    ]);
    expect(failure({ waitFor: [target], allowTo: [{ service: "payments" }] })).toEqual([]);
    expect(failure({ waitFor: [target], allowTo: [{ service: "payments", namespace: "other" }] })).toHaveLength(1);
  });
});
