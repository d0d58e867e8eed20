import * as path from "node:path";
import type { EngineResource } from "../model/resource";
import type { OutputMode, SimulatedCall } from "../result/result";
import { SchemaIndex } from "../schema/schemaIndex";
import { packageOf } from "../wire/urn";
import { isUnknown, type PropertyMap, unwrapSecret, withoutSecrets } from "../wire/values";
import { allTags, type TagSettings, tagSettings } from "./aws/defaultTags";
import { type CreationRequest, simulateCreation, unknownCreation } from "./create";
import { builtInAnswer, unansweredReason } from "./dataSources/dataSources";
import { checkFixtures, type Fixtures, readFixtures } from "./fixtures";
import { FixtureStore } from "./fixtureStore";
import { checkKubernetes } from "./kubernetes/check";
import { createKubernetes } from "./kubernetes/create";
import { KindScopes } from "./kubernetes/scope";
import { MissingFixtureError } from "./missingFixture";
import type { CallContext, ReadRequest, SimulatedAnswer, Simulator } from "./simulator";

export interface SimulatorOptions {
  outputMode: OutputMode;
  /** The program's directory, from which its provider SDKs are found. */
  resolveFrom: string;
  /** Default: no file. */
  fixturesFile?: string;
  /** Go before those of the file. */
  fixtures?: Fixtures;
  /** Where listings of provider SDKs are kept between previews. Default: they are not kept. */
  cacheDirectory?: string;
  /** The stack's configuration, `namespace:key` to value. */
  config: Record<string, string>;
}

/** Makes what stands in for the providers in one preview. @throws `PreviewError` "bad-fixtures". */
export function createSimulator(options: SimulatorOptions): Simulator {
  return new OfflineSimulator(options);
}

class OfflineSimulator implements Simulator {
  private readonly schemas: SchemaIndex;
  private readonly fixtures: FixtureStore;
  private readonly fixturesName: string;
  private readonly scopes = new KindScopes();
  private readonly answered = new Map<string, SimulatedCall>();
  private readonly tagSettings = new Map<EngineResource | undefined, TagSettings>();

  constructor(private readonly options: SimulatorOptions) {
    this.schemas = new SchemaIndex(options.resolveFrom, options.cacheDirectory);
    this.fixtures = new FixtureStore([
      ...(options.fixtures === undefined ? [] : [checkFixtures(options.fixtures)]),
      ...(options.fixturesFile === undefined ? [] : [readFixtures(options.fixturesFile)]),
    ]);
    this.fixturesName = path.basename(options.fixturesFile ?? "firmament.fixtures.yaml");
  }

  get calls(): SimulatedCall[] {
    return [...this.answered.values()].sort((left, right) => compare(left.token, right.token) || compare(left.answeredBy, right.answeredBy));
  }

  check(resource: EngineResource): PropertyMap {
    switch (packageOf(resource.type)) {
      case "kubernetes":
        return checkKubernetes(resource, this.scopes);
      case "aws":
        return this.schemas.resource(resource.type)?.computed.tagsAll === undefined
          ? resource.inputs
          : { ...resource.inputs, tagsAll: allTags(resource.inputs.tags, this.tagSettingsOf(resource.provider)) };
      default:
        return resource.inputs;
    }
  }

  create(resource: EngineResource): { id: string; outputs: PropertyMap } {
    const created = this.created(resource);
    const { id, ...outputs } = this.fixtures.outputs(resource.type, resource.urn);
    return { id: typeof id === "string" ? id : created.id, outputs: { ...created.outputs, ...outputs } };
  }

  async invoke(token: string, args: PropertyMap, context: CallContext): Promise<SimulatedAnswer> {
    const plain = withoutSecrets(args);
    const fixture = this.fixtures.answer("invokes", token, plain);
    if (fixture !== undefined) {
      return this.answer(token, this.withArguments(token, plain, fixture), "fixture");
    }
    const builtIn = builtInAnswer(token, plain, {
      region: context.region,
      tags: () => this.tagSettingsOf(context.provider).defaultTags,
      isNamespaced: (apiVersion, kind) => this.scopes.isNamespaced(apiVersion, kind),
      sdkDirectory: this.schemas.package(packageOf(token))?.directory,
    });
    if (builtIn === undefined) {
      const results = Object.keys(this.schemas.function(token)?.results ?? { result: {} });
      throw new MissingFixtureError({ section: "invokes", token, args, results, reason: unansweredReason(token) }, this.fixturesName);
    }
    return this.answer(token, this.completed(token, plain, builtIn.value, context), builtIn.computed ? "computed" : "built-in");
  }

