import { architectureOf, instanceTypeProblem, isInstanceType, managedNodePods } from "./instanceTypes";

describe("the name of an instance type", () => {
  it.each(["t3.medium", "m6i.2xlarge", "m7i-flex.large", "u-6tb1.112xlarge", "c7i.metal-24xl", "m7g.metal", "z9zz.48xlarge", "mac-m4.metal"])(
    "can be %s",
    (type) => {
      expect(isInstanceType(type)).toBe(true);
    },
  );

  it.each(["t3.mediun", "t3", "m6i.2Xlarge", "m6i.2xlarge ", ".large", "", "m6i_2xlarge"])("cannot be %j", (type) => {
    expect(isInstanceType(type)).toBe(false);
  });

  it.each([
    ["m6i.large", "x86_64"],
    ["m6g.large", "arm64"],
    ["c7gn.large", "arm64"],
    ["t4g.medium", "arm64"],
    ["a1.large", "arm64"],
    ["g5.xlarge", "x86_64"],
    ["g4dn.xlarge", "x86_64"],
    ["g5g.xlarge", "arm64"],
    ["m7i-flex.large", "x86_64"],
  ])("%s is %s", (type, architecture) => expect(architectureOf(type)).toBe(architecture));

  it("says nothing of types that go together", () => expect(instanceTypeProblem(["m6i.large", "m7a.large"])).toBeUndefined());
});

describe("the pods of a managed node", () => {
  it.each([
    ["m6i.2xlarge", 58],
    ["m6i.4xlarge", 110],
    ["c6i.8xlarge", 234],
    ["r6i.4xlarge", 110],
    ["c6i.16xlarge", 250],
    ["t3.medium", 17],
    ["t3a.small", 8],
    ["m8i.4xlarge", 110],
    ["m6in.32xlarge", 250],
    ["z9.large", undefined],
    ["m6i.metal", undefined],
  ])("are on %s %s", (type, pods) => expect(managedNodePods(type)).toBe(pods));
});
