import fc from "fast-check";
import { placeOf } from "./aws/rules";
import { randomTypes } from "./random";
import { Subject } from "./subject";
import { type PropertyMap, secret, UNKNOWN } from "../wire/values";

function simulate(className: string, inputs: PropertyMap, seed = "urn"): { id: string; value: (attribute: string) => unknown } {
  const type = `random:index/${className.charAt(0).toLowerCase()}${className.slice(1)}:${className}`;
  const rules = randomTypes[type] ?? {};
  const subject = new Subject({ type, name: "r", seed, inputs, ...placeOf("us-east-1") }, rules);
  return { id: subject.id, value: (attribute) => subject.evaluate(rules.attributes?.[attribute] ?? (() => undefined)) };
}

describe("RandomPassword", () => {
  it("can't be mistaken for a password", () => {
    expect(simulate("RandomPassword", { length: 20 }).value("result")).toMatch(/^SimulatedPassword[0-9a-f]{3}$/);
  });

  it("has the right length, and only characters of the allowed kinds", () => {
    const kinds = fc.record({ length: fc.integer({ min: 1, max: 128 }), upper: fc.boolean(), lower: fc.boolean(), numeric: fc.boolean() });
    fc.assert(
      fc.property(kinds, fc.string(), (inputs, seed) => {
        const result = String(simulate("RandomPassword", inputs, seed).value("result"));
        expect(result).toHaveLength(inputs.length);
        expect(inputs.upper || !/[A-Z]/.test(result)).toBe(true);
        expect(inputs.lower || !/[a-z]/.test(result)).toBe(true);
        expect(inputs.numeric || !/[0-9]/.test(result)).toBe(true);
      }),
    );
  });

  it("is unknown when its length is", () => {
    expect(simulate("RandomPassword", { length: UNKNOWN }).value("result")).toBe(UNKNOWN);
  });
});

describe("RandomString", () => {
  it("is of the right length and alphabet, and its own id", () => {
    const string = simulate("RandomString", { length: 8, special: false, upper: false });
    expect(string.value("result")).toMatch(/^[a-z0-9]{8}$/);
    expect(string.id).toBe(string.value("result"));
  });

  it("takes the special characters that it is given", () => {
    expect(simulate("RandomString", { length: 30, upper: false, lower: false, numeric: false, overrideSpecial: "_" }).value("result")).toBe(
      "_".repeat(30),
    );
  });

  it("has no secret in its id", () => {
    expect(simulate("RandomString", { length: secret(8) }).id).toMatch(/^randomstring-0/);
  });
});

describe("RandomId", () => {
  it("is the same number in every notation, after its prefix", () => {
    const id = simulate("RandomId", { byteLength: 4, prefix: "web-" });
    const bytes = Buffer.from(id.id, "base64url");
    expect(bytes).toHaveLength(4);
    expect({ hex: id.value("hex"), dec: id.value("dec"), b64Std: id.value("b64Std"), b64Url: id.value("b64Url") }).toEqual({
      hex: `web-${bytes.toString("hex")}`,
      dec: `web-${bytes.readUInt32BE()}`,
      b64Std: `web-${bytes.toString("base64")}`,
      b64Url: `web-${id.id}`,
    });
  });
});

describe("RandomPet", () => {
  it("has as many words as it is asked for, after its prefix", () => {
    expect(simulate("RandomPet", {}).id).toMatch(/^[a-z]+-[a-z]+$/);
    expect(simulate("RandomPet", { length: 1, prefix: "dev", separator: "_" }).id).toMatch(/^dev_[a-z]+$/);
  });
});

describe("RandomUuid", () => {
  it("is its own id", () => {
    const uuid = simulate("RandomUuid", {});
    expect(uuid.value("result")).toBe(uuid.id);
    expect(uuid.id).toMatch(/^[0-9a-f-]{36}$/);
  });
});

describe("RandomInteger", () => {
  it("is within its limits", () => {
    fc.assert(
      fc.property(fc.integer({ min: -99, max: 99 }), fc.nat(99), fc.string(), (min, extent, seed) => {
        const { id, value } = simulate("RandomInteger", { min, max: min + extent }, seed);
        return Number(value("result")) >= min && Number(value("result")) <= min + extent && id === String(value("result"));
      }),
    );
  });
});

describe("RandomShuffle", () => {
  it("keeps every element, whatever the order", () => {
    fc.assert(
      fc.property(fc.array(fc.string()), fc.string(), (inputs, seed) => {
        expect([...(simulate("RandomShuffle", { inputs }, seed).value("results") as string[])].sort()).toEqual([...inputs].sort());
      }),
    );
  });

  it("gives as many as it is asked for, from the beginning again when there are too few", () => {
    expect(simulate("RandomShuffle", { inputs: ["a", "b", "c"], resultCount: 2 }).value("results")).toHaveLength(2);
    const results = simulate("RandomShuffle", { inputs: ["a", "b"], resultCount: 3 }).value("results") as string[];
    expect(results[2]).toBe(results[0]);
  });
});
