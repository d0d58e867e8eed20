import { AnalyzeRequest } from "@pulumi/pulumi/proto/analyzer_pb";
import * as fc from "fast-check";
import { Struct, Value } from "google-protobuf/google/protobuf/struct_pb";
import { type StructClass, keepBytes } from "./lazyStruct";
import { properties } from "./properties.fixtures";

type Plain = Parameters<typeof Struct.fromJavaScript>[0];

const requestOf = (map: unknown) => new AnalyzeRequest().setUrn("urn").setProperties(Struct.fromJavaScript(map as Plain));
const read = (request: AnalyzeRequest) => AnalyzeRequest.deserializeBinary(request.serializeBinary());

/** Whatever the SDK and a program may do with a struct. */
const uses: Record<string, (map: unknown) => unknown> = {
  "writing it": (map) => Buffer.from(requestOf(map).serializeBinary()).toString("hex"),
  "reading it": (map) => read(requestOf(map)).getProperties()?.toJavaScript(),
  "reading and writing it again": (map) => Buffer.from(read(read(requestOf(map))).serializeBinary()).toString("hex"),
  "making it into objects": (map) => read(requestOf(map)).toObject(),
  "asking for its fields": (map) =>
    read(requestOf(map))
      .getProperties()
      ?.getFieldsMap()
      .getEntryList()
      .map(([name, value]) => [name, (value as unknown as Value).toJavaScript?.()]),
  "reading it after its fields were asked for": (map) => {
    const struct = read(requestOf(map)).getProperties();
    struct?.getFieldsMap();
    return struct?.toJavaScript();
  },
  "changing a field": (map) => {
    const request = read(requestOf(map));
    request
      .getProperties()
      ?.getFieldsMap()
      .set("more", Value.fromJavaScript({ a: [1] } as Plain));
    return read(request).getProperties()?.toJavaScript();
  },
  "writing a struct that was filled by hand": (map) => {
    const struct = new Struct();
    Object.entries(map as Plain).forEach(([name, value]) => struct.getFieldsMap().set(name, Value.fromJavaScript(value)));
    return Buffer.from(struct.serializeBinary()).toString("hex");
  },
};

/** What the generated class throws for. */
// eslint-disable-next-line no-sparse-arrays -- that is one of them
const unsendable = [{ a: undefined }, { a: [() => 1] }, { a: { b: 1n } }, { a: Symbol("a") }, { a: [, 1] }, { a: Buffer.from("a") }];

/** What it has a way of its own with. */
const seldom = [null, { a: Object.create({ inherited: 1 }) as object }, { a: new Date(0) }, "text", { a: new Map([["b", 1]]) }];
const refusal = (map: unknown) => {
  try {
    return requestOf(map);
  } catch (error) {
    return (error as Error).message;
  }
};

// A process has one generated class, so what it does by itself is looked at before.
const maps = fc.sample(properties, 200);
const expected = new Map(Object.entries(uses).map(([title, use]) => [title, maps.map(use)]));
const refusals = unsendable.map(refusal);
const read1 = (map: unknown) => read(requestOf(map)).getProperties()?.toJavaScript();
const taken = seldom.map(read1);
beforeAll(() => keepBytes(Struct as unknown as StructClass));

describe("a struct that keeps its bytes is as one that does not:", () => {
  it.each(Object.entries(uses))("%s", (title, use) => {
    expect(maps.map(use)).toEqual(expected.get(title));
  });

  it("what is seldom sent is sent the same", () => {
    expect(seldom.map(read1)).toEqual(taken);
  });

  it("and costs nothing where it is only read", () => {
    const struct = read(requestOf({ a: { b: 1 } })).getProperties();
    expect(struct?.toJavaScript()).toEqual({ a: { b: 1 } });
    expect(struct?.toArray()).toEqual([]);
  });

  it("what can't be sent is refused", () => {
    expect(unsendable.map(refusal)).toEqual(refusals);
    expect(refusals).toEqual(unsendable.map(() => "Unexpected struct type."));
  });
});
