import { allowedValues, objectionTo } from "./allowedValues";

describe("the option", () => {
  const { read } = allowedValues("Values.");

  it.each([[{}], [{ Environment: ["dev", "prod"] }], [{ CostCenter: "^cc-\\d{4}$" }]])("takes %j", (value) => {
    expect(read(value)).toEqual(value);
  });

  it.each([
    ["dev"],
    [["dev"]],
    [null],
    [{ Environment: [] }],
    [{ Environment: [1] }],
    [{ Environment: "(" }],
    [{ Environment: "" }],
    [{ Environment: 1 }],
  ])("refuses %j", (value) => {
    expect(read(value)).toBeUndefined();
  });
});

describe("an objection", () => {
  it.each([
    ["qa", ["dev", "prod"], "is none of dev, prod"],
    ["dev", ["dev", "prod"], undefined],
    ["cc-10", "^cc-\\d{4}$", "does not match ^cc-\\d{4}$"],
    ["cc-1042", "^cc-\\d{4}$", undefined],
  ])("to %s where %j is allowed: %s", (value, allowance, expected) => {
    expect(objectionTo(value, "key", { key: allowance })).toBe(expected);
  });

  it("is not raised to a key that nothing is said of, whatever it is called", () => {
    expect(objectionTo("x", "toString", {})).toBeUndefined();
  });
});
