import type { Property } from "../kernel/property";
import type { RunFacts, StackResource, StackView } from "../kernel/resource";
import { type Candidate, candidatesIn } from "./candidates";
import { type Detection, detect } from "./detect";
import { fingerprintOf } from "./fingerprint";
import { type Leaf, leavesOf } from "./leaves";
import { sensitivityOf } from "./names";
import { Origins } from "./origins";
import { type Place, placeOf } from "./places";

/** A secret that stands in the program itself, in its plain configuration, or in the open in a resource. Each belongs to one kind, and so to one rule. */
export interface Exposure {
  kind: ExposureKind;
  resource: StackResource;
  property: Property;
  /** What the place is called (`DB_PASSWORD`); of a token, what it is (`GitHub token`). */
  name: string;
  /** What may be said of it: its length and fingerprint. */
  described: string;
  fingerprint: string;
  /** The configuration key that it comes from. */
  configKey?: string;
  /** It is a credential by its form: what leaked must be revoked. */
  isToken: boolean;
  /** The resource's property is marked secret, so that a data source may have read it. */
  isMarked: boolean;
  /** A machine may have made it: see `looksGenerated`. */
  isGenerated: boolean;
}

export type ExposureKind =
  /** The value of a configuration key that is not secret. */
  | "plain-config"
  /** The value of a secret configuration key, where nothing marks it secret. */
  | "unwrapped"
  /** A credential by its form, anywhere. */
  | "token"
  /** A literal where a secret belongs, by where it stands. */
  | Place;

const known = new WeakMap<StackView, Exposure[]>();

/**
 * All exposures of a stack, in the order of its resources. A component passes its arguments on, and they are judged where they arrive. Computed once for
 * all rules.
 */
export function exposuresOf(stack: StackView, run: RunFacts): readonly Exposure[] {
  let exposures = known.get(stack);
  if (exposures === undefined) {
    // An engine that names no provider at all does not say which are components.
    const tellsComponents = stack.resources.some((resource) => resource.provider !== undefined);
    const finder = new Finder(run);
    exposures = stack.resources
      .filter((resource) => resource.isCustom || resource.isProvider || (!tellsComponents && !resource.type.startsWith("pulumi:")))
      .flatMap((resource) => [...finder.in(resource)]);
    known.set(stack, exposures);
  }
  return exposures;
}

/** Shorter values of secret configuration stand in other places by chance. */
const SHORTEST_VALUE = 8;

class Finder {
  private readonly origins: Origins;
  private readonly fingerprints = new Map<string, string>();

  constructor(private readonly run: RunFacts) {
    this.origins = new Origins(run);
  }

  *in(resource: StackResource): Generator<Exposure> {
    for (const leaf of leavesOf(resource.properties)) {
      const tokens = leaf.isDocument ? [] : detect(leaf.text);
      const candidates = [...candidatesIn(leaf, resource)].filter((candidate) => !this.isMarkedByProgram(candidate));
      // Where the schema marks a property, it is the property that says what stands there.
      const marked = candidates.filter((candidate) => this.isMarked(candidate));
      const others = candidates.filter((candidate) => !marked.includes(candidate) && !tokens.some((token) => holds(candidate, token)));
      yield* this.unwrapped(leaf, resource);
      for (const token of tokens.filter((one) => !marked.some((candidate) => holds(candidate, one)))) {
        yield* this.token(token, leaf, resource);
      }
      for (const candidate of [...marked, ...others]) {
        yield* this.literal(candidate, resource);
      }
    }
  }

  private isMarked({ property, isSchemaSecret }: Candidate): boolean {
    return this.run.secretsVisible ? property.isSecret : isSchemaSecret;
  }

  /** What the program marks itself is no literal, as far as anybody can tell. */
  private isMarkedByProgram(candidate: Candidate): boolean {
    return this.isMarked(candidate) && !candidate.isSchemaSecret;
  }

  private *unwrapped(leaf: Leaf, resource: StackResource): Generator<Exposure> {
    if (!this.run.secretsVisible || leaf.property.isSecret || leaf.isDocument) {
      return;
    }
    const shortest = sensitivityOf(leaf.name) === undefined ? SHORTEST_VALUE : 1;
    for (const { key, value } of this.origins.secretsIn(leaf.text, shortest)) {
      yield this.exposure("unwrapped", resource, leaf.property, leaf.name, value, { configKey: key });
    }
  }

  private *token({ kind, secret }: Detection, { property, text }: Leaf, resource: StackResource): Generator<Exposure> {
    const origin = this.origins.of(secret, property, resource, secret === text);
    const facts = { isToken: true, isMarked: this.run.secretsVisible ? property.isSecret : true };
    if (origin.kind === "plain-config") {
      yield this.exposure("plain-config", resource, property, kind, secret, { ...facts, configKey: origin.key });
    } else if (origin.kind === "literal") {
      yield this.exposure("token", resource, property, kind, secret, facts);
    }
  }

  private *literal(candidate: Candidate, resource: StackResource): Generator<Exposure> {
    const { property, name, text, isWhole, isGenerated } = candidate;
    const origin = this.origins.of(text, property, resource, isWhole);
    const facts = { isGenerated, isMarked: this.isMarked(candidate) };
    if (origin.kind === "plain-config") {
      yield this.exposure("plain-config", resource, property, name, text, { ...facts, configKey: origin.key });
    } else if (origin.kind === "literal") {
      yield this.exposure(placeOf(resource, property), resource, property, name, text, facts);
    }
  }

  private exposure(
    kind: ExposureKind,
    resource: StackResource,
    property: Property,
    name: string,
    secret: string,
    facts: Partial<Pick<Exposure, "configKey" | "isToken" | "isMarked" | "isGenerated">>,
  ): Exposure {
    const fingerprint = this.fingerprints.get(secret) ?? fingerprintOf(secret, this.run.project);
    this.fingerprints.set(secret, fingerprint);
    const described = `${[...secret].length} characters, fingerprint ${fingerprint}`;
    return { kind, resource, property, name, described, fingerprint, isToken: false, isMarked: false, isGenerated: false, ...facts };
  }
}

/** One literal, seen twice: by its place and by its form. */
function holds(candidate: Candidate, token: Detection): boolean {
  return candidate.text.includes(token.secret);
}
