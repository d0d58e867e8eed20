import type { EngineResource } from "../model/resource";
import type { SimulatedCall } from "../result/result";
import type { PropertyMap, PropertyValue } from "../wire/values";

/** What stands in for the providers and for the state of other stacks. One per preview. It holds no reference to the engine. */
export interface Simulator {
  /** The provider's Check, as far as it needs no cloud: automatic names, default namespace, merged tags. Never changes its argument. */
  check(resource: EngineResource): PropertyMap;

  /**
   * What the provider's preview of a creation returns: the inputs and the computed attributes. In `unknown` mode each computed attribute is unknown and
   * the id is ""; in `simulated` mode those whose shape is known (ids, ARNs, names, endpoints …) have a realistic, deterministic value.
   */
  create(resource: EngineResource): { id: string; outputs: PropertyMap };

  /** A data source. Throws a `MissingFixtureError` that prints the lines to add to the fixtures file. */
  invoke(token: string, args: PropertyMap, context: CallContext): Promise<SimulatedAnswer>;

  /** A method of a resource or of a provider. Same errors. */
  call(token: string, args: PropertyMap, context: CallContext): Promise<SimulatedAnswer>;

  /** `Resource.get`: the state of an existing resource. */
  read(resource: ReadRequest): Promise<PropertyMap>;

  /** The outputs of another stack, or undefined when the fixtures do not have it (then they are unknown, and a coverage gap). */
  stackReference(name: string): PropertyMap | undefined;

  /** Calls answered so far, sorted by token. */
  readonly calls: SimulatedCall[];
}

export interface CallContext {
  /** The provider that would be called, if there is one yet. */
  provider?: EngineResource;
  /** `aws:region` of the provider or of the stack's configuration; `us-east-1` when nothing names one. */
  region: string;
}

export interface SimulatedAnswer {
  value: PropertyMap;
  answeredBy: SimulatedCall["answeredBy"];
}

export interface ReadRequest {
  type: string;
  name: string;
  id: string;
  properties: PropertyMap;
  region: string;
}

/** A fixture's value may be anything that JSON can hold; secrets are written as `{ secret: value }`. */
export type FixtureValue = PropertyValue;
