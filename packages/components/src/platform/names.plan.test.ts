import { checkName, checkNameBudget } from "./names.plan";
import { Problems } from "./problems";

describe("the name of a component", () => {
  const check = (length: number) => {
    const problems = new Problems();
    checkNameBudget(problems, "n".repeat(length), "IAM role", "node", 64);
    problems.throwIfAny("Component", "n");
  };

  it("may be as long as its children's physical names allow: limit, less what Pulumi adds, less the child's own part", () => {
    expect(() => check(51)).not.toThrow();
    expect(() => check(52)).toThrow(
      `name: "${"n".repeat(52)}" has 52 characters; the IAM role "${"n".repeat(52)}-node" leaves room for 51 (AWS allows 64, Pulumi adds 8); choose a shorter name`,
    );
  });

  const refusal = (name: string) => {
    const problems = new Problems();
    checkName(problems, name);
    try {
      problems.throwIfAny("Component", name);
    } catch (error) {
      return (error as Error).message.split("\n  ")[1];
    }
    return undefined;
  };

  it.each(["core", "Core_1", "1-core", "c", "core-"])("%j is part of names that every AWS service takes", (name) => {
    expect(refusal(name)).toBeUndefined();
  });

  it.each(["core.net", "core net", "core/net", "core:net", "core+net", "core@net", "kärn", "-core", "_core"])("%j is not", (name) => {
    expect(refusal(name)).toBe(
      `name: ${JSON.stringify(name)} cannot be part of AWS names; use letters, digits, - and _, and start with a letter or digit`,
    );
  });
});
