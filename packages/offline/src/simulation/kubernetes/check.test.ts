import { secret, UNKNOWN } from "../../wire/values";
import { resource } from "../../model/resource.fixtures";
import { provider } from "../simulator.fixtures";
import { checkKubernetes } from "./check";
import { KindScopes } from "./scope";

const configMap = (metadata: Parameters<typeof resource>[2][string] | undefined, more = {}): ReturnType<typeof resource> =>
  resource(
    "kubernetes:core/v1:ConfigMap",
    "settings",
    { apiVersion: "v1", kind: "ConfigMap", ...(metadata === undefined ? {} : { metadata }) },
    more,
  );

const metadataOf = (checked: ReturnType<typeof resource>): unknown => checkKubernetes(checked, new KindScopes()).metadata;

const named = { annotations: { "pulumi.com/autonamed": "true" }, namespace: "default" };

describe("checkKubernetes", () => {
  it("names an object after its resource, and says so in an annotation", () => {
    expect(metadataOf(configMap(undefined))).toEqual({ ...named, name: expect.stringMatching(/^settings-[0-9a-f]{8}$/) as string });
  });

  it("makes the same name in every run, and another for another resource", () => {
    const name = (logical: string): unknown =>
      (metadataOf(resource("kubernetes:core/v1:ConfigMap", logical, { kind: "ConfigMap", apiVersion: "v1" })) as { name: string }).name;
    expect(name("settings")).toBe(name("settings"));
    expect(String(name("settings")).slice(-8)).not.toBe(String(name("others")).slice(-8));
  });

  it("keeps annotations and labels beside the new one", () => {
    expect(metadataOf(configMap({ annotations: { a: "1" }, labels: { b: "2" } }))).toMatchObject({
      annotations: { a: "1", "pulumi.com/autonamed": "true" },
      labels: { b: "2" },
    });
  });

  it("leaves a name, a name to generate, and an unknown name alone", () => {
    expect(metadataOf(configMap({ name: "own" }))).toEqual({ name: "own", namespace: "default" });
    expect(metadataOf(configMap({ generateName: "own-" }))).toEqual({ generateName: "own-", namespace: "default" });
    expect(metadataOf(configMap({ name: UNKNOWN }))).toEqual({ name: UNKNOWN, namespace: "default" });
    expect(metadataOf(configMap(UNKNOWN))).toBe(UNKNOWN);
  });

  it("keeps secret metadata secret", () => {
    expect(metadataOf(configMap(secret({ name: "own" })))).toEqual(secret({ name: "own", namespace: "default" }));
  });

  it("does not change its argument", () => {
    const given = configMap({ labels: { a: "1" } });
    checkKubernetes(given, new KindScopes());
    expect(given.inputs).toEqual({ apiVersion: "v1", kind: "ConfigMap", metadata: { labels: { a: "1" } } });
  });

  describe("the namespace", () => {
    const kubeconfig = "current-context: prod\ncontexts:\n- name: prod\n  context: {namespace: shop}\n- name: dev\n  context: {namespace: sandbox}\n";

    it.each<[string, Record<string, string>, string]>([
      ["the provider's", { namespace: "team", kubeconfig }, "team"],
      ["that of the kubeconfig's current context", { kubeconfig }, "shop"],
      ["that of the context that the provider names", { kubeconfig, context: "dev" }, "sandbox"],
      ["default, when the kubeconfig is a file of the machine", { kubeconfig: "~/.kube/config" }, "default"],
      ["default, when the kubeconfig can't be read", { kubeconfig: "{" }, "default"],
      ["default, when nothing names one", {}, "default"],
    ])("is %s", (_, inputs, namespace) => {
      expect(metadataOf(configMap({ name: "own" }, { provider: provider("kubernetes", inputs) }))).toEqual({ name: "own", namespace });
    });

    it("is the object's own where it has one", () => {
      expect(metadataOf(configMap({ name: "own", namespace: "mine" }, { provider: provider("kubernetes", { namespace: "team" }) }))).toEqual({
        name: "own",
        namespace: "mine",
      });
    });

    it("is none for what belongs to the cluster", () => {
      const namespace = resource("kubernetes:core/v1:Namespace", "shop", { apiVersion: "v1", kind: "Namespace", metadata: { name: "shop" } });
      expect(metadataOf(namespace)).toEqual({ name: "shop" });
    });

    it("is none for custom resources whose definition, earlier in the program, says so", () => {
      const scopes = new KindScopes();
      const definition = {
        apiVersion: "apiextensions.k8s.io/v1",
        kind: "CustomResourceDefinition",
        metadata: { name: "x" },
        spec: { group: "acme.io", scope: "Cluster", names: { kind: "Pool" } },
      };
      checkKubernetes(resource("kubernetes:apiextensions.k8s.io/v1:CustomResourceDefinition", "crd", definition), scopes);
      const pool = resource("kubernetes:acme.io/v1:Pool", "pool", { apiVersion: "acme.io/v1", kind: "Pool", metadata: { name: "pool" } });
      expect(checkKubernetes(pool, scopes).metadata).toEqual({ name: "pool" });
    });
  });

  it("marks what is in a Secret secret", () => {
    const inputs = {
      apiVersion: "v1",
      kind: "Secret",
      metadata: { name: "db" },
      data: { a: "MQ==" },
      stringData: secret({ b: "2" }),
      type: "Opaque",
    };
    expect(checkKubernetes(resource("kubernetes:core/v1:Secret", "db", inputs), new KindScopes())).toMatchObject({
      data: secret({ a: "MQ==" }),
      stringData: secret({ b: "2" }),
      type: "Opaque",
    });
  });

  it.each(["kubernetes:core/v1:ConfigMapPatch", "kubernetes:core/v1:ConfigMapList", "kubernetes:helm.sh/v4:Chart"])("adds nothing to %s", (type) => {
    const inputs = { kind: "ConfigMap" };
    expect(checkKubernetes(resource(type, "x", inputs), new KindScopes())).toEqual(inputs);
  });

  it("gives a Helm release a name, a namespace and five minutes", () => {
    const release = resource("kubernetes:helm.sh/v3:Release", "web", { chart: "nginx" });
    expect(checkKubernetes(release, new KindScopes())).toEqual({
      chart: "nginx",
      name: expect.stringMatching(/^web-[0-9a-f]{8}$/) as string,
      namespace: "default",
      timeout: 300,
    });
  });

  it("leaves a Helm release what it sets itself, and gives one that does not wait no time", () => {
    const inputs = { chart: "nginx", name: "web", namespace: "edge", skipAwait: true };
    expect(checkKubernetes(resource("kubernetes:helm.sh/v3:Release", "web", inputs), new KindScopes())).toEqual(inputs);
  });
});
