import * as fc from "fast-check";
import { Problems } from "./problems";
import { awsTags, checkTags, isProduction, type PlatformTags } from "./tags";

const tags: PlatformTags = { costCenter: "cc-1042", environment: "dev", owner: "platform@example.com", team: "platform", service: "orders" };

const check = (change: unknown) => {
  const problems = new Problems();
  checkTags(problems, change as PlatformTags | undefined);
  problems.throwIfAny("WebService", "orders");
};
const refusal = (...problems: string[]) =>
  new Error(
    `WebService "orders": ${problems.length} problem${problems.length === 1 ? "" : "s"}\n${problems.map((problem) => `  ${problem}`).join("\n")}`,
  );

describe("platform tags", () => {
  it("TAG-01: are all there", () => {
    expect(() => check(undefined)).toThrow(refusal("tags: missing; give costCenter, environment, owner, team and service"));
    expect(() => check({ ...tags, team: undefined, service: " " })).toThrow(
      refusal("tags.team: missing; every resource needs a Team", 'tags.service: " " is empty; every resource needs a Service'),
    );
    expect(() => check({ ...tags, costCenter: 1042 })).toThrow(refusal("tags.costCenter: 1042 is no text; every resource needs a CostCenter"));
  });

  it("TAG-02: have characters that every service takes", () => {
    expect(() => check({ ...tags, owner: "Ops & Co" })).toThrow(
      refusal('tags.owner: "Ops & Co" has characters that AWS refuses; use letters, digits, spaces and + - = . _ : / @'),
    );
    expect(() => check({ ...tags, owner: "Größe +-=._:/@ 1" })).not.toThrow();
  });

  it("TAG-02: have at most 256 characters", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 300 }), (length) => {
        const run = () => check({ ...tags, service: "s".repeat(length) });
        return length <= 256
          ? expect(run).not.toThrow()
          : expect(run).toThrow(refusal(`tags.service: ${length} characters, AWS allows 256; shorten it`));
      }),
    );
  });

  it.each(["aws:orders", "AWS:orders"])("TAG-03: don't start with AWS's own prefix, as %s does", (service) => {
    expect(() => check({ ...tags, service })).toThrow(
      refusal(`tags.service: ${JSON.stringify(service)} starts with the reserved prefix "aws:"; choose another value`),
    );
  });

  it("are written on AWS resources in the spelling of the platform, with what manages them", () => {
    expect(awsTags(tags, "orders-queue")).toEqual({
      Name: "orders-queue",
      ManagedBy: "pulumi",
      Project: "project",
      Stack: "stack",
      CostCenter: "cc-1042",
      Environment: "dev",
      Owner: "platform@example.com",
      Team: "platform",
      Service: "orders",
    });
    expect(Object.keys(awsTags(tags))).not.toContain("Name");
  });

  it.each([
    ["production", true],
    ["prod", true],
    ["PROD-eu", true],
    ["dev", false],
    ["non-prod", false],
  ])("%s is production: %s", (environment, expected) => expect(isProduction({ ...tags, environment })).toBe(expected));
});
