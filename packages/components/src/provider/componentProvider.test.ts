import { readFileSync } from "node:fs";
import path from "node:path";
import * as pulumi from "@pulumi/pulumi";
import type { ConstructResult } from "@pulumi/pulumi/provider";
import { preview, value } from "@firmament/offline/testing";
import { cluster, metrics, tags } from "../../test-support/attachments";
import * as components from "../index";
import { type ComponentClass, ComponentProvider } from "./componentProvider";
import type { PackageSchema } from "./schema";

const schema = JSON.parse(readFileSync(path.join(__dirname, "..", "..", "schema.json"), "utf8")) as PackageSchema;
const { MultiAzNetwork, ServiceLevelObjective } = components;
const provider = new ComponentProvider(schema, { MultiAzNetwork, ServiceLevelObjective });

function construct(type: string, inputs: pulumi.Inputs, options: pulumi.ComponentResourceOptions = {}): Promise<ConstructResult> {
  let result: Promise<ConstructResult> | undefined;
  return preview(async () => {
    result = provider.construct("core", type, inputs, options);
    await result;
  }).then(() => result as Promise<ConstructResult>);
}

test("the schema describes every component that the package exports", () => {
  const exported = Object.values(components).filter((value): value is typeof value & ComponentClass => typeof value === "function");
  expect(Object.keys(schema.resources).sort()).toEqual(exported.map((component) => `firmament:index:${component.name}`).sort());
});

test("serves the schema and its version", () => {
  expect(JSON.parse(provider.schema)).toEqual(schema);
  expect(provider.version).toBe(schema.version);
});

test("makes a component, and gives the outputs of its schema", async () => {
  const { urn, state } = await construct("firmament:index:MultiAzNetwork", {
    cidrBlock: "10.16.0.0/16",
    availabilityZones: pulumi.output(["a", "b", "c"]),
    tags,
  });
  expect(await value(pulumi.output(urn))).toBe("urn:pulumi:test::project::firmament:index:MultiAzNetwork::core");
  expect(Object.keys(state)).toEqual(Object.keys(schema.resources["firmament:index:MultiAzNetwork"]?.properties ?? {}));
  expect(state["availabilityZones"]).toEqual(["a", "b", "c"]);
  expect(await value(state["privateSubnetIds"] as pulumi.Output<string[]>)).toHaveLength(3);
});

test("hands the options on", async () => {
  const stack = await preview(async () => {
    await provider.construct(
      "core",
      "firmament:index:ServiceLevelObjective",
      { cluster, metrics, namespace: "shop", targets: { availability: 99.9 }, runbookUrl: "https://runbooks.example.com/core", tags },
      { protect: true },
    );
  });
  expect(stack.resource("core").options.protect).toBe(true);
});

test("what is wrong with the arguments is said as in TypeScript, all at once", async () => {
  const inputs = { cidrBlock: "10.16.0.0/8", availabilityZones: ["a"], tags: { ...tags, owner: "" } };
  const refused: unknown = await construct("firmament:index:MultiAzNetwork", inputs).catch((error: unknown) => error);
  const same: unknown = await preview(() => void new MultiAzNetwork("core", inputs)).catch((error: unknown) => error);
  expect(pulumi.InputPropertiesError.isInstance(refused)).toBe(true);
  expect((refused as Error).message).toBe((same as Error).message);
});

test("what must be plain and isn't known is a problem of its argument", async () => {
  const inputs = { cidrBlock: pulumi.secret("10.16.0.0/16"), availabilityZones: ["a", "b", "c"], tags };
  await expect(construct("firmament:index:MultiAzNetwork", inputs)).rejects.toThrow(
    new Error('MultiAzNetwork "core": 1 problem\n  cidrBlock: a secret, and this argument is kept in the clear; pass a value that is none'),
  );
});

test("a type that is none is named with those that are", async () => {
  await expect(construct("firmament:index:Bucket", {})).rejects.toThrow(
    new Error(`there is no component firmament:index:Bucket; there are ${Object.keys(schema.resources).join(", ")}`),
  );
});
