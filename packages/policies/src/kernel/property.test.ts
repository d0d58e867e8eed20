import { UNKNOWN, secret } from "../../test-support/judge";
import { Property, Undetermined } from "./property";

const ASSET = { "4dabf18193072939515e22adb298388d": "c44067f5952c0a294b673a41bacd8c17", text: "#!/bin/sh", hash: "abc" };
const properties = Property.of("urn", {
  name: "orders",
  count: 3,
  ready: false,
  nothing: null,
  list: ["a", { b: UNKNOWN }],
  password: secret({ value: "x", deep: secret("y") }),
  unknown: UNKNOWN,
  hidden: secret(UNKNOWN),
  asset: ASSET,
  json: '{"a":[1]}',
  "odd key": { "2x": 1, x_1: 2 },
});

describe("a property", () => {
  it("reads as what it is, and as nothing when it is something else", () => {
    expect([properties.at("name").string(), properties.at("count").number(), properties.at("ready").boolean()]).toEqual(["orders", 3, false]);
    expect([properties.at("count").string(), properties.at("name").number(), properties.at("name").boolean()]).toEqual([
      undefined,
      undefined,
      undefined,
    ]);
    expect([properties.at("name").items(), properties.at("name").entries(), properties.at("list").entries()]).toEqual([[], [], []]);
    expect(properties.at("name", "length").isAbsent).toBe(true);
    expect(properties.at("list", "length").isAbsent).toBe(true);
  });

  it("is absent when it is null, missing, or inherited by every object", () => {
    expect(["nothing", "missing", "toString", "__proto__"].map((key) => properties.at(key).isAbsent)).toEqual([true, true, true, true]);
    expect(properties.at("missing", "deeper", 3).isAbsent).toBe(true);
  });

  it("knows its path", () => {
    expect([
      properties.path,
      properties.at("list", 1, "b").path,
      properties.at("odd key", "2x").path,
      properties.at("odd key", "x_1").path,
      properties.at("json").parsed().at("a", 0).path,
      properties.at("asset").decoded("base64", "x").path,
    ]).toEqual(["", "list[1].b", '["odd key"]["2x"]', '["odd key"].x_1', "json<json>.a[0]", "asset<base64>"]);
  });

  it("knows its key, which all the properties and what was decoded have none of", () => {
    expect([properties.at("list", 1), properties.at("name"), properties, properties.at("json").parsed()].map((one) => one.key)).toEqual([
      1,
      "name",
      undefined,
      undefined,
    ]);
  });

  it("is secret when it, or what it is in, is marked", () => {
    expect(
      [properties.at("password"), properties.at("password", "value"), properties.at("password", "deep"), properties.at("name")].map(
        (one) => one.isSecret,
      ),
    ).toEqual([true, true, true, false]);
    expect(properties.at("password", "deep").string()).toBe("y");
    expect(properties.at("hidden").isUnknown).toBe(true);
  });

  it.each([
    ["string", () => properties.at("unknown").string()],
    ["number", () => properties.at("unknown").number()],
    ["boolean", () => properties.at("unknown").boolean()],
    ["items", () => properties.at("unknown").items()],
    ["entries", () => properties.at("unknown", "below", 0).entries()],
  ])("throws when its %s is read and unknown, by the name of the place that is", (_name, read) => {
    expect(read).toThrow(new Undetermined("urn", "unknown", "string"));
    expect(read).toThrow("string value at .unknown can't be known during preview");
  });

  it("names the type that an unknown value will have", () => {
    expect(Property.of("urn", { a: "1c4a061d-8072-4f0a-a4cb-0ff528b18fe7" }).at("a").undetermined().message).toBe(
      "boolean value at .a can't be known during preview",
    );
  });

  it("is as unknown as can be where the engine could not decrypt a secret, of whatever type it was", () => {
    const spec = Property.of("urn", { spec: secret("[secret]"), name: "[secret]" }).at("spec");
    expect([spec.isUnknown, spec.isAbsent, spec.at("replicas").isAbsent]).toEqual([true, false, false]);
    expect(() => spec.at("template", "spec").items()).toThrow(new Undetermined("urn", "spec", "secret"));
    expect(() => spec.string()).toThrow("secret value at .spec can't be known during preview");
    expect(Property.of("urn", { name: "[secret]" }).at("name").string()).toBe("[secret]");
  });

  it("of an asset has what it carries, and not how it is marked", () => {
    expect(
      properties
        .at("asset")
        .entries()
        .map(([key]) => key),
    ).toEqual(["text", "hash"]);
  });

  it("parses JSON, and is absent when it is none", () => {
    expect(properties.at("json").parsed().at("a", 0).number()).toBe(1);
    expect(properties.at("name").parsed().isAbsent).toBe(true);
    expect(properties.at("list").parsed().path).toBe("list");
    expect(properties.at("unknown").parsed().isUnknown).toBe(true);
  });
});