  async call(token: string, args: PropertyMap, _context: CallContext): Promise<SimulatedAnswer> {
    const fixture = this.fixtures.answer("calls", token, withoutSecrets(args));
    if (fixture === undefined) {
      throw new MissingFixtureError({ section: "calls", token, args }, this.fixturesName);
    }
    return this.answer(token, fixture, "fixture");
  }

  async read(resource: ReadRequest): Promise<PropertyMap> {
    const request: CreationRequest = {
      type: resource.type,
      name: resource.name,
      seed: `${resource.type}::${resource.id}`,
      inputs: resource.properties,
      existingId: isUnknown(resource.id) ? "" : resource.id,
      region: resource.region,
    };
    const schema = this.schemas.resource(resource.type);
    const kubernetes = packageOf(resource.type) === "kubernetes";
    const state = this.options.outputMode === "unknown" || kubernetes ? unknownCreation(request, schema) : simulateCreation(request, schema).outputs;
    return { ...state, ...this.fixtures.read(resource.type, resource.id) };
  }

  stackReference(name: string): PropertyMap | undefined {
    return this.fixtures.stackReference(name);
  }

  private created(resource: EngineResource): { id: string; outputs: PropertyMap } {
    const mode = this.options.outputMode;
    const schema = this.schemas.resource(resource.type);
    if (packageOf(resource.type) === "kubernetes") {
      return createKubernetes(resource, schema?.outputOnly ?? [], mode);
    }
    const request: CreationRequest = {
      type: resource.type,
      name: resource.name,
      seed: resource.urn,
      inputs: resource.inputs,
      existingId: resource.options.importId,
      region: this.regionOf(resource),
    };
    return mode === "simulated" ? simulateCreation(request, schema) : { id: resource.options.importId, outputs: unknownCreation(request, schema) };
  }

  private regionOf(resource: EngineResource): string {
    const own = packageOf(resource.type) === "aws" ? unwrapSecret(resource.provider?.inputs.region ?? null) : null;
    return typeof own === "string" && own !== "" && !isUnknown(own) ? own : (this.options.config["aws:region"] ?? "us-east-1");
  }

  private tagSettingsOf(provider: EngineResource | undefined): TagSettings {
    let settings = this.tagSettings.get(provider);
    if (settings === undefined) {
      settings = tagSettings(provider?.inputs, this.options.config);
      this.tagSettings.set(provider, settings);
    }
    return settings;
  }

  /** A provider returns the arguments with its answer. */
  private withArguments(token: string, args: PropertyMap, answer: PropertyMap): PropertyMap {
    const fields = this.schemas.function(token)?.results ?? {};
    const echoed = Object.entries(args).filter(([name, value]) => fields[name] !== undefined && value !== null);
    return { ...Object.fromEntries(echoed), ...answer };
  }

  /** Our own answers have every field that the SDK promises. One that is neither made up nor an argument is empty: an unknown would hide the others in `apply`. */
  private completed(token: string, args: PropertyMap, answer: PropertyMap, context: CallContext): PropertyMap {
    const completed = this.withArguments(token, args, answer);
    for (const [name, field] of Object.entries(this.schemas.function(token)?.results ?? {})) {
      if (field.required) {
        completed[name] ??= name === "region" && packageOf(token) === "aws" ? context.region : field.empty;
      }
    }
    return completed;
  }

  private answer(token: string, value: PropertyMap, answeredBy: SimulatedCall["answeredBy"]): SimulatedAnswer {
    const key = `${token} ${answeredBy}`;
    const before = this.answered.get(key)?.count ?? 0;
    this.answered.set(key, { token, count: before + 1, answeredBy });
    return { value, answeredBy };
  }
}

function compare(left: string, right: string): number {
  return left < right ? -1 : left > right ? 1 : 0;
}
