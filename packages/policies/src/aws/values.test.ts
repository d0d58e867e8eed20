import { UNKNOWN } from "../../test-support/judge";
import { Property, Undetermined } from "../kernel/property";
import { flagOf, numberOf } from "./values";

const property = (value: unknown): Property => Property.of("urn", { value }).at("value");

it.each([
  [true, true],
  ["true", true],
  [false, false],
  ["false", false],
  ["yes", undefined],
  [undefined, undefined],
])("the flag %j is %j", (value, flag) => {
  expect(flagOf(property(value))).toBe(flag);
});

it.each([
  [7, 7],
  ["7", 7],
  ["-1", -1],
  ["", undefined],
  ["many", undefined],
])("the number %j is %j", (value, number) => {
  expect(numberOf(property(value))).toBe(number);
});

it("an unknown flag is none that is missing", () => {
  expect(() => flagOf(property(UNKNOWN))).toThrow(Undetermined);
});
