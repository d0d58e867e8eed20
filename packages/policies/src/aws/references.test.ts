import { UNKNOWN } from "../../test-support/judge";
import { Undetermined } from "../kernel/property";
import { type StackResource, type StackResourceData, StackView } from "../kernel/resource";
import { family } from "../kernel/types";
import { referrers } from "./references";

const blocksOf = referrers(
  family("blocks", (type) => type === "block"),
  "bucket",
);

const block = (bucket: unknown, madeFrom?: string, name = "block"): StackResourceData => ({
  urn: name,
  type: "block",
  name,
  properties: { bucket },
  propertyDependencies: madeFrom === undefined ? {} : { bucket: [madeFrom] },
});
const logs: StackResourceData = {
  urn: "logs",
  type: "bucket",
  name: "logs",
  properties: { id: "logs-1a2b", arn: "arn:aws:s3:::logs-1a2b" },
  inputs: { bucket: "acme-logs" },
};

function found(...resources: StackResourceData[]): string[] {
  return enough(1, ...resources);
}

function enough(count: number, ...resources: StackResourceData[]): string[] {
  const stack = new StackView([logs, { urn: "other", type: "bucket", name: "other", properties: {} }, ...resources]);
  return blocksOf(stack.find("logs") as StackResource, stack, count).map(({ name }) => name);
}

it.each([
  ["what was made from it", UNKNOWN, "logs"],
  ["its id", "logs-1a2b", undefined],
  ["its ARN, in a list", ["x", "arn:aws:s3:::logs-1a2b"], undefined],
  ["the name that it was given", "acme-logs", undefined],
  ["its id, beside an unknown", [UNKNOWN, "logs-1a2b"], undefined],
])("a resource is referred to by %s", (_, bucket, madeFrom) => {
  expect(found(block(bucket, madeFrom))).toEqual(["block"]);
});

it.each([
  ["what was made from another", UNKNOWN, "other"],
  ["what was made from another, in a list", [UNKNOWN, "images"], "other"],
  ["another id", "images", undefined],
  ["nothing", undefined, undefined],
])("a resource is not referred to by %s", (_, bucket, madeFrom) => {
  expect(found(block(bucket, madeFrom))).toEqual([]);
});

it("all that refer to a resource are found, each once, and no other types", () => {
  expect(found(block("logs-1a2b", "logs", "a"), block("acme-logs", undefined, "b"), { ...block("logs-1a2b", "logs", "c"), type: "policy" })).toEqual([
    "a",
    "b",
  ]);
});

it("an unknown that is made from no resource may refer to any, unless enough others do", () => {
  expect(() => found(block(UNKNOWN))).toThrow(Undetermined);
  expect(found(block(UNKNOWN), block("acme-logs", undefined, "b"))).toEqual(["b"]);
  expect(() => enough(2, block(UNKNOWN), block("acme-logs", undefined, "b"))).toThrow(Undetermined);
});

it("a text may be the name of a resource while that is unknown, but not its id", () => {
  const named = (properties: Record<string, unknown>): StackView =>
    new StackView([block("logs"), { urn: "logs", type: "bucket", name: "logs", properties: { id: UNKNOWN }, inputs: properties }]);
  const blocks = (stack: StackView): readonly StackResource[] => blocksOf(stack.find("logs") as StackResource, stack);
  expect(() => blocks(named({ bucket: UNKNOWN }))).toThrow(Undetermined);
  expect(blocks(named({}))).toEqual([]);
});
