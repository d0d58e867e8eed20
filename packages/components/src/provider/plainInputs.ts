import * as pulumi from "@pulumi/pulumi";
import type { Problems } from "../platform/problems";
import type { PackageSchema, Properties, PropertySchema } from "./schema";

/**
 * The arguments of a component as its constructor takes them. A program in another language may pass the output of a resource, or a variable, where the
 * schema says `plain`: it arrives as an output. What is known of those is unpacked, and what isn't is a problem. And maps, which have no order between
 * languages, get one, by key, for lists are made of them.
 */
export function plainInputs(schema: PackageSchema, component: string, inputs: pulumi.Inputs, problems: Problems): Promise<pulumi.Inputs> {
  return object(schema.resources[component]?.inputProperties ?? {}, inputs, "");

  function object(properties: Properties, values: Record<string, unknown>, path: string): Promise<Record<string, unknown>> {
    const keys = Object.keys(values).sort();
    const declared = Object.keys(properties).filter((key) => key in values);
    return entries([...declared, ...keys.filter((key) => !(key in properties))], values, path, (key) => properties[key]);
  }

  async function entries(
    keys: string[],
    values: Record<string, unknown>,
    path: string,
    expected: (key: string) => PropertySchema | undefined,
  ): Promise<Record<string, unknown>> {
    const plain: Record<string, unknown> = {};
    // One after the other, so that problems are in the order of the arguments.
    for (const key of keys) {
      plain[key] = await property(expected(key), values[key], path === "" ? key : `${path}.${key}`);
    }
    return plain;
  }

  async function list(values: unknown[], expected: PropertySchema | undefined, path: string): Promise<unknown[]> {
    const plain: unknown[] = [];
    for (const [index, value] of values.entries()) {
      plain.push(await property(expected, value, `${path}[${index}]`));
    }
    return plain;
  }

  async function property(expected: PropertySchema | undefined, given: unknown, path: string): Promise<unknown> {
    if (expected?.plain !== true) {
      return given;
    }
    const properties = schema.types[(expected.$ref ?? "").slice("#/types/".length)]?.properties;
    const value = pulumi.Output.isInstance(given) ? await unpack(given, properties, path) : given;
    if (Array.isArray(value)) {
      return list(value, expected.items, path);
    }
    if (typeof value !== "object" || value === null) {
      return value;
    }
    const values = value as Record<string, unknown>;
    return properties === undefined
      ? entries(Object.keys(values).sort(), values, path, () => expected.additionalProperties)
      : object(properties, values, path);
  }

  async function unpack(output: pulumi.Output<unknown>, properties: Properties | undefined, path: string): Promise<unknown> {
    const value: unknown = await pulumi.runtime.serializeProperty(path, output);
    const isSecret = pulumi.runtime.isRpcSecret(value);
    if (!isSecret && value !== pulumi.runtime.unknownValue) {
      return value;
    }
    if (properties !== undefined) {
      // YAML makes one output of an object that it holds in a variable; what may be an output in it still may.
      return Object.fromEntries(Object.keys(properties).map((key) => [key, output.apply((whole) => (whole as Record<string, unknown>)[key])]));
    }
    problems.add(
      path,
      isSecret
        ? "a secret, and this argument is kept in the clear; pass a value that is none"
        : "known only after something else is created, and it decides what is; pass a value that the program knows",
    );
    return undefined;
  }
}
