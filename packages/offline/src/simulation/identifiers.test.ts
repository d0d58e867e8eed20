import fc from "fast-check";
import { Identifiers } from "./identifiers";

describe("Identifiers", () => {
  const identifiers = new Identifiers("urn:pulumi:dev::shop::aws:ec2/vpc:Vpc::core");

  it("makes the same identifier for the same thing, in any run", () => {
    expect(identifiers.hex(16, "id")).toBe("5609d4c14389e749");
    expect(new Identifiers("urn:pulumi:dev::shop::aws:ec2/vpc:Vpc::core").uuid("key")).toBe(identifiers.uuid("key"));
  });

  it("makes another one for another purpose and for another thing", () => {
    expect(identifiers.hex(16, "route table")).not.toBe(identifiers.hex(16, "id"));
    expect(new Identifiers("other").hex(16, "id")).not.toBe(identifiers.hex(16, "id"));
  });

  it("makes hexadecimal digits of any length", () => {
    fc.assert(fc.property(fc.string(), fc.nat(300), (seed, length) => new RegExp(`^[0-9a-f]{${length}}$`).test(new Identifiers(seed).hex(length))));
  });

  it("makes text of an alphabet", () => {
    fc.assert(
      fc.property(fc.string(), fc.nat(100), (seed, length) => new RegExp(`^[ab-]{${length}}$`).test(new Identifiers(seed).text(length, "ab-"))),
    );
  });

  it("makes UUIDs of version 4", () => {
    fc.assert(
      fc.property(fc.string(), (seed) => /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/.test(new Identifiers(seed).uuid())),
    );
  });

  it("makes whole numbers within limits, and reaches both", () => {
    fc.assert(
      fc.property(fc.string(), fc.integer({ min: -1000, max: 1000 }), fc.nat(1000), (seed, minimum, extent) => {
        const value = new Identifiers(seed).integer(minimum, minimum + extent);
        return Number.isInteger(value) && value >= minimum && value <= minimum + extent;
      }),
    );
    const drawn = new Set(Array.from({ length: 50 }, (_, index) => identifiers.integer(1, 3, String(index))));
    expect([...drawn].sort()).toEqual([1, 2, 3]);
  });
});
