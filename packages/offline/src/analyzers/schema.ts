import { isIP } from "node:net";
import Ajv, { type ErrorObject } from "ajv";

/** The JSON schema of a policy's properties. */
export interface ConfigSchema {
  properties: Record<string, Record<string, unknown>>;
  required: string[];
}

/** The formats that the stock engine's validator knows and that occur in configuration. */
const FORMATS: Record<string, (text: string) => boolean> = {
  date: (text) => /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(Date.parse(text)),
  "date-time": (text) => /^\d{4}-\d{2}-\d{2}[Tt ]\d{2}:\d{2}/.test(text) && !Number.isNaN(Date.parse(text)),
  email: (text) => /^[^@\s]+@[^@\s]+$/.test(text),
  hostname: (text) => text.length <= 255 && /^([a-z\d]([a-z\d-]{0,61}[a-z\d])?)(\.[a-z\d]([a-z\d-]{0,61}[a-z\d])?)*$/i.test(text),
  ipv4: (text) => isIP(text) === 4,
  ipv6: (text) => isIP(text) === 6,
  regex: isRegularExpression,
  uri: (text) => URL.canParse(text),
  uuid: (text) => /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i.test(text),
};

const ajv = new Ajv({ allErrors: true, strict: false, verbose: true, formats: FORMATS, logger: false });

/**
 * Checks properties against a policy's schema. The messages are those of the stock engine's validator.
 *
 * @throws `Error` when the schema is none.
 */
export function validateProperties(schema: ConfigSchema, properties: Record<string, unknown>): string[] {
  const validate = ajv.compile({
    type: "object",
    properties: schema.properties,
    ...(schema.required.length === 0 ? {} : { required: schema.required }),
  });
  if (validate(properties)) {
    return [];
  }
  const errors = validate.errors ?? [];
  const place = ({ schemaPath, instancePath }: ErrorObject): string => `${schemaPath.slice(0, schemaPath.lastIndexOf("/"))} ${instancePath}`;
  const mistyped = new Set(errors.filter(({ keyword }) => keyword === "type").map(place));
  // The stock validator looks no further at a value that is not of its type, and of several alternatives explains but one.
  const told = errors.filter(
    (error) => (error.keyword === "type" || !mistyped.has(place(error))) && !/\/(anyOf|oneOf)\/[1-9]/.test(error.schemaPath),
  );
  return told.map(describe).sort();
}

function describe(error: ErrorObject): string {
  const field = error.instancePath.slice(1).replaceAll("/", ".").replaceAll("~1", "/").replaceAll("~0", "~");
  const description = describeProblem(error, field === "" ? "(root)" : field);
  return field === "" ? description : `${field}: ${description}`;
}

function describeProblem({ keyword, params, schema, data, message = "" }: ErrorObject, field: string): string {
  const limit = String((params as { limit?: number }).limit);
  switch (keyword) {
    case "required":
      return `${(params as { missingProperty: string }).missingProperty} is required`;
    case "type":
      return `Invalid type. Expected: ${Array.isArray(schema) ? `[${schema.join(",")}]` : String(schema)}, given: ${typeOf(data)}`;
    case "enum":
      return `${field} must be one of the following: ${(schema as unknown[]).map((value) => JSON.stringify(value)).join(", ")}`;
    case "const":
      return `${field} does not match: ${JSON.stringify(schema)}`;
    case "minLength":
      return `String length must be greater than or equal to ${limit}`;
    case "maxLength":
      return `String length must be less than or equal to ${limit}`;
    case "pattern":
      return `Does not match pattern '${String(schema)}'`;
    case "format":
      return `Does not match format '${String(schema)}'`;
    case "minimum":
      return `Must be greater than or equal to ${limit}`;
    case "maximum":
      return `Must be less than or equal to ${limit}`;
    case "exclusiveMinimum":
      return `Must be greater than ${limit}`;
    case "exclusiveMaximum":
      return `Must be less than ${limit}`;
    case "multipleOf":
      return `Must be a multiple of ${String(schema)}`;
    case "minItems":
      return `Array must have at least ${limit} items`;
    case "maxItems":
      return `Array must have at most ${limit} items`;
    case "uniqueItems": {
      const { i, j } = params as { i: number; j: number };
      return `array items[${Math.min(i, j)},${Math.max(i, j)}] must be unique`;
    }
    case "contains":
      return "At least one of the items must match";
    case "minProperties":
      return `Must have at least ${limit} properties`;
    case "maxProperties":
      return `Must have at most ${limit} properties`;
    case "additionalProperties":
      return `Additional property ${(params as { additionalProperty: string }).additionalProperty} is not allowed`;
    case "anyOf":
      return "Must validate at least one schema (anyOf)";
    case "oneOf":
      return "Must validate one and only one schema (oneOf)";
    case "not":
      return "Must not validate the schema (not)";
    default:
      return message;
  }
}

function typeOf(value: unknown): string {
  if (value === null || Array.isArray(value)) {
    return value === null ? "null" : "array";
  }
  return typeof value === "number" ? (Number.isInteger(value) ? "integer" : "number") : typeof value;
}

function isRegularExpression(text: string): boolean {
  try {
    new RegExp(text);
    return true;
  } catch {
    return false;
  }
}
