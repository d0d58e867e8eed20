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

/** What each is about. Not in the exposure itself, which is there to be told. */
const texts = new WeakMap<Exposure, string>();

/**
 * All exposures of a stack, in the order of its resources. A component passes its arguments on, and they are judged where they arrive. Computed once for
 * all rules.
 */
export function exposuresOf(stack: StackView, run: RunFacts): readonly Exposure[] {
  let exposures = known.get(stack);
  if (exposures === undefined) {
    const finder = new Finder(run);
    exposures = madeIn(stack).flatMap((resource) => [...finder.in(resource)]);
    known.set(stack, exposures);
  }
  return exposures;
}

/**
 * What another detector finds where none of those stands: of the kind `token`, or `plain-config` where it comes from there, in the same order.
 * @param detectIn what it finds in each of some texts.
 */
export function furtherExposuresOf(stack: StackView, run: RunFacts, detectIn: (texts: readonly string[]) => Detection[][]): Exposure[] {
  const finder = new Finder(run);
  const leaves = madeIn(stack).flatMap((resource) =>
    [...leavesOf(resource.properties)].flatMap((leaf) => (leaf.isDocument ? [] : [{ resource, leaf }])),
  );
  const detections = detectIn(leaves.map(({ leaf }) => leaf.text));
  return leaves.flatMap(({ resource, leaf }, index) =>
    (detections[index] ?? [])
      .filter(({ secret }) => !isFound(secret, leaf, resource, exposuresOf(stack, run)))
      .flatMap((one) => [...finder.token(one, leaf, resource)]),
  );
}

function isFound(secret: string, { property }: Leaf, resource: StackResource, exposures: readonly Exposure[]): boolean {
  return exposures.some((one) => {
    const text = texts.get(one);
    return one.resource === resource && one.property.path === property.path && text !== undefined && (text.includes(secret) || secret.includes(text));
  });
}

/** What a provider makes. An engine that names no provider at all does not say which are components. */
function madeIn(stack: StackView): StackResource[] {
  const tellsComponents = stack.resources.some((resource) => resource.provider !== undefined);
  return stack.resources.filter((resource) => resource.isCustom || resource.isProvider || (!tellsComponents && !resource.type.startsWith("pulumi:")));
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

  *token({ kind, secret }: Detection, { property, text }: Leaf, resource: StackResource): Generator<Exposure> {
    if (this.mayBeConfigured(property.isSecret)) {
      return;
    }
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
    if (this.mayBeConfigured(this.isMarked(candidate))) {
      return;
    }
    const origin = this.origins.of(text, property, resource, isWhole);
    const facts = { isGenerated, isMarked: this.isMarked(candidate) };
    if (origin.kind === "plain-config") {
      yield this.exposure("plain-config", resource, property, name, text, { ...facts, configKey: origin.key });
    } else if (origin.kind === "literal") {
      yield this.exposure(placeOf(resource, property), resource, property, name, text, facts);
    }
  }

  /** What is marked may come from secret configuration: where nobody tells that, it is no literal as far as anybody knows. */
  private mayBeConfigured(isMarked: boolean): boolean {
    return isMarked && this.run.configVisible === false;
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
    const exposure = { kind, resource, property, name, described, fingerprint, isToken: false, isMarked: false, isGenerated: false, ...facts };
    texts.set(exposure, secret);
    return exposure;
  }
}

/** One literal, seen twice: by its place and by its form. */
function holds(candidate: Candidate, token: Detection): boolean {
  return candidate.text.includes(token.secret);
}
