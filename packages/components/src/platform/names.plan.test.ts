import { checkNameBudget } from "./names.plan";
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
});
