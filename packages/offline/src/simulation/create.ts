import { awsType } from "./aws/tables";
import { awsAttribute, placeOf, type PropertyFacts } from "./aws/rules";
import { dockerTypes } from "./docker";
import { randomTypes } from "./random";
import { type Attribute, type SimulatedType, Subject } from "./subject";
import type { ResourceSchema } from "../schema/resourceSchema";
import { packageOf } from "../wire/urn";
import { isObject, isSecret, isUnknown, mapValues, type PropertyMap, type PropertyValue, secret, UNKNOWN, unwrapSecret } from "../wire/values";

/** A resource that is about to exist, or one that exists already. */
export interface CreationRequest {
  type: string;
  name: string;
  /** What made-up identifiers derive from. */
  seed: string;
  inputs: PropertyMap;
  /** "" where there is none. */
  existingId: string;
  region: string;
}

/** The outputs of a creation with every computed attribute made up whose form is known; the others are unknown. */
export function simulateCreation(request: CreationRequest, schema: ResourceSchema | undefined): { id: string; outputs: PropertyMap } {
  const rules = simulatedType(request.type);
  const subject = subjectOf(request, rules);
  const settable = new Set(Object.keys(schema?.computed ?? {}));
  schema?.outputOnly.forEach((property) => settable.delete(property));

  const outputs = withoutNulls(request.inputs);
  const named = schema?.computed.name !== undefined || outputs.name !== undefined;
  for (const [property, type] of Object.entries(schema?.computed ?? {})) {
    const attribute = rules.attributes?.[property] ?? generalRule(request.type, property, { type, settable: settable.has(property), named });
    outputs[property] = completed(outputs[property], attribute === undefined ? UNKNOWN : () => subject.evaluate(attribute));
  }
  const id = subject.evaluate((resource) => resource.id);
  return { id: isUnknown(id) || dynamicProvider(request.type) ? request.existingId : (id as string), outputs };
}

/** The outputs of a creation as a stock preview has them: every computed attribute is unknown, those inside given objects included. */
export function unknownCreation(request: CreationRequest, schema: ResourceSchema | undefined): PropertyMap {
  const rules = simulatedType(request.type);
  const outputs = withoutNulls(request.inputs);
  for (const property of Object.keys(schema?.computed ?? {})) {
    const attribute = outputs[property] === undefined ? undefined : rules.attributes?.[property];
    outputs[property] = completed(
      outputs[property],
      attribute === undefined ? UNKNOWN : () => unknownLeaves(subjectOf(request, rules).evaluate(attribute)),
    );
  }
  return outputs;
}

function subjectOf(request: CreationRequest, rules: SimulatedType): Subject {
  return new Subject({ ...request, ...placeOf(regionOf(request)), existingId: request.existingId === "" ? undefined : request.existingId }, rules);
}

function simulatedType(type: string): SimulatedType {
  return (packageOf(type) === "aws" ? awsType(type) : (randomTypes[type] ?? dockerTypes[type])) ?? {};
}

function generalRule(type: string, property: string, facts: PropertyFacts): Attribute | undefined {
  if (packageOf(type) === "aws") {
    return awsAttribute(property, facts);
  }
  // The name that bridged providers give to what the program leaves unnamed.
  return property === "name" && facts.type === "string" ? (subject) => subject.name : undefined;
}

/** A dynamic provider is code of the program, which a preview does not run; only it knows the ids. */
function dynamicProvider(type: string): boolean {
  return type.startsWith("pulumi-nodejs:");
}

/** Version 7 of the AWS provider takes a region for each resource. */
function regionOf(request: CreationRequest): string {
  const own = packageOf(request.type) === "aws" ? unwrapSecret(request.inputs.region ?? null) : null;
  return typeof own === "string" && own !== "" && !isUnknown(own) ? own : request.region;
}

/** What the program gave, with what the provider adds to it: the program's values win, level by level. */
function completed(given: PropertyValue | undefined, computed: PropertyValue | (() => PropertyValue)): PropertyValue {
  if (given !== undefined && !isObject(unwrapSecret(given))) {
    return given;
  }
  const added = typeof computed === "function" ? computed() : computed;
  if (given === undefined) {
    return added;
  }
  const inner = unwrapSecret(given) as PropertyMap;
  const extra = unwrapSecret(added);
  if (!isObject(extra)) {
    return given;
  }
  const merged: PropertyMap = { ...inner };
  for (const [key, value] of Object.entries(extra)) {
    merged[key] = completed(inner[key], value);
  }
  return isSecret(given) ? secret(merged) : merged;
}

function unknownLeaves(value: PropertyValue): PropertyValue {
  const inner = unwrapSecret(value);
  return isObject(inner) ? mapValues(inner, unknownLeaves) : UNKNOWN;
}

function withoutNulls(properties: PropertyMap): PropertyMap {
  return Object.fromEntries(Object.entries(properties).filter(([, value]) => value !== null));
}
