import { readManifests } from "./manifests";

const read = (text: string, named = true, name = "a.yaml") => readManifests([{ name, text, named }], "manifests");
const places = (text: string) => read(text).resources.map(({ type, name, file, lineOf }) => `${type} ${name} ${file}:${lineOf()}`);

describe("manifests", () => {
  it("become the resources that Pulumi would make of them", () => {
    const { resources } = read("apiVersion: apps/v1\nkind: Deployment\nmetadata: { name: orders, namespace: shop }\nspec:\n  replicas: 2\n");
    expect(resources.map(({ lineOf, ...rest }) => ({ ...rest, line: lineOf("spec.replicas") }))).toEqual([
      {
        urn: "urn:pulumi:manifests::manifests::kubernetes:apps/v1:Deployment::shop/orders",
        type: "kubernetes:apps/v1:Deployment",
        name: "orders",
        properties: { apiVersion: "apps/v1", kind: "Deployment", metadata: { name: "orders", namespace: "shop" }, spec: { replicas: 2 } },
        file: "a.yaml",
        line: 5,
      },
    ]);
  });

  it("may be several in a file, of groups with and without a name; empty ones are none", () => {
    expect(
      places(
        "---\napiVersion: v1\nkind: Service\nmetadata: { name: a }\n---\n# nothing\n---\n\n---\napiVersion: monitoring.coreos.com/v1\nkind: PrometheusRule\nmetadata: { name: b }\n",
      ),
    ).toEqual(["kubernetes:core/v1:Service a a.yaml:2", "kubernetes:monitoring.coreos.com/v1:PrometheusRule b a.yaml:10"]);
  });

  it("may be JSON, with a byte order mark", () => {
    expect(places('\ufeff{\n\t"apiVersion": "v1",\n\t"kind": "Pod",\n\t"metadata": {"name": "a"}\n}\n')).toEqual([
      "kubernetes:core/v1:Pod a a.yaml:1",
    ]);
  });

  it("may be items of a list, which need not say what they are when the list does", () => {
    expect(
      places(
        "apiVersion: v1\nkind: List\nitems:\n  - apiVersion: v1\n    kind: Pod\n    metadata: { name: a }\n  - { apiVersion: v1, kind: Service, metadata: { name: b } }\n",
      ),
    ).toEqual(["kubernetes:core/v1:Pod a a.yaml:4", "kubernetes:core/v1:Service b a.yaml:7"]);
    const { resources } = read("apiVersion: apps/v1\nkind: DeploymentList\nitems:\n  - metadata:\n      name: a\n");
    expect(resources.map(({ type, lineOf }) => [type, lineOf("metadata.name")])).toEqual([["kubernetes:apps/v1:Deployment", 5]]);
  });

  it("may have a name that the cluster completes", () => {
    expect(places("apiVersion: batch/v1\nkind: Job\nmetadata: { generateName: backup- }\n")).toEqual(["kubernetes:batch/v1:Job backup- a.yaml:1"]);
  });

  it("are told apart when an overlay has one again", () => {
    const text = "apiVersion: v1\nkind: Pod\nmetadata: { name: a }\n";
    const files = ["base.yaml", "overlay.yaml"].map((name) => ({ name, text: name === "base.yaml" ? text : `\n${text}`, named: true }));
    expect(readManifests(files, "manifests").resources.map(({ urn, name }) => [urn.split("::").at(-1), name])).toEqual([
      ["a", "a"],
      ["a@overlay.yaml:2", "a"],
    ]);
  });

  it.each([
    ["just text", "a.yaml:1: this is no Kubernetes object"],
    ["\n- 1\n- 2", "a.yaml:2: this is no Kubernetes object"],
    ["replicas: 3", "a.yaml:1: this is no Kubernetes object: it has no apiVersion and no kind"],
    ["apiVersion: v1\nkind: 7", "a.yaml:1: this is no Kubernetes object: it has no kind"],
    ["apiVersion: acme.dev/v1\nkind: Configuration", "a.yaml:1: Configuration has no metadata.name"],
    ["apiVersion: v1\nkind: Pod\nmetadata: { name: 7 }", "a.yaml:1: Pod has no metadata.name"],
    ["apiVersion: v1\nkind: List\nitems:\n  - 1", "a.yaml:4: this is no Kubernetes object"],
  ])("that are none, such as %j, are a problem in a file that was named, and passed over in a folder", (text, message) => {
    expect(read(text)).toEqual({ resources: [], problems: [message], ignored: [] });
    expect(read(text, false)).toEqual({ resources: [], problems: [], ignored: [message] });
  });

  it.each([
    ["a.yaml", "apiVersion: kustomize.config.k8s.io/v1beta1\nkind: Kustomization\nmetadata: { name: base }"],
    ["base/kustomization.yml", "resources: [a.yaml]"],
  ])("are not what kustomize reads, which is passed over even where %s was named", (name, text) => {
    expect(readManifests([{ name, text, named: true }], "manifests")).toEqual({
      resources: [],
      problems: [],
      ignored: [`${name}:1: this is for kustomize: kustomize build … | firmament check -`],
    });
  });

  it.each([
    ["a: 1\na: 2\n", "a.yaml:2: duplicated mapping key"],
    ["ok: 1\nkind: [\n", "a.yaml:3: unexpected end of the stream within a flow collection"],
    [
      "metadata:\n  {{- include .labels }}\n  a: b\n",
      "a.yaml:2: missed comma between flow collection entries; a template has to be rendered first: helm template … | firmament check -",
    ],
    ["value: !Ref x\n", "a.yaml:1: unknown tag !<!Ref>"],
  ])("that can't be read, such as %j, are a problem anywhere", (text, message) => {
    expect([read(text).problems, read(text, false).problems]).toEqual([[message], [message]]);
  });
});
