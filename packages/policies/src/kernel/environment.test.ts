import { UNKNOWN, secret } from "../../test-support/judge";
import { environmentOf, environments, holdsIn } from "./environment";
import { Resource, type RunFacts } from "./resource";

const run = (stack: string): RunFacts => ({
  project: "shop",
  stack,
  config: new Map(),
  secretKeys: new Set(),
  secretsVisible: true,
  environment: new Map(),
});
const resource = (tags?: unknown, provider?: Record<string, unknown>): Resource =>
  new Resource({
    urn: "urn",
    type: "aws:rds/instance:Instance",
    name: "orders",
    properties: { tags },
    provider: { type: "pulumi:providers:aws", properties: provider ?? {} },
  });

describe("the environment of a resource is", () => {
  it.each([
    ["its tag", { Environment: "production" }, "production"],
    ["its tag, in another spelling", { ENV: " staging " }, "staging"],
    ["the likeliest of several tags", { stage: "blue", environment: "production" }, "production"],
    ["the stack, without a tag", { Team: "orders" }, "dev"],
    ["the stack, with an empty tag", { Environment: "" }, "dev"],
    ["the stack, while the tag is unknown", { Environment: UNKNOWN }, "dev"],
    ["the stack, while all tags are unknown", UNKNOWN, "dev"],
    ["its tag, also when that is secret", { Environment: secret("production") }, "production"],
  ])("%s", (_, tags, environment) => {
    expect(environmentOf(resource(tags), run("dev"))).toBe(environment);
  });

  it("a default tag of its provider", () => {
    expect(environmentOf(resource(undefined, { defaultTags: JSON.stringify({ tags: { Environment: "production" } }) }), run("dev"))).toBe(
      "production",
    );
  });

  it("the last part of a stack's full name", () => {
    expect(environmentOf(resource(), run("acme/test-shop/production"))).toBe("production");
  });
});

describe("a rule that is told no environments", () => {
  it.each(["production", "prod", "prod-eu-1", "live", "staging", "preprod", "main", "devices", "contest", "acme"])("holds in %s", (stack) => {
    expect(holdsIn([], resource(), run(stack))).toBe(true);
  });

  it.each([
    "dev",
    "Development",
    "alice-dev",
    "dev_eu",
    "test2",
    "pr-1042",
    "pr1042",
    "sandbox",
    "preview/42",
    "non-prod",
    "nonprod-eu",
    "e2e",
    "qa",
  ])("does not hold in %s", (stack) => {
    expect(holdsIn([], resource({ Environment: stack }), run("production"))).toBe(false);
  });
});

it("a rule that is told environments holds in them alone", () => {
  expect(holdsIn(["Production", "dev"], resource(), run("production"))).toBe(true);
  expect(holdsIn(["Production", "dev"], resource(), run("dev"))).toBe(true);
  expect(holdsIn(["Production", "dev"], resource(), run("staging"))).toBe(false);
});

it("the option is a list of texts, empty by default", () => {
  expect(environments().default).toEqual([]);
  expect(environments().read(["production"])).toEqual(["production"]);
  expect(environments().read("production")).toBeUndefined();
});
