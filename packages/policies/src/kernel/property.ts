import { SIGNATURE, isObject, isSecret, unknownType } from "./wire";

export type Key = string | number;

/** The index after the last element of a list: a value that is put there is added. */
export const END = Infinity;

/** Another value for an input. */
export interface Change {
  /** Where it is, from the resource's properties on. */
  keys: readonly Key[];
  value: unknown;
}

/** What `pulumi policy analyze` puts in the place of a secret of a state file that it can't decrypt, of any type. */
const REDACTED = "[secret]";

/** A step that decodes the text before it. */
type Decoding = "json" | "base64";

/**
 * A place in a resource's properties. Reading a value that can't be known during a preview throws `Undetermined`, which the kernel reports, so that no
 * rule takes an unknown for a missing or a harmless value; looking at other places goes on working. Secrets read as their value and are marked.
 */
export class Property {
  private readonly raw: unknown;
  /** The value is, or is inside, a value marked secret. */
  readonly isSecret: boolean;

  private constructor(
    /** The URN of the resource. */
    readonly owner: string,
    raw: unknown,
    secret: boolean,
    /** What this place is in. */
    readonly container?: Property,
    private readonly step?: { key: Key } | { decoding: Decoding },
  ) {
    let value = raw;
    let marked = secret;
    while (isSecret(value)) {
      value = value.value;
      marked = true;
    }
    this.raw = value;
    this.isSecret = marked;
  }

  /** The properties of a resource, in Pulumi's wire form or with secrets already unwrapped. */
  static of(owner: string, properties: unknown): Property {
    return new Property(owner, properties, false);
  }

  /** The same place, whose value is marked secret somewhere else. */
  asSecret(): Property {
    return new Property(this.owner, this.raw, true, this.container, this.step);
  }

  /** The place below this one; places that do not exist are absent. */
  at(...keys: Key[]): Property {
    let place: Property = this;
    for (const key of keys) {
      place = place.child(key);
    }
    return place;
  }

  private child(key: Key): Property {
    if (this.isUnknown) {
      return new Property(this.owner, this.raw, this.isSecret, this, { key });
    }
    const container = this.raw;
    const isContainer = Array.isArray(container) ? typeof key === "number" : isObject(container);
    const exists = isContainer && Object.hasOwn(container as object, key);
    return new Property(this.owner, exists ? (container as Record<Key, unknown>)[key] : undefined, this.isSecret, this, { key });
  }

  /** What the text here holds, once decoded. */
  decoded(decoding: Decoding, value: unknown): Property {
    return new Property(this.owner, value, this.isSecret, this, { decoding });
  }

  /** What the JSON text here says; absent when it is none. What is no text stays as it is. */
  parsed(): Property {
    if (this.isUnknown || typeof this.raw !== "string") {
      return this;
    }
    try {
      return this.decoded("json", JSON.parse(this.raw));
    } catch {
      return this.decoded("json", undefined);
    }
  }

  /** Such as `spec.template.spec.containers[0].image`, `data["a.b"]`, or `containerDefinitions<json>[0].name` inside a text; "" for all the properties. */
  get path(): string {
    if (this.container === undefined || this.step === undefined) {
      return "";
    }
    return "key" in this.step ? joinPath(this.container.path, this.step.key) : `${this.container.path}<${this.step.decoding}>`;
  }

  /** The key of this place in the object or list that it is in; undefined for all the properties and for what was decoded. */
  get key(): Key | undefined {
    return this.step !== undefined && "key" in this.step ? this.step.key : undefined;
  }

  /** The change that gives this place another value; undefined inside a text, which would have to be written anew. */
  changedTo(value: unknown): Change | undefined {
    const keys: Key[] = [];
    let place: Property = this;
    while (place.container !== undefined && place.step !== undefined) {
      if (!("key" in place.step)) {
        return undefined;
      }
      keys.unshift(place.step.key);
      place = place.container;
    }
    return { keys, value };
  }

  /** The value can't be known during a preview, or is a secret that the engine could not decrypt. */
  get isUnknown(): boolean {
    return unknownType(this.raw) !== undefined || this.isRedacted;
  }

  /** Whatever it was: with a text in its place, nothing can be said of it. */
  private get isRedacted(): boolean {
    return this.isSecret && this.raw === REDACTED;
  }

  /** There is nothing here: no value, and none that will be known later. */
  get isAbsent(): boolean {
    return this.raw === undefined || this.raw === null;
  }

  /** The text here; undefined when there is none. */
  string(): string | undefined {
    const value = this.known();
    return typeof value === "string" ? value : undefined;
  }

  number(): number | undefined {
    const value = this.known();
    return typeof value === "number" ? value : undefined;
  }

  boolean(): boolean | undefined {
    const value = this.known();
    return typeof value === "boolean" ? value : undefined;
  }

  /** What Kubernetes calls an IntOrString, and a quantity in either form. */
  stringOrNumber(): string | number | undefined {
    return this.string() ?? this.number();
  }

  /** The elements of the list here; none when there is no list. */
  items(): Property[] {
    const value = this.known();
    return Array.isArray(value) ? value.map((_, index) => this.child(index)) : [];
  }

  /** The entries of the object here, in their order; none when there is no object. Of assets and archives, what they carry. */
  entries(): [string, Property][] {
    const value = this.known();
    return isObject(value) ? Object.keys(value).flatMap((key) => (key === SIGNATURE ? [] : [[key, this.child(key)] as [string, Property]])) : [];
  }

  /** What a message may say of the text or number here: never the value of a secret. */
  shown(): string {
    return this.isSecret ? "[secret]" : String(this.string() ?? this.number() ?? this.boolean() ?? "");
  }

  /** What to throw when the value here is needed and unknown. */
  undetermined(): Undetermined {
    let place: Property = this;
    while (place.container?.isUnknown === true) {
      place = place.container;
    }
    return new Undetermined(place.owner, place.path, place.isRedacted ? "secret" : (unknownType(place.raw) ?? "string"));
  }

  private known(): unknown {
    if (this.isUnknown) {
      throw this.undetermined();
    }
    return this.raw;
  }
}

/** A rule needs a value that can't be known during a preview. */
export class Undetermined extends Error {
  override readonly name = "Undetermined";

  constructor(
    readonly owner: string,
    readonly path: string,
    readonly type: string,
  ) {
    // The words of the SDK's own error.
    super(`${type} value at .${path} can't be known during preview`);
  }
}

export function joinPath(path: string, key: Key): string {
  if (typeof key === "number") {
    return `${path}[${key}]`;
  }
  if (!/^[A-Za-z_$][\w$-]*$/.test(key)) {
    return `${path}[${JSON.stringify(key)}]`;
  }
  return path === "" ? key : `${path}.${key}`;
}
