import { tags } from "../../test-support/attachments";
import { checkDnsName, checkLabels, platformLabels } from "./labels";
import { Problems } from "./problems";

function problems(check: (problems: Problems) => void): string {
  const found = new Problems();
  check(found);
  try {
    found.throwIfAny("Test", "x");
  } catch (error) {
    return (error as Error).message.split("\n").slice(1).join("\n").trim();
  }
  return "";
}

test("every object says what it is, what it is part of and who pays, and the owner is no label", () => {
  expect(platformLabels("orders", tags)).toEqual({
    "app.kubernetes.io/name": "orders",
    "app.kubernetes.io/part-of": "orders",
    "app.kubernetes.io/managed-by": "pulumi",
    "cost-center": "cc-1042",
    environment: "production",
    service: "orders",
    team: "shop",
  });
});

test.each([
  ["Shop Team", '"Shop Team" cannot be the Kubernetes label team; use letters, digits, - _ . and start and end with a letter or digit'],
  ["shop@example.com", '"shop@example.com" cannot be the Kubernetes label team; use letters, digits, - _ . and start and end with a letter or digit'],
  ["-shop", '"-shop" cannot be the Kubernetes label team; use letters, digits, - _ . and start and end with a letter or digit'],
  ["a".repeat(64), "64 characters, the Kubernetes label team takes 63; shorten it"],
])("WL-12: the team %j is an error and is not changed silently", (team, message) => {
  expect(problems((found) => checkLabels(found, { ...tags, team }))).toBe(`tags.team: ${message}`);
});

test("an owner that is an e-mail address is fine, and so is a value of 63 characters", () => {
  expect(problems((found) => checkLabels(found, { ...tags, owner: "a b@example.com", team: "a".repeat(63) }))).toBe("");
});

test("a tag that is missing is left to the check of tags", () => {
  expect(problems((found) => checkLabels(found, undefined))).toBe("");
});

test.each([
  ["Orders", '"Orders" is no DNS label; use lower-case letters, digits and -, and start with a letter'],
  ["1st", '"1st" is no DNS label; use lower-case letters, digits and -, and start with a letter'],
  ["orders-", '"orders-" is no DNS label; use lower-case letters, digits and -, and start with a letter'],
  ["a".repeat(64), `"${"a".repeat(64)}" has 64 characters, 63 are allowed; shorten it`],
])("WL-12: %j is refused as a name", (name, message) => {
  expect(problems((found) => checkDnsName(found, "name", name))).toBe(`name: ${message}`);
});

test("WL-12: 63 characters are a name", () => {
  expect(problems((found) => checkDnsName(found, "name", "a".repeat(63)))).toBe("");
});
