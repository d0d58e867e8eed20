import { join } from "node:path";
import * as pulumi from "@pulumi/pulumi";
import { Key } from "@pulumi/aws/kms/key";
import { Provider } from "@pulumi/kubernetes/provider";
import { isUnknown, preview, secretValue, value, type TestStack } from "@firmament/offline/testing";
import { cluster, metrics, tags } from "../../test-support/attachments";
import { made, misnamed, onDefaultProvider } from "../../test-support/children";
import { expectGolden } from "../../test-support/golden";
import { PrometheusStack } from "../observability/prometheusStack";
import { WebService } from "./webService";
import { args, deployment, inputs, type Labelled, orders, pod, type Workload } from "./webService.fixtures";

let stack: TestStack;
beforeAll(async () => {
  stack = await orders({});
});

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

test("WL-09: the monitor finds the Service by its labels, and the port by its name", () => {
  const service = inputs<Labelled & { spec: { ports: { name: string }[] } }>(stack, "orders-service");
  const monitor = inputs<Workload & { spec: { endpoints: { port: string }[] } }>(stack, "orders-service-monitor");
  expect(service.metadata.labels).toMatchObject(monitor.spec.selector.matchLabels);
  expect(service.metadata.namespace).toBe(monitor.metadata.namespace);
  expect(monitor.spec.endpoints).toEqual([{ port: "metrics", path: "/metrics", interval: "15s" }]);
  expect(service.spec.ports.map(({ name }) => name)).toEqual(["http", "metrics"]);
  expect(monitor.metadata.labels["release"]).toBe("metrics");
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
  const recorded = stack.resource("orders", WebService.__pulumiType).inputs as { cluster: object; metrics: object; env: { TOKEN: never } };
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
