import { type ConfigSchema, validateProperties } from "./schema";

/** The messages that gojsonschema 1.2.0, the stock engine's validator, gives for the same schema and value. */
const CASES: [properties: ConfigSchema["properties"], required: string[], value: Record<string, unknown>, messages: string[]][] = [
  [{ max: { type: "integer" } }, [], { max: 3 }, []],
  [{ max: { type: "integer" } }, [], { max: "three" }, ["max: Invalid type. Expected: integer, given: string"]],
  [{ max: { type: "integer" } }, [], { max: 1.5 }, ["max: Invalid type. Expected: integer, given: number"]],
  [{ max: { type: "integer" } }, [], { max: null }, ["max: Invalid type. Expected: integer, given: null"]],
  [{ max: { type: ["integer", "null"] } }, [], { max: true }, ["max: Invalid type. Expected: [integer,null], given: boolean"]],
  [{ s: { type: "boolean" } }, [], { s: [] }, ["s: Invalid type. Expected: boolean, given: array"]],
  [{ s: { type: "array" } }, [], { s: {} }, ["s: Invalid type. Expected: array, given: object"]],
  [{ a: { type: "string" } }, ["a", "b"], {}, ["a is required", "b is required"]],
  [{ level: { type: "string", enum: ["low", "high"] } }, [], { level: "medium" }, ['level: level must be one of the following: "low", "high"']],
  [{ level: { type: "string", enum: ["low", "high"] } }, [], { level: 5 }, ["level: Invalid type. Expected: string, given: integer"]],
  [{ level: { const: "x" } }, [], { level: "y" }, ['level: level does not match: "x"']],
  [
    { n: { type: "number", maximum: 5, minimum: 1, multipleOf: 2 } },
    [],
    { n: 7 },
    ["n: Must be a multiple of 2", "n: Must be less than or equal to 5"],
  ],
  [{ n: { exclusiveMinimum: 1 } }, [], { n: 1 }, ["n: Must be greater than 1"]],
  [{ n: { exclusiveMaximum: 1.5 } }, [], { n: 2 }, ["n: Must be less than 1.5"]],
  [{ n: { minimum: 3 } }, [], { n: 1 }, ["n: Must be greater than or equal to 3"]],
  [{ s: { minLength: 3 } }, [], { s: "a" }, ["s: String length must be greater than or equal to 3"]],
  [{ s: { maxLength: 3 } }, [], { s: "abcd" }, ["s: String length must be less than or equal to 3"]],
  [{ s: { pattern: "^[a-z]+$" } }, [], { s: "A" }, ["s: Does not match pattern '^[a-z]+$'"]],
  [{ s: { format: "email" } }, [], { s: "nobody" }, ["s: Does not match format 'email'"]],
  [{ s: { format: "ipv4" } }, [], { s: "300.1.1.1" }, ["s: Does not match format 'ipv4'"]],
  [{ s: { format: "date" } }, [], { s: "2020-13-01" }, ["s: Does not match format 'date'"]],
  [{ s: { format: "uuid" } }, [], { s: "x" }, ["s: Does not match format 'uuid'"]],
  [{ s: { format: "regex" } }, [], { s: "(" }, ["s: Does not match format 'regex'"]],
  [{ s: { format: "hostname" } }, [], { s: "-a" }, ["s: Does not match format 'hostname'"]],
  [{ s: { format: "uri" } }, [], { s: "a b" }, ["s: Does not match format 'uri'"]],
  [{ s: { format: "unheard-of" } }, [], { s: "x" }, []],
  [
    { keys: { type: "array", items: { type: "string" }, minItems: 1 } },
    [],
    { keys: ["a", 1] },
    ["keys.1: Invalid type. Expected: string, given: integer"],
  ],
  [{ keys: { type: "array", uniqueItems: true } }, [], { keys: ["a", "b", "a"] }, ["keys: array items[0,2] must be unique"]],
  [{ keys: { type: "array", minItems: 1 } }, [], { keys: [] }, ["keys: Array must have at least 1 items"]],
  [{ keys: { type: "array", maxItems: 1 } }, [], { keys: [1, 2] }, ["keys: Array must have at most 1 items"]],
  [{ o: { type: "object", properties: { deep: { type: "object", required: ["x"] } } } }, [], { o: { deep: {} } }, ["o.deep: x is required"]],
  [{ o: { type: "object", additionalProperties: false, properties: { a: {} } } }, [], { o: { b: 1 } }, ["o: Additional property b is not allowed"]],
  [{ o: { type: "object", minProperties: 1 } }, [], { o: {} }, ["o: Must have at least 1 properties"]],
  [{ o: { type: "object", maxProperties: 1 } }, [], { o: { a: 1, b: 2 } }, ["o: Must have at most 1 properties"]],
  [{ x: { not: { type: "string" } } }, [], { x: "s" }, ["x: Must not validate the schema (not)"]],
  [
    { x: { anyOf: [{ type: "string" }, { type: "integer" }] } },
    [],
    { x: true },
    ["x: Invalid type. Expected: string, given: boolean", "x: Must validate at least one schema (anyOf)"],
  ],
  [{ x: { oneOf: [{ type: "string" }, { minLength: 1 }] } }, [], { x: "s" }, ["x: Must validate one and only one schema (oneOf)"]],
  [{ "a/b": { type: "string" } }, [], { "a/b": 1 }, ["a/b: Invalid type. Expected: string, given: integer"]],
  [{ a: { type: "string" } }, [], { a: "x", other: 1 }, []],
];

it.each(CASES)("checks against %j (required: %j) the value %j", (properties, required, value, messages) => {
  expect(validateProperties({ properties, required }, value)).toEqual(messages);
});

it("takes as valid what has the format", () => {
  const values = {
    date: "2024-02-29",
    "date-time": "2024-02-29T12:00:00Z",
    email: "a@example.com",
    hostname: "db-1.example.com",
    ipv4: "10.0.0.1",
    ipv6: "::1",
    regex: "^a$",
    uri: "https://example.com/a?b",
    uuid: "00000000-0000-4000-8000-000000000000",
  };
  const properties = Object.fromEntries(Object.keys(values).map((format) => [format, { format }]));
  expect(validateProperties({ properties, required: [] }, values)).toEqual([]);
});

it("throws on a schema that is none", () => {
  expect(() => validateProperties({ properties: { a: { type: "strange" } }, required: [] }, {})).toThrow(
    /schema is invalid: data\/properties\/a\/type/,
  );
});
