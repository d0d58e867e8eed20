import { AnalyzerInfo, EnforcementLevel, PolicyConfig, PolicyInfo, PolicyType } from "@pulumi/pulumi/proto/analyzer_pb";
import { readPackDescription, unknownValue } from "./messages";

describe("a pack's description", () => {
  const policy = (name: string, type?: PolicyType): PolicyInfo => {
    const info = new PolicyInfo().setName(name).setEnforcementlevel(EnforcementLevel.MANDATORY);
    return type === undefined ? info : info.setPolicyType(type);
  };

  it("counts every policy that is not known to judge single resources as one that judges the stack: old SDKs don't say which it is", () => {
    const info = new AnalyzerInfo().setPoliciesList([
      policy("resource", PolicyType.POLICY_TYPE_RESOURCE),
      policy("stack", PolicyType.POLICY_TYPE_STACK),
      policy("old"),
    ]);
    expect(readPackDescription(info).policies.map(({ name, judgesStack }) => [name, judgesStack])).toEqual([
      ["resource", false],
      ["stack", true],
      ["old", true],
    ]);
  });

  it("takes initial configuration without a level as advisory, as the stock engine does", () => {
    const info = new AnalyzerInfo();
    info.getInitialconfigMap().set("named", new PolicyConfig());
    expect(readPackDescription(info).initialConfiguration).toEqual(new Map([["named", { level: "advisory", properties: {} }]]));
  });
});

describe("a value that is not known yet", () => {
  const reason = "string value at .arn can't be known during preview";

  it.each([
    `can't run policy 'arn' from policy pack 'rules@v1.0.0' during preview: ${reason}`,
    `can't run remediation 'arn' from policy pack 'rules@v1.0.0' during preview: ${reason}`,
    `can't run policy 'arn' during preview: ${reason}`, // @pulumi/policy 1.5
  ])("is recognised in %s", (message) => {
    expect(unknownValue({ level: "advisory", message })).toBe(reason);
  });

  it("is not seen in what a policy itself reports", () => {
    expect(unknownValue({ level: "mandatory", message: `can't run policy 'arn' during preview: ${reason}` })).toBeUndefined();
    expect(unknownValue({ level: "advisory", message: "you can't run policy 'a' during preview: no" })).toBeUndefined();
  });
});
