import * as pulumi from "@pulumi/pulumi";
import { Vpc } from "@pulumi/aws/ec2/vpc";
import { preview, value } from "@firmament/offline/testing";
import { Problems } from "../platform/problems";
import { plainInputs } from "./plainInputs";
import type { PackageSchema } from "./schema";

const text = { plain: true };
const schema: PackageSchema = {
  name: "acme",
  version: "1.0.0",
  resources: {
    "acme:index:Service": {
      inputProperties: {
        size: text,
        image: {},
        labels: { plain: true, additionalProperties: text },
        env: { plain: true, additionalProperties: {} },
        zones: { plain: true, items: text },
        cluster: { plain: true, $ref: "#/types/acme:index:Cluster" },
        kind: { plain: true, $ref: "#/types/acme:index:Kind" },
      },
      properties: {},
    },
  },
  types: { "acme:index:Cluster": { properties: { zones: { plain: true, items: text }, endpoint: {}, region: {} } }, "acme:index:Kind": {} },
};

const withoutZones = { ...schema, types: { "acme:index:Cluster": { properties: { endpoint: {}, region: {} } } } };

/** What becomes of the inputs, in a preview that knows no outputs of resources; `unknown` is one. */
async function taken(inputs: (unknown: pulumi.Output<string>) => pulumi.Inputs, described = schema): Promise<pulumi.Inputs> {
  let result: pulumi.Inputs = {};
  await preview(
    async () => {
      const problems = new Problems();
      result = await plainInputs(described, "acme:index:Service", inputs(new Vpc("core", { cidrBlock: "10.0.0.0/16" }).id), problems);
      problems.throwIfAny("Service", "web");
    },
    { outputs: "unknown" },
  );
  return result;
}

const UNKNOWN = "known only after something else is created, and it decides what is; pass a value that the program knows";
const SECRET = "a secret, and this argument is kept in the clear; pass a value that is none";

it("takes plain values as they are", async () => {
  const inputs = {
    size: "small",
    image: "web:1",
    labels: { tier: "front" },
    env: {},
    zones: ["a"],
    cluster: { zones: ["a"], endpoint: "e" },
    kind: "x",
  };
  expect(await taken(() => inputs)).toEqual(inputs);
});

it("unpacks what is known where a value must be plain, at any depth", async () => {
  const known = <T>(plain: T) => pulumi.output(plain);
  expect(
    await taken(() => ({
      size: known("small"),
      labels: { tier: known("front") },
      zones: ["a", known("b")],
      cluster: { zones: known(["a"]) },
      kind: known("x"),
    })),
  ).toEqual({ size: "small", labels: { tier: "front" }, zones: ["a", "b"], cluster: { zones: ["a"] }, kind: "x" });
});

it("leaves outputs alone where they may be", async () => {
  const outputs = { image: pulumi.output("web:1"), key: pulumi.secret("k"), endpoint: pulumi.output("e") };
  const { image, env, cluster } = await taken(() => ({ image: outputs.image, env: { KEY: outputs.key }, cluster: { endpoint: outputs.endpoint } }));
  expect([image, env, cluster]).toEqual([outputs.image, { KEY: outputs.key }, { endpoint: outputs.endpoint }]);
  expect((env as { KEY: unknown }).KEY).toBe(outputs.key);
});

it("refuses everything that is not known yet, in the order of the arguments", async () => {
  const inputs = (unknown: pulumi.Output<string>) => ({
    cluster: { endpoint: unknown, zones: ["a", unknown] },
    zones: unknown,
    labels: { tier: unknown },
    size: unknown,
  });
  await expect(taken(inputs)).rejects.toThrow(
    new Error(`Service "web": 4 problems\n  size: ${UNKNOWN}\n  labels.tier: ${UNKNOWN}\n  zones: ${UNKNOWN}\n  cluster.zones[1]: ${UNKNOWN}`),
  );
});

it("refuses secrets without saying them", async () => {
  await expect(taken(() => ({ size: pulumi.secret("hush"), cluster: { zones: pulumi.secret(["hush"]) } }))).rejects.toThrow(
    new Error(`Service "web": 2 problems\n  size: ${SECRET}\n  cluster.zones: ${SECRET}`),
  );
});

describe("an object that is one output", () => {
  const whole = (unknown: pulumi.Output<string>) => unknown.apply((endpoint) => ({ zones: ["a"], endpoint, region: "eu-west-1" }));

  it("may be unknown but for what must be plain in it", async () => {
    await expect(taken((unknown) => ({ cluster: whole(unknown) }))).rejects.toThrow(
      new Error(`Service "web": 1 problem\n  cluster.zones: ${UNKNOWN}`),
    );
    const { cluster } = await taken((unknown) => ({ cluster: whole(unknown) }), withoutZones);
    const parts = Object.entries(cluster as Record<string, unknown>).map(([key, part]) => [key, pulumi.Output.isInstance(part)]);
    expect(parts).toEqual([
      ["endpoint", true],
      ["region", true],
    ]);
  });

  it("is secret in its parts when it is secret", async () => {
    const { cluster } = await taken(() => ({ cluster: pulumi.secret({ endpoint: "hush", region: "eu-west-1" }) }), withoutZones);
    const { endpoint } = cluster as { endpoint: pulumi.Output<string> };
    expect([await value(endpoint), await pulumi.isSecret(endpoint)]).toEqual(["hush", true]);
  });
});

it("puts maps in the order of their keys and objects in that of their type, for lists are made of them", async () => {
  const inputs = {
    zones: ["b", "a"],
    env: { B: "2", A: "1" },
    other: 1,
    cluster: pulumi.output({ region: "r", zones: [], endpoint: "e" }),
    size: "small",
  };
  expect(JSON.stringify(await taken(() => inputs))).toBe(
    '{"size":"small","env":{"A":"1","B":"2"},"zones":["b","a"],"cluster":{"zones":[],"endpoint":"e","region":"r"},"other":1}',
  );
});
