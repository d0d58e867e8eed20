import * as pulumi from "@pulumi/pulumi";
import { Problems } from "./problems";

describe("the problems of a component's arguments", () => {
  const thrown = (problems: Problems): pulumi.InputPropertiesError => {
    try {
      problems.throwIfAny("WebService", "orders");
    } catch (error) {
      return error as pulumi.InputPropertiesError;
    }
    throw new Error("nothing was thrown");
  };

  it("are thrown together, each with the path of its property", () => {
    const problems = new Problems();
    problems.add("replicas", "0 is below 1; set it to 1 or more");
    expect(problems.require(true, "image", "never said")).toBe(true);
    expect(problems.require(false, "size", '"huge" is unknown; use small or large')).toBe(false);
    const error = thrown(problems);
    expect(error.message).toBe(
      'WebService "orders": 2 problems\n  replicas: 0 is below 1; set it to 1 or more\n  size: "huge" is unknown; use small or large',
    );
    expect(pulumi.InputPropertiesError.isInstance(error)).toBe(true);
    expect(error.errors).toEqual([
      { propertyPath: "replicas", reason: "0 is below 1; set it to 1 or more" },
      { propertyPath: "size", reason: '"huge" is unknown; use small or large' },
    ]);
  });

  it("are counted in the singular when there is one", () => {
    const problems = new Problems();
    problems.add("image", "missing");
    expect(thrown(problems).message).toBe('WebService "orders": 1 problem\n  image: missing');
  });

  it("are nothing when there are none", () => expect(() => new Problems().throwIfAny("WebService", "orders")).not.toThrow());
});
