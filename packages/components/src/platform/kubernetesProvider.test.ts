import * as pulumi from "@pulumi/pulumi";
import { ConfigMap } from "@pulumi/kubernetes/core/v1/configMap";
import { Provider } from "@pulumi/kubernetes/provider";
import { preview, type TestStack } from "@firmament/offline/testing";
import { cluster as attachment } from "../../test-support/attachments";
import type { ClusterAttachment } from "./attachments";
import { after, inCluster, kubernetesProvider } from "./kubernetesProvider";

/** A component with one child in the cluster. */
class Probe extends pulumi.ComponentResource {
  readonly first: ConfigMap;

  constructor(name: string, cluster: ClusterAttachment, opts: pulumi.ComponentResourceOptions = {}) {
    super("test:index:Probe", name, {}, opts);
    const child = inCluster(this, kubernetesProvider(this, name, cluster, opts), opts);
    this.first = new ConfigMap(`${name}-first`, {}, child);
    new ConfigMap(`${name}-second`, {}, after(child, this.first));
  }
}

/** The logical name of the provider of the probe's child. */
function providerOf(stack: TestStack): string | undefined {
  return stack.resource("probe-first").provider?.split("::").pop();
}

const provider = (name: string) => new Provider(name, { kubeconfig: "{}" });

test("the component's own provider comes first", async () => {
  const stack = await preview(() => {
    const outer = new pulumi.ComponentResource("test:index:Outer", "outer", {}, { providers: [provider("inherited")] });
    new Probe("probe", { ...attachment, provider: provider("cluster") } as ClusterAttachment, { parent: outer, provider: provider("own") });
  });
  expect(providerOf(stack)).toBe("own");
});

test("one among several of its own is found", async () => {
  const stack = await preview(() => new Probe("probe", attachment, { providers: { kubernetes: provider("own") } }));
  expect(providerOf(stack)).toBe("own");
});

test("then comes the cluster's", async () => {
  const stack = await preview(() => {
    const outer = new pulumi.ComponentResource("test:index:Outer", "outer", {}, { providers: [provider("inherited")] });
    new Probe("probe", { ...attachment, provider: provider("cluster") } as ClusterAttachment, { parent: outer });
  });
  expect(providerOf(stack)).toBe("cluster");
});

test("then one that an enclosing component hands down", async () => {
  const stack = await preview(() => {
    const outer = new pulumi.ComponentResource("test:index:Outer", "outer", {}, { providers: [provider("inherited")] });
    new Probe("probe", attachment, { parent: outer });
  });
  expect(providerOf(stack)).toBe("inherited");
});

test("else the component makes one from the kubeconfig, which is replaced only with the cluster", async () => {
  const stack = await preview(() => new Probe("probe", attachment));
  expect(providerOf(stack)).toBe("probe-kubernetes");
  const made = stack.resource("probe-kubernetes");
  expect(made.parent).toBe(stack.resource("probe").urn);
  expect(made.inputs).toMatchObject({ kubeconfig: "apiVersion: v1", clusterIdentifier: attachment.endpoint });
});

test("what the component depends on, its children depend on, besides what comes before them", async () => {
  const stack = await preview(() => {
    const earlier = new ConfigMap("earlier");
    new Probe("probe", attachment, { dependsOn: earlier });
  });
  const earlier = stack.resource("earlier").urn;
  const first = stack.resource("probe-first");
  expect(first.dependencies).toEqual([earlier]);
  expect(stack.resource("probe-second").dependencies).toEqual([earlier, first.urn].sort());
});
