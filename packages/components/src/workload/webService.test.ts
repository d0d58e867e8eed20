import { join } from "node:path";
import * as pulumi from "@pulumi/pulumi";
import { Key } from "@pulumi/aws/kms/key";
import { Provider } from "@pulumi/kubernetes/provider";
import { isUnknown, preview, secretValue, value, type TestOptions, type TestStack } from "@firmament/offline/testing";
import { cluster, metrics, tags } from "../../test-support/attachments";
import { made, misnamed, onDefaultProvider } from "../../test-support/children";
import { expectGolden } from "../../test-support/golden";
import { PrometheusStack } from "../observability/prometheusStack";
import { WebService, type WebServiceArgs } from "./webService";

const args: WebServiceArgs = {
  cluster,
  metrics,
  namespace: "shop",
  image: "ghcr.io/acme/orders:1.9.2",
  slo: { availability: 99.9, latency: { p99: "500ms" } },
  runbookUrl: "https://runbooks.example.com/orders",
  tags,
};

function orders(change: Partial<WebServiceArgs>, options?: TestOptions): Promise<TestStack> {
  return preview(() => new WebService("orders", { ...args, ...change }), options);
}

let stack: TestStack;
beforeAll(async () => {
  stack = await orders({});
});

// The shapes that the assertions below look at.
interface Labelled {
  metadata: { name: string; namespace: string; labels: Record<string, string>; annotations: Record<string, string> };
}
interface Container {
  name: string;
  image: string;
  command?: string[];
  resources: { requests: Record<string, string>; limits: Record<string, string> };
  securityContext: Record<string, unknown>;
  lifecycle?: { preStop: { sleep: { seconds: number } } };
}
interface Pod {
  containers: Container[];
  initContainers?: Container[];
  securityContext: Record<string, unknown>;
  volumes: Record<string, unknown>[];
  terminationGracePeriodSeconds: number;
  topologySpreadConstraints: { topologyKey: string; minDomains?: number; labelSelector: unknown }[];
  affinity: { podAntiAffinity: { preferredDuringSchedulingIgnoredDuringExecution: { podAffinityTerm: { labelSelector: unknown } }[] } };
  [field: string]: unknown;
}
interface Workload extends Labelled {
  spec: { selector: { matchLabels: Record<string, string> }; template: Labelled & { spec: Pod } } & Record<string, unknown>;
}

const inputs = <T>(stack: TestStack, name: string) => stack.resource(name).inputs as unknown as T;
const deployment = (stack: TestStack) => inputs<Workload>(stack, "orders-deployment");
const pod = (stack: TestStack) => deployment(stack).spec.template.spec;
const everyContainer = (spec: Pod) => [...(spec.initContainers ?? []), ...spec.containers];

describe("a web service", () => {
  test("has these children", () => {
    expectGolden(
      join(__dirname, "__golden__/webService.txt"),
      made(stack)
        .map(({ urn }) => urn)
        .sort(),
    );
    expect(stack.unparented()).toEqual([]);
    expect(misnamed(stack)).toEqual([]);
  });

  test("shows every child through nodes", async () => {
    let nodes: object = {};
    const stack = await preview(() => {
      ({ nodes } = new WebService("orders", args));
    });
    const direct = made(stack).filter(({ parent, kind }) => parent.endsWith("WebService::orders") && kind !== "provider");
    expect(Object.values(nodes)).toHaveLength(direct.length);
  });

  test("is in its namespace, with the same name, labels and owner on everything", () => {
    const objects = made(stack).filter(({ type, name }) => type.startsWith("kubernetes:") && name !== "orders-namespace");
    expect(objects).toHaveLength(8);
    for (const object of objects) {
      const { metadata } = object.inputs as unknown as Labelled;
      expect(metadata).toMatchObject({
        name: object.name === "orders-slo-rules" ? "orders-slo" : "orders",
        namespace: "shop",
        labels: { "app.kubernetes.io/name": "orders", "cost-center": "cc-1042", environment: "production", service: "orders", team: "shop" },
        annotations: { owner: "shop@example.com" },
      });
    }
  });

  test("says where it is", async () => {
    let outputs: [string, string] | undefined;
    await preview(async () => {
      const service = new WebService("orders", args);
      outputs = [await value(service.namespace), await value(service.url)];
    });
    expect(outputs).toEqual(["shop", "http://orders.shop.svc"]);
  });

  test("previews with every output unknown", async () => {
    const stack = await orders({}, { outputs: "unknown" });
    expect(pod(stack).containers[0]?.image).toBe("ghcr.io/acme/orders:1.9.2");
  });
});

