import { Struct } from "google-protobuf/google/protobuf/struct_pb";
import * as fc from "fast-check";
import { AnalyzeRequest } from "@pulumi/pulumi/proto/analyzer_pb";
import { EncodedStruct, fromStruct, toStruct } from "./struct";
import { properties } from "./properties.fixtures";
import { encodeStruct } from "./structBytes";
import type { PropertyMap } from "./values";

type Plain = Parameters<typeof Struct.fromJavaScript>[0];

it("writes the bytes that the generated class writes", () => {
  fc.assert(
    fc.property(properties, (map) => {
      expect(Buffer.from(encodeStruct(map))).toEqual(Buffer.from(Struct.fromJavaScript(map as Plain).serializeBinary()));
    }),
  );
});

it("reads what the generated class writes", () => {
  fc.assert(
    fc.property(properties, (map) => {
      expect(fromStruct(new EncodedStruct(Struct.fromJavaScript(map as Plain).serializeBinary()))).toEqual(map);
    }),
  );
});

it("reads a property called __proto__ as any other", () => {
  const map = JSON.parse('{ "__proto__": 0, "a": { "__proto__": { "b": 1 } } }') as PropertyMap;
  const read = fromStruct(toStruct(map));
  expect(JSON.stringify(read)).toBe(JSON.stringify(map));
  expect(Object.getPrototypeOf(read.a)).toBe(Object.prototype);
});

it("writes properties into a message whose reader is the generated class", () => {
  const sent = new AnalyzeRequest()
    .setUrn("urn")
    .setName("name")
    .setProperties(toStruct({ b: [1, null, { c: "ü" }], a: true }));
  const received = AnalyzeRequest.deserializeBinary(sent.serializeBinary());
  expect([received.getUrn(), received.getName(), received.getProperties()?.toJavaScript()]).toEqual([
    "urn",
    "name",
    { a: true, b: [1, null, { c: "ü" }] },
  ]);
});

it("writes more than fits its first buffer", () => {
  const large = { text: "x".repeat(1_000_000), list: Array.from({ length: 50_000 }, (_, index) => index) };
  expect(fromStruct(toStruct(large))).toEqual(large);
});

it("leaves out of an object what is undefined, and makes it null in an array", () => {
  const properties = { a: undefined, b: [undefined, 1], c: { d: undefined } } as unknown as PropertyMap;
  expect(fromStruct(toStruct(properties))).toEqual({ b: [null, 1], c: {} });
});

it("takes a missing struct for an empty one", () => {
  expect(fromStruct(undefined)).toEqual({});
});
