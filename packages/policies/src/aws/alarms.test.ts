import { UNKNOWN } from "../../test-support/judge";
import { type StackResourceData, StackView } from "../kernel/resource";
import { type Dimensions, isWatched } from "./alarms";

const functions: Dimensions = { namespace: "AWS/Lambda", names: ["FunctionName"], identities: ["name"] };

function watched(alarm: Partial<StackResourceData>, target: Partial<StackResourceData> = {}): boolean {
  const stack = new StackView([
    { urn: "a", type: "aws:cloudwatch/metricAlarm:MetricAlarm", name: "a", properties: {}, ...alarm },
    { urn: "f", type: "aws:lambda/function:Function", name: "f", properties: {}, ...target },
  ]);
  return isWatched(stack.find("f")!, functions, stack);
}

const dimensions = (FunctionName: unknown): Partial<StackResourceData> => ({ properties: { dimensions: { FunctionName } } });

it("a resource is watched by an alarm that was made from it", () => {
  expect(watched({ ...dimensions(UNKNOWN), propertyDependencies: { dimensions: ["f"] } })).toBe(true);
  expect(watched({ properties: { metricQueries: UNKNOWN }, propertyDependencies: { metricQueries: ["f"] } })).toBe(true);
  expect(watched({ ...dimensions(UNKNOWN), propertyDependencies: { alarmActions: ["f"], dimensions: ["g", "a"] } })).toBe(false);
});

it("or by one that has its name, whether the program or AWS gave it", () => {
  expect(watched(dimensions("orders"), { properties: { name: "orders" } })).toBe(true);
  expect(watched(dimensions("orders-1a2b"), { inputs: {}, properties: { name: "orders-1a2b" } })).toBe(true);
  expect(watched({ properties: { dimensions: { QueueName: "orders" } } }, { properties: { name: "orders" } })).toBe(false);
  expect(watched(dimensions("other"), { properties: { name: "orders" } })).toBe(false);
  expect(watched(dimensions(null))).toBe(false);
  const mixed = { properties: { dimensions: { FunctionName: "orders", Resource: UNKNOWN } }, propertyDependencies: { dimensions: ["a"] } };
  expect(watched(mixed, { properties: { name: "orders" } })).toBe(true);
});

it("or by one on all of the service", () => {
  expect(watched({ properties: { namespace: "AWS/Lambda" } })).toBe(true);
  expect(watched({ properties: { namespace: "AWS/SQS" } })).toBe(false);
  expect(watched({ properties: { namespace: "AWS/Lambda", dimensions: { FunctionName: "other" } } })).toBe(false);
});

it("is undetermined where an unknown may be it, and nothing known is", () => {
  const undetermined = "can't be known during preview";
  expect(() => watched(dimensions(UNKNOWN))).toThrow(undetermined);
  expect(() => watched({ properties: { dimensions: UNKNOWN } })).toThrow(undetermined);
  expect(() => watched({ properties: { metricQueries: UNKNOWN } })).toThrow(undetermined);
  expect(() => watched({ properties: { namespace: UNKNOWN } })).toThrow(undetermined);
  expect(() => watched(dimensions("orders"), { properties: { name: UNKNOWN } })).toThrow(undetermined);
  expect(watched({}, { properties: { name: UNKNOWN } })).toBe(false);
});