test("WL-01: the autoscaler has the replicas, and the Deployment has none", () => {
  expect(Object.keys(deployment(stack).spec)).not.toContain("replicas");
  expect(stack.resource("orders-autoscaler").inputs["spec"]).toMatchObject({
    minReplicas: 2,
    maxReplicas: 20,
    scaleTargetRef: { apiVersion: "apps/v1", kind: "Deployment", name: deployment(stack).metadata.name },
  });
});

test("cost is known by pod, and a new runbook restarts none", () => {
  const { metadata } = deployment(stack).spec.template;
  expect(metadata).toEqual({ labels: deployment(stack).metadata.labels });
});

test("WL-02: one pod may be disrupted, and a pod that is not ready does not keep its node", () => {
  expect(stack.resource("orders-disruption-budget").inputs["spec"]).toEqual({
    maxUnavailable: 1,
    unhealthyPodEvictionPolicy: "AlwaysAllow",
    selector: { matchLabels: { "app.kubernetes.io/name": "orders" } },
  });
});

test("WL-04: whatever selects the pods selects them by labels that they have", () => {
  const { selector, template } = deployment(stack).spec;
  const service = inputs<{ spec: { selector: object } }>(stack, "orders-service").spec.selector;
  const budget = inputs<Workload>(stack, "orders-disruption-budget").spec.selector.matchLabels;
  const policy = inputs<{ spec: { podSelector: { matchLabels: object } } }>(stack, "orders-network-policy").spec.podSelector.matchLabels;
  const spread = template.spec.topologySpreadConstraints.map(({ labelSelector }) => labelSelector);
  const affinity = template.spec.affinity.podAntiAffinity.preferredDuringSchedulingIgnoredDuringExecution.map(
    ({ podAffinityTerm }) => podAffinityTerm.labelSelector,
  );
  expect(template.metadata.labels).toMatchObject(selector.matchLabels);
  expect([service, budget, policy]).toEqual([selector.matchLabels, selector.matchLabels, selector.matchLabels]);
  expect([...spread, ...affinity]).toEqual([selector, selector, selector]);
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

test("WL-09: the monitor finds the Service by its labels, and the port by its name", () => {
  const service = inputs<Labelled & { spec: { ports: { name: string }[] } }>(stack, "orders-service");
  const monitor = inputs<Workload & { spec: { endpoints: { port: string }[] } }>(stack, "orders-service-monitor");
  expect(service.metadata.labels).toMatchObject(monitor.spec.selector.matchLabels);
  expect(service.metadata.namespace).toBe(monitor.metadata.namespace);
  expect(monitor.spec.endpoints).toEqual([{ port: "metrics", path: "/metrics", interval: "15s" }]);
  expect(service.spec.ports.map(({ name }) => name)).toEqual(["http", "metrics"]);
  expect(monitor.metadata.labels["release"]).toBe("metrics");
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

test("pods start after their account, policy and Service, for which Pulumi does not wait", () => {
  const { dependencies } = stack.resource("orders-deployment");
  expect(dependencies).toEqual(
    expect.arrayContaining(["orders-account", "orders-network-policy", "orders-service"].map((name) => stack.resource(name).urn)),
  );
  expect(inputs<Labelled>(stack, "orders-service").metadata.annotations["pulumi.com/skipAwait"]).toBe("true");
});

test("the monitor and the rules come after the release whose definitions they are", async () => {
  const stack = await preview(() => {
    const prometheus = new PrometheusStack("metrics", { cluster, tags });
    new WebService("orders", { ...args, metrics: prometheus });
  });
  const release = stack.resource("metrics-release").urn;
  for (const name of ["orders-service-monitor", "orders-slo-rules"]) {
    expect(stack.resource(name).dependencies).toContain(release);
  }
  expect(JSON.stringify(stack.resource("orders-network-policy").inputs["spec"])).toContain('"kubernetes.io/metadata.name":"monitoring"');
});

test("alerts come after the pods and go before them, so that neither pages", () => {
  expect(stack.resource("orders-slo-rules").dependencies).toContain(stack.resource("orders-deployment").urn);
});

test("without objectives there are no rules", async () => {
  const stack = await orders({ slo: undefined });
  expect(stack.resources().filter(({ type }) => type.includes("PrometheusRule") || type.includes("ServiceLevelObjective"))).toEqual([]);
});

test("two services live in one namespace, which one of them creates", async () => {
  const stack = await preview(() => {
    const first = new WebService("orders", args);
    new WebService("checkout", { ...args, createNamespace: false }, { dependsOn: first });
  });
  expect(stack.resources("kubernetes:core/v1:Namespace").map(({ name }) => name)).toEqual(["orders-namespace"]);
  expect(stack.resource("checkout-deployment").dependencies).toContain(stack.resource("orders-namespace").urn);
});

test("no child is on a provider that nobody chose", async () => {
  const stack = await preview(() => {
    const provider = new Provider("eu", { kubeconfig: "{}" });
    new WebService("orders", args, { provider });
  });
  expect(onDefaultProvider(stack)).toEqual([]);
  expect(stack.resources("pulumi:providers:kubernetes").map(({ name }) => name)).toEqual(["eu"]);
});

test("what the component records as its arguments is plain, and a secret in it stays one", async () => {
  const stack = await orders({ env: { TOKEN: pulumi.secret("s3cret") } });
  const recorded = stack.resource("orders", WebService.type).inputs as { cluster: object; metrics: object; env: { TOKEN: never } };
  expect(recorded.cluster).toEqual({ clusterName: "core" });
  expect(recorded.metrics).toEqual(metrics);
  expect(secretValue(recorded.env.TOKEN)).toBe("s3cret");
  expect(JSON.stringify(recorded.env)).not.toBe('{"TOKEN":"s3cret"}');
});

describe("the image", () => {
  test("may come from another resource", async () => {
    const stack = await orders({ image: pulumi.output("registry.example.com/orders:2.0.0") });
    expect(pod(stack).containers[0]?.image).toBe("registry.example.com/orders:2.0.0");
  });

  test("must be given", async () => {
    await expect(orders({ image: undefined })).rejects.toThrow(
      'image: image "" is no image reference; write it as registry.example.com/team/service:1.2.3',
    );
  });

  test("may be unknown in a preview", async () => {
    const stack = await preview(
      () => {
        const key = new Key("key");
        new WebService("orders", { ...args, image: pulumi.interpolate`registry.example.com/${key.keyId}:1` });
      },
      { outputs: "unknown", config: { "aws:region": "eu-west-1" } },
    );
    expect(isUnknown(pod(stack).containers[0]?.image)).toBe(true);
  });
});

test("what is wrong is said before anything is created", async () => {
  let error: unknown;
  const stack = await preview(() => {
    try {
      new WebService("orders", { ...args, image: "orders:latest", minReplicas: 1, slo: { availability: 90 } });
    } catch (caught) {
      error = caught;
    }
  });
  expect(made(stack)).toEqual([]);
  expect(error).toBeInstanceOf(pulumi.InputPropertiesError);
  expect((error as pulumi.InputPropertiesError).errors).toEqual([
    { propertyPath: "image", reason: 'image "orders:latest" is not pinned; give it a tag other than latest, or a digest' },
    {
      propertyPath: "slo.availability",
      reason: "objective 90% can never trigger the 14.4x alert, whose threshold is an error ratio above 1; use more than 93.06%",
    },
    { propertyPath: "minReplicas", reason: "minReplicas 1 is not highly available; use 2 or more in production" },
  ]);
});
