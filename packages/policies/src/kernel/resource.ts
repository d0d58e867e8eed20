import { Property } from "./property";
import { parseType } from "./types";

export const STACK_TYPE = "pulumi:pulumi:Stack";
const PROVIDER_PREFIX = "pulumi:providers:";

/** A resource as an engine shows it to a policy. */
export interface ResourceData {
  urn: string;
  type: string;
  name: string;
  /** In Pulumi's wire form; without the hook (`observer.ts`), with secrets unwrapped. */
  properties: Record<string, unknown>;
  provider?: { urn?: string; type: string; properties: Record<string, unknown> };
  /** The URN of the parent. */
  parent?: string;
  /** Outputs that are secret: those that the program named and those that the provider's schema marks. */
  additionalSecretOutputs?: readonly string[];
  /** Options of the program. */
  protect?: boolean;
  ignoreChanges?: readonly string[];
}

/** What an engine adds when it shows the finished stack. */
export interface StackResourceData extends ResourceData {
  /** The inputs, where the engine has shown them before; `properties` are the outputs. */
  inputs?: Record<string, unknown>;
  /** For each property that depends on resources: their URNs. */
  propertyDependencies?: Readonly<Record<string, readonly string[]>>;
}

/** A resource that a rule judges, by its inputs. */
export class Resource {
  readonly urn: string;
  readonly type: string;
  readonly name: string;
  /** The inputs, after the provider's check. */
  readonly properties: Property;
  /** The provider's own inputs; undefined for components, and where the engine names no provider. */
  readonly provider?: { urn?: string; type: string; properties: Property };
  readonly additionalSecretOutputs: readonly string[];
  /** Pulumi refuses to delete it. */
  readonly protect: boolean;
  /** Properties that something else changes after the update. */
  readonly ignoreChanges: readonly string[];

  constructor(data: ResourceData) {
    this.urn = data.urn;
    this.type = data.type;
    this.name = data.name;
    this.properties = Property.of(data.urn, data.properties);
    this.provider = data.provider && { ...data.provider, properties: Property.of(data.urn, data.provider.properties) };
    this.additionalSecretOutputs = data.additionalSecretOutputs ?? [];
    this.protect = data.protect ?? false;
    this.ignoreChanges = data.ignoreChanges ?? [];
  }

  /** A provider makes it, as opposed to a component, which only groups others. */
  get isCustom(): boolean {
    // A component may have been given a provider for its children, which is then of another package.
    return this.provider?.type === PROVIDER_PREFIX + parseType(this.type).package;
  }

  get isProvider(): boolean {
    return this.type.startsWith(PROVIDER_PREFIX);
  }
}

/** A resource in the finished stack. */
export class StackResource extends Resource {
  /** What the provider returned, or plans to. */
  readonly outputs: Property;
  private readonly parentUrn: string | undefined;
  private readonly dependencyUrns: Readonly<Record<string, readonly string[]>>;

  constructor(
    data: StackResourceData,
    private readonly stack: StackView,
  ) {
    super({ ...data, properties: data.inputs ?? data.properties });
    this.outputs = Property.of(data.urn, data.properties);
    this.parentUrn = data.parent;
    this.dependencyUrns = data.propertyDependencies ?? {};
  }

  get parent(): StackResource | undefined {
    return this.parentUrn === undefined ? undefined : this.stack.find(this.parentUrn);
  }

  /** The resources whose outputs went into a top-level property. Resources that were only read are not among them: an engine does not show those. */
  dependenciesOf(property: string): StackResource[] {
    const urns = Object.hasOwn(this.dependencyUrns, property) ? (this.dependencyUrns[property] ?? []) : [];
    return urns.flatMap((urn) => this.stack.find(urn) ?? []);
  }
}

/** All resources of a finished stack. One view is shared by all rules that judge it. */
export class StackView {
  /** In the order of their URNs. */
  readonly resources: readonly StackResource[];
  private readonly byUrn: ReadonlyMap<string, StackResource>;

  constructor(data: readonly StackResourceData[]) {
    const resources = data.map((one) => new StackResource(one, this));
    this.resources = resources.sort((a, b) => (a.urn < b.urn ? -1 : 1));
    this.byUrn = new Map(resources.map((one) => [one.urn, one]));
  }

  find(urn: string): StackResource | undefined {
    return this.byUrn.get(urn);
  }
}

/** Computes something about a stack once and shares it between rules. */
export function onceForStack<T>(compute: (stack: StackView) => T): (stack: StackView) => T {
  const known = new WeakMap<StackView, { value: T }>();
  return (stack) => {
    let entry = known.get(stack);
    if (entry === undefined) {
      entry = { value: compute(stack) };
      known.set(stack, entry);
    }
    return entry.value;
  };
}

/** What a pack knows about the run as a whole. */
export interface RunFacts {
  project: string;
  stack: string;
  /** Configuration values as text, by `namespace:key`. */
  config: ReadonlyMap<string, string>;
  /** False where the engine does not tell the configuration, as when it analyzes a state file. Default: true. */
  configVisible?: boolean;
  /** Keys of `config` whose values are secret. */
  secretKeys: ReadonlySet<string>;
  /** Whether properties are marked secret where they are: not where the hook into the SDK failed. */
  secretsVisible: boolean;
  /** Environment variables of the engine's process. */
  environment: ReadonlyMap<string, string>;
}
