import { simulator } from "../simulator.fixtures";
import type { PropertyMap } from "../../wire/values";

const decode = async (text: string, args: PropertyMap = {}): Promise<unknown> =>
  (await simulator().invoke("kubernetes:yaml:decode", { text, ...args }, { region: "eu-west-1" })).value.result;

describe("kubernetes:yaml:decode", () => {
  it("returns the objects of all documents, without what is none", async () => {
    const text =
      "---\n# nothing\n---\napiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\n---\nkind: NoVersion\n---\napiVersion: v1\nkind: Secret\nmetadata: {name: b}\n";
    expect(await decode(text)).toEqual([
      { apiVersion: "v1", kind: "ConfigMap", metadata: { name: "a" } },
      { apiVersion: "v1", kind: "Secret", metadata: { name: "b" } },
    ]);
  });

  it("leaves lists whole: the SDK takes them apart", async () => {
    expect(await decode('{"apiVersion": "v1", "kind": "List", "items": [{"kind": "Pod"}]}')).toEqual([
      { apiVersion: "v1", kind: "List", items: [{ kind: "Pod" }] },
    ]);
  });

  it("reads YAML 1.1, as Kubernetes does", async () => {
    const scalars =
      "octal: 0644\nnew: 0o17\nhex: 0x1F\nyes: on\nno: n\nnumber: 1_000\nfloat: 1.5\ntime: 2024-01-01\ntext: 'yes'\nversion: 1.2.3\nport: 08\n";
    expect(await decode(`apiVersion: v1\nkind: A\n${scalars}`)).toEqual([
      {
        apiVersion: "v1",
        kind: "A",
        octal: 420,
        new: 15,
        hex: 31,
        true: true,
        false: false,
        number: 1000,
        float: 1.5,
        time: "2024-01-01",
        text: "yes",
        version: "1.2.3",
        port: 8,
      },
    ]);
  });

  it("merges what an alias stands for", async () => {
    expect(await decode("apiVersion: v1\nkind: A\nx: &x {a: 1}\nz:\n  <<: *x\n  b: 2\n")).toEqual([
      { apiVersion: "v1", kind: "A", x: { a: 1 }, z: { a: 1, b: 2 } },
    ]);
  });

  it("leaves out fields that are null", async () => {
    expect(await decode("apiVersion: v1\nkind: A\nstatus: ~\nspec: {a: null, b: [null]}\n")).toEqual([
      { apiVersion: "v1", kind: "A", spec: { b: [null] } },
    ]);
  });

  it("gives a namespace to what belongs in one, when the caller names it", async () => {
    const text =
      "apiVersion: v1\nkind: ConfigMap\n---\napiVersion: v1\nkind: Namespace\n---\napiVersion: v1\nkind: Pod\nmetadata: {namespace: own}\n";
    expect(await decode(text, { defaultNamespace: "shop" })).toEqual([
      { apiVersion: "v1", kind: "ConfigMap", metadata: { namespace: "shop" } },
      { apiVersion: "v1", kind: "Namespace" },
      { apiVersion: "v1", kind: "Pod", metadata: { namespace: "own" } },
    ]);
  });

  it("says where YAML is malformed", async () => {
    await expect(decode("a: [")).rejects.toThrow(/unexpected end of the stream/);
  });
});
