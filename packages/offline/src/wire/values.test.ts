import * as fc from "fast-check";
import {
  ASSET,
  OUTPUT,
  type PropertyMap,
  type PropertyValue,
  RESOURCE,
  SIGNATURE,
  UNKNOWN,
  containsSecret,
  containsUnknown,
  downgradeOutputs,
  forAnalyzer,
  mapSigned,
  secret,
  unwrapSecret,
  upgradeMarked,
  upgradeToOutputs,
} from "./values";

/** The matcher can't compare properties called __proto__. */
const comparable = (value: unknown): boolean => !JSON.stringify(value).includes("__proto__");
const plain = fc.jsonValue({ maxDepth: 3 }).filter(comparable) as fc.Arbitrary<PropertyValue>;

describe("secrets", () => {
  it("are marked once, however often they are marked", () => {
    expect(secret(secret("x"))).toEqual(secret("x"));
    expect(unwrapSecret(secret("x"))).toBe("x");
  });

  it("are found at any depth, also inside an output value", () => {
    expect(containsSecret({ a: [{ b: secret(1) }] })).toBe(true);
    expect(containsSecret({ a: { [SIGNATURE]: OUTPUT, secret: true } })).toBe(true);
    expect(containsSecret({ a: [{ b: 1 }] })).toBe(false);
  });
});

describe("unknowns", () => {
  it("are found at any depth, inside secrets, and as an output without a value", () => {
    expect(containsUnknown({ a: [secret(UNKNOWN)] })).toBe(true);
    expect(containsUnknown({ a: { [SIGNATURE]: OUTPUT } })).toBe(true);
    expect(containsUnknown({ a: ["known"] })).toBe(false);
  });

  it("of another language's SDK count too", () => {
    expect(containsUnknown("6a19a0b0-7e62-4c92-b797-7f8e31da9cc2")).toBe(true);
  });
});

describe("output values", () => {
  it("become the unknown sentinel, a secret or the plain value, and give up their dependencies", () => {
    const urns = new Set<string>();
    const value = {
      known: { [SIGNATURE]: OUTPUT, value: "v", dependencies: ["a"] },
      unknown: { [SIGNATURE]: OUTPUT, dependencies: ["b"] },
      hidden: [{ [SIGNATURE]: OUTPUT, value: { deep: { [SIGNATURE]: OUTPUT, value: 1, dependencies: ["c"] } }, secret: true }],
    };
    expect(downgradeOutputs(value, urns)).toEqual({ known: "v", unknown: UNKNOWN, hidden: [secret({ deep: 1 })] });
    expect([...urns]).toEqual(["a", "b", "c"]);
  });

  it("are what secrets and unknowns become, each at its place", () => {
    const asset = { [SIGNATURE]: ASSET, text: "a" };
    const output = { [SIGNATURE]: OUTPUT, value: { deep: UNKNOWN }, dependencies: ["a"] };
    expect(upgradeMarked({ tags: { plain: "p", hidden: secret(["h", UNKNOWN]) }, list: [UNKNOWN, 1, null], asset, output })).toEqual({
      tags: { plain: "p", hidden: { [SIGNATURE]: OUTPUT, secret: true, value: ["h", { [SIGNATURE]: OUTPUT }] } },
      list: [{ [SIGNATURE]: OUTPUT }, 1, null],
      asset,
      output: { [SIGNATURE]: OUTPUT, value: { deep: { [SIGNATURE]: OUTPUT } }, dependencies: ["a"] },
    });
  });

  it("made of properties with dependencies turn back into the same properties and dependencies", () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string().filter(comparable), fc.tuple(plain, fc.boolean(), fc.uniqueArray(fc.string()))), (entries) => {
        const properties: PropertyMap = {};
        const dependencies = new Map<string, Set<string>>();
        for (const [key, [value, hidden, urns]] of Object.entries(entries)) {
          properties[key] = hidden ? secret(value) : value;
          dependencies.set(key, new Set(urns));
        }
        for (const [key, value] of Object.entries(upgradeToOutputs(properties, dependencies))) {
          const found = new Set<string>();
          expect(downgradeOutputs(value, found)).toEqual(properties[key]);
          expect(found).toEqual(dependencies.get(key));
        }
      }),
    );
  });
});

describe("replacing what is signed", () => {
  it("copies what holds something that changes, and nothing else", () => {
    const value = { list: [{ a: 1 }, secret("x")], rest: { b: [2] } };
    const replaced = mapSigned(value, () => "replaced") as typeof value;
    expect(replaced).toEqual({ list: [{ a: 1 }, "replaced"], rest: { b: [2] } });
    expect(value.list[1]).toEqual(secret("x"));
    expect(replaced.list[0]).toBe(value.list[0]);
    expect(replaced.rest).toBe(value.rest);
    expect(mapSigned(value.rest, () => "replaced")).toBe(value.rest);
  });
});

describe("what analyzers get", () => {
  it("has a resource reference as its id, as unknown when the id is empty, and as its URN without one", () => {
    const reference = (extra: PropertyMap): PropertyValue => ({ [SIGNATURE]: RESOURCE, urn: "urn", ...extra });
    const sent = forAnalyzer(
      { known: reference({ id: "i-1" }), unknown: reference({ id: "" }), component: reference({}) },
      { skipInternalKeys: true },
    );
    expect(sent).toEqual({ known: "i-1", unknown: UNKNOWN, component: "urn" });
  });

  it("lacks internal keys at the top only, and only when asked for", () => {
    const properties = { __defaults: [], nested: { __defaults: [] } };
    expect(forAnalyzer(properties, { skipInternalKeys: true })).toEqual({ nested: { __defaults: [] } });
    expect(forAnalyzer(properties, { skipInternalKeys: false })).toEqual(properties);
  });

  it("keeps plain values as they are", () => {
    fc.assert(fc.property(plain, (value) => expect(forAnalyzer({ value }, { skipInternalKeys: true })).toEqual({ value })));
  });
});
