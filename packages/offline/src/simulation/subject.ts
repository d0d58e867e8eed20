import { isObject, isSecret, isUnknown, type PropertyMap, type PropertyValue, secret, UNKNOWN, unwrapSecret } from "../wire/values";
import { Identifiers } from "./identifiers";

/** A computed attribute: what the provider would return, made up from what the program gave. Undefined: nobody can know. */
export type Attribute = (subject: Subject) => PropertyValue | undefined;

/** How the computed attributes of one resource type are made up. */
export interface SimulatedType {
  /** The physical id: "name" where a resource is known by its name. Default: an opaque identifier. */
  id?: "name" | ((subject: Subject) => string);
  /** The property that holds the physical name. Default: `name`. */
  nameProperty?: string;
  /** The longest physical name that the provider makes. Default: no limit. */
  longestName?: number;
  /** The characters that separate logical name and suffix, and the length of the suffix. Default: `-` and 7. */
  suffix?: { separator: string; length: number };
  /** For services that take lower case only. */
  lowerCase?: boolean;
  attributes?: Record<string, Attribute>;
}

/** What a simulated resource is made from. */
export interface SubjectSource {
  type: string;
  /** The logical name; for an existing resource the name under which the program reads it. */
  name: string;
  /** What all made-up identifiers of the resource derive from: its URN. */
  seed: string;
  inputs: PropertyMap;
  /** The id of a resource that exists already (imported or read). */
  existingId?: string;
  region: string;
  partition: string;
  dnsSuffix: string;
  accountId: string;
}

/** Thrown when an attribute depends on an input that is unknown: then the attribute is unknown as well. */
class DependsOnUnknown extends Error {}

/** One resource as the tables of simulated values see it. Reading an input through it carries the input's unknownness and secrecy over to the attribute. */
export class Subject {
  readonly region: string;
  readonly partition: string;
  readonly dnsSuffix: string;
  readonly accountId: string;
  private readonly identifiers: Identifiers;
  private readSecret = false;

  constructor(
    private readonly source: SubjectSource,
    private readonly rules: SimulatedType,
  ) {
    this.region = source.region;
    this.partition = source.partition;
    this.dnsSuffix = source.dnsSuffix;
    this.accountId = source.accountId;
    this.identifiers = new Identifiers(source.seed);
  }

  get type(): string {
    return this.source.type;
  }

  /** Evaluates an attribute: its value, marked secret when a secret went into it; unknown when an unknown did. */
  evaluate(attribute: Attribute): PropertyValue {
    const outer = this.readSecret;
    this.readSecret = false;
    try {
      const value = attribute(this);
      return value === undefined ? UNKNOWN : this.readSecret ? secret(value) : value;
    } catch (error) {
      if (error instanceof DependsOnUnknown) {
        return UNKNOWN;
      }
      throw error;
    } finally {
      this.readSecret = outer;
    }
  }

  /** The physical id. An id is never secret on the wire, so one that a secret would go into is made up without it. Unknown when it depends on an unknown. */
  get id(): string {
    if (this.source.existingId !== undefined) {
      return this.source.existingId;
    }
    const rule = this.rules.id;
    const id = this.evaluate(rule === "name" ? () => this.name : (rule ?? (() => this.opaqueId)));
    if (isUnknown(id)) {
      throw new DependsOnUnknown();
    }
    return typeof id === "string" ? id : this.opaqueId;
  }

  /** The physical name: the program's, or one made from the logical name as providers do. */
  get name(): string {
    const property = this.rules.nameProperty ?? "name";
    const given = this.optional(property);
    if (given !== undefined) {
      return given;
    }
    if (this.source.existingId !== undefined) {
      return this.nameFromId(this.source.existingId);
    }
    const prefix = this.optional(`${property}Prefix`);
    return prefix === undefined ? this.automaticName() : `${prefix}${this.digits(26, "suffix")}`;
  }

  /** An id of which only the uniqueness is known. */
  get opaqueId(): string {
    const name = this.source.type.slice(this.source.type.lastIndexOf(":") + 1).toLowerCase();
    return `${name}-0${this.hex(16, "id")}`;
  }

  /** An EC2-style id: `vpc-0` and 16 hexadecimal digits. `purpose` tells several ids of one resource apart. */
  resourceId(prefix: string, purpose = "id"): string {
    return `${prefix}-0${this.hex(16, purpose)}`;
  }

  /** An ARN in the resource's region and account. */
  arn(service: string, resource: string): string {
    return `arn:${this.partition}:${service}:${this.region}:${this.accountId}:${resource}`;
  }

  /** An ARN of a service that has no regions. */
  globalArn(service: string, resource: string): string {
    return `arn:${this.partition}:${service}::${this.accountId}:${resource}`;
  }

  /** An input that must be text for the attribute to be known. */
  text(property: string): string {
    const value = this.optional(property);
    if (value === undefined) {
      throw new DependsOnUnknown();
    }
    return value;
  }

  /** An input's text; undefined when the program does not set it. */
  optional(property: string): string | undefined {
    const value = this.input(property);
    return typeof value === "string" && value !== "" ? value : typeof value === "number" ? String(value) : undefined;
  }

  /** An input, without its secret marker. */
  input(property: string): PropertyValue | undefined {
    const value = this.source.inputs[property];
    if (value === undefined || value === null) {
      return undefined;
    }
    this.readSecret ||= isSecret(value);
    const inner = unwrapSecret(value);
    if (isUnknown(inner)) {
      throw new DependsOnUnknown();
    }
    return inner;
  }

  /** A value inside an object input: `nested("vpcConfig", "subnetIds")`. */
  nested(property: string, key: string): PropertyValue | undefined {
    const container = this.input(property);
    const value = isObject(container) ? container[key] : undefined;
    if (value === undefined) {
      return undefined;
    }
    this.readSecret ||= isSecret(value);
    const inner = unwrapSecret(value);
    if (isUnknown(inner)) {
      throw new DependsOnUnknown();
    }
    return inner;
  }

  hex(length: number, purpose?: string): string {
    return this.identifiers.hex(length, purpose);
  }

  digits(length: number, purpose?: string): string {
    return this.identifiers.text(length, "0123456789", purpose);
  }

  /** Lower-case letters and digits. */
  alphanumeric(length: number, purpose?: string): string {
    return this.identifiers.text(length, "abcdefghijklmnopqrstuvwxyz0123456789", purpose);
  }

  /** An id such as IAM's and Route 53's: a prefix and upper-case letters and digits. */
  upperId(prefix: string, length: number, purpose = "id"): string {
    return prefix + this.identifiers.text(length, "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789", purpose);
  }

  uuid(purpose?: string): string {
    return this.identifiers.uuid(purpose);
  }

  integer(minimum: number, maximum: number, purpose?: string): number {
    return this.identifiers.integer(minimum, maximum, purpose);
  }

  private automaticName(): string {
    const { separator, length } = this.rules.suffix ?? { separator: "-", length: 7 };
    const room = (this.rules.longestName ?? Infinity) - separator.length - length;
    const base = this.rules.lowerCase ? this.source.name.toLowerCase() : this.source.name;
    return `${base.slice(0, Math.max(0, room))}${separator}${this.hex(length, "name")}`;
  }

  private nameFromId(id: string): string {
    if (this.rules.id === "name") {
      return id;
    }
    if (id.startsWith("arn:")) {
      return id.slice(Math.max(id.lastIndexOf("/"), id.lastIndexOf(":")) + 1);
    }
    throw new DependsOnUnknown();
  }
}
