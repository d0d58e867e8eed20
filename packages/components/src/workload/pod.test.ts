import type { TestStack } from "@firmament/offline/testing";
import { deployment, inputs, type Labelled, orders, type Pod, pod } from "./webService.fixtures";

const everyContainer = (spec: Pod) => [...(spec.initContainers ?? []), ...spec.containers];

let stack: TestStack;
beforeAll(async () => {
  stack = await orders({});
});

test("cost is known by pod, and a new runbook restarts none", () => {
  const { metadata } = deployment(stack).spec.template;
  expect(metadata).toEqual({ labels: deployment(stack).metadata.labels });
});

describe("WL-05: the pod passes the Pod Security Standard restricted", () => {
  let spec: Pod;
  beforeAll(async () => {
    spec = pod(await orders({ waitFor: ["db.example.com:5432"], allowToAddresses: [{ cidrBlock: "10.0.0.0/8", port: 5432 }] }));
  });

  test("it shares nothing with its node", () => {
    for (const field of ["hostNetwork", "hostPID", "hostIPC", "hostUsers"]) {
      expect(spec).not.toHaveProperty(field);
    }
    expect(JSON.stringify(spec)).not.toContain("hostPort");
    expect(spec.volumes.map((volume) => Object.keys(volume).filter((key) => key !== "name"))).toEqual([["emptyDir"], ["emptyDir"]]);
  });

  test("it is nobody special, and its system calls are the default ones", () => {
    expect(spec.securityContext).toEqual({
      runAsNonRoot: true,
      runAsUser: 10_001,
      runAsGroup: 10_001,
      fsGroup: 10_001,
      seccompProfile: { type: "RuntimeDefault" },
    });
  });

  test("no container gains rights, and none writes its own file system", () => {
    const containers = everyContainer(spec);
    expect(containers.map(({ name }) => name)).toEqual(["0-wait", "orders"]);
    for (const { securityContext } of containers) {
      expect(securityContext).toEqual({ allowPrivilegeEscalation: false, readOnlyRootFilesystem: true, capabilities: { drop: ["ALL"] } });
    }
  });

  test("its namespace admits nothing else", () => {
    expect(inputs<Labelled>(stack, "orders-namespace").metadata.labels).toMatchObject({ "pod-security.kubernetes.io/enforce": "restricted" });
  });

  test("it has no token", () => {
    expect(pod(stack)["automountServiceAccountToken"]).toBe(false);
    expect(stack.resource("orders-account").inputs["automountServiceAccountToken"]).toBe(false);
    expect(pod(stack)["serviceAccountName"]).toBe("orders");
  });
});

test("WL-06: every container asks for CPU and memory, and is held to its memory", async () => {
  const containers = everyContainer(pod(await orders({ waitFor: ["db.example.com:5432"] })));
  for (const { resources } of containers) {
    expect(Object.keys(resources.requests)).toEqual(["cpu", "memory"]);
    expect(resources.limits).toEqual({ memory: resources.requests["memory"] });
  }
});

test.each([
  [undefined, 60],
  [0, 30],
  [120, 150],
])("WL-08: with %s seconds to drain a pod has %d seconds to end, 10 more than it needs", async (drainSeconds, grace) => {
  const spec = pod(await orders({ drainSeconds }));
  expect(spec.terminationGracePeriodSeconds).toBe(grace);
  expect(grace).toBeGreaterThanOrEqual((spec.containers[0]?.lifecycle?.preStop.sleep.seconds ?? 0) + (drainSeconds ?? 30) + 10);
});

test("the rollout adds before it takes away, and probes are those that the service answers", async () => {
  const changed = await orders({ healthPath: "/status" });
  expect(deployment(changed).spec["strategy"]).toEqual({ type: "RollingUpdate", rollingUpdate: { maxSurge: "25%", maxUnavailable: 0 } });
  expect(pod(changed).containers[0]).toMatchObject({
    startupProbe: { httpGet: { path: "/status/startup", port: "http" }, periodSeconds: 10, failureThreshold: 30 },
    livenessProbe: { httpGet: { path: "/status/live", port: "http" }, periodSeconds: 10, timeoutSeconds: 5, failureThreshold: 3 },
    readinessProbe: { httpGet: { path: "/status/ready", port: "http" }, periodSeconds: 5, timeoutSeconds: 3, failureThreshold: 3 },
  });
});

test.each([
  [undefined, 2],
  [3, 2],
  [4, 3],
  [2, undefined],
  [1, undefined],
])("in %s zones pods are spread over at least %s, so that the loss of one zone leaves places", async (zones, minDomains) => {
  const [zone, host] = pod(await orders({ zones })).topologySpreadConstraints;
  expect(zone).toMatchObject({
    topologyKey: "topology.kubernetes.io/zone",
    maxSkew: 1,
    whenUnsatisfiable: "DoNotSchedule",
    nodeTaintsPolicy: "Honor",
    matchLabelKeys: ["pod-template-hash"],
  });
  expect(zone?.minDomains).toBe(minDomains);
  expect(host).toMatchObject({ topologyKey: "kubernetes.io/hostname", whenUnsatisfiable: "ScheduleAnyway" });
});

test("what a pod waits for is an argument of the script and not part of it", async () => {
  const [wait] = pod(await orders({ waitFor: ["db.example.com:5432"] })).initContainers ?? [];
  expect(wait?.command?.slice(-2)).toEqual(["db.example.com", "5432"]);
  expect(wait?.command?.[2]).not.toContain("db.example.com");
});
