/**
 * What an engine sends to a policy pack, read from the requests themselves. The SDK shows a policy neither which values are secret (pulumi-policy#241)
 * nor, at the end, the inputs of the resources, and it decodes each resource anew for every policy. So before the SDK adds its service to its gRPC
 * server, the handlers are wrapped: each request is read once, and the SDK goes on with one that has no properties left to decode.
 *
 * It relies on the public class of grpc-js and on the getters of the protocol's messages. Where they are not as expected nothing is lost but secretness
 * (`RunFacts.secretsVisible`): rules then read what the SDK shows.
 */
import { createRequire } from "node:module";
import { type ResourceData, type RunFacts, STACK_TYPE, type StackResourceData, StackView } from "./resource";

type Properties = Record<string, unknown>;
type Callback = (error: unknown, response: unknown) => void;
type Handler<Request> = (call: { request: Request }, callback: Callback) => unknown;

interface StructMessage {
  toJavaScript(): Properties;
}

interface ResourceMessage {
  getUrn(): string;
  getType(): string;
  getName(): string;
  getProperties(): StructMessage | undefined;
  getProvider(): { getUrn(): string; getType(): string; getProperties(): StructMessage | undefined } | undefined;
  getOptions():
    { getParent(): string; getAdditionalsecretoutputsList(): string[]; getProtect(): boolean; getIgnorechangesList(): string[] } | undefined;
}

interface StackResourceMessage extends ResourceMessage {
  getParent(): string;
  getPropertydependenciesMap(): { forEach(each: (dependencies: { getUrnsList(): string[] }, property: string) => void): void };
}

interface StackMessage {
  getResourcesList(): StackResourceMessage[];
}

interface ConfigureStackMessage {
  getProject(): string;
  getStack(): string;
  getConfigMap(): { forEach(each: (value: string, key: string) => void): void };
  getConfigSecretKeysList(): string[];
}

interface ConfigureMessage {
  getPolicyconfigMap(): { forEach(each: (configuration: { getEnforcementlevel(): number }, policy: string) => void): void };
}

/** As the protocol numbers them. */
const LEVELS = ["advisory", "mandatory", "disabled", "remediate"] as const;

export type EnforcementLevel = (typeof LEVELS)[number];

/** Who wants to know what an engine does. */
export interface ObserverListener {
  /** A run begins. */
  stackConfigured?(): void;
  /** A resource is about to be judged. */
  resource?(data: ResourceData): void;
  /** All has been judged. */
  stackAnalyzed?(): void;
}

interface AnalyzerService {
  configure?: Handler<ConfigureMessage>;
  analyze: Handler<ResourceMessage>;
  remediate?: Handler<ResourceMessage>;
  analyzeStack: Handler<StackMessage>;
  configureStack: Handler<ConfigureStackMessage>;
}

interface GrpcServer {
  addService(service: unknown, implementation: unknown): unknown;
}

export class Observer {
  private readonly resources = new Map<string, ResourceData>();
  /** By URN, the inputs as remediations have left them so far. */
  private readonly mended = new Map<string, ResourceData>();
  private readonly providers = new Map<string, ResourceData["provider"]>();
  private current: { view: StackView; rootUrn: string } | undefined;
  private facts: RunFacts;
  private root: string | undefined;
  /** The engine has not said whose resources these are: it analyzes a state file, where each resource says it itself. */
  private isNameless: boolean;
  /** The level of each policy after configuration, where the engine has said it. */
  readonly levels = new Map<string, EnforcementLevel>();
  listener: ObserverListener = {};

  /** @param judgesStacks Some rule judges the finished stack, and will want to see the inputs of its resources. */
  constructor(
    private readonly judgesStacks: boolean,
    environment: NodeJS.ProcessEnv = process.env,
  ) {
    this.isNameless = environment.PULUMI_NODEJS_STACK === undefined;
    this.facts = {
      project: environment.PULUMI_NODEJS_PROJECT ?? "",
      stack: environment.PULUMI_NODEJS_STACK ?? "",
      config: configFrom(environment.PULUMI_CONFIG),
      secretKeys: new Set(),
      configVisible: environment.PULUMI_CONFIG !== undefined,
      secretsVisible: false,
      environment: new Map(
        // The SDK's own variables hold the whole configuration.
        Object.entries(environment).flatMap(([name, value]) => (value === undefined || name.startsWith("PULUMI_") ? [] : [[name, value]])),
      ),
    };
  }

  /** Wraps the handlers of the next analyzer that a server of the SDK's grpc-js serves. */
  install(): void {
    const { Server } = createRequire(require.resolve("@pulumi/policy"))("@grpc/grpc-js") as { Server: { prototype: GrpcServer } };
    const observer = this;
    const addService = Server.prototype.addService;
    Server.prototype.addService = function (service, implementation) {
      if (!isAnalyzer(implementation)) {
        return addService.call(this, service, implementation);
      }
      Server.prototype.addService = addService;
      observer.setVisible(true);
      return addService.call(this, service, observer.wrap(implementation));
    };
  }

  /** The resource that is being analyzed, as the engine sent it. */
  resource(urn: string): ResourceData | undefined {
    return this.resources.get(urn);
  }

  /** The resource that is being remediated, as the remediations so far have left it; undefined where the hook does not work. */
  remediated(urn: string): ResourceData | undefined {
    return this.mended.get(urn);
  }

  remediate(data: ResourceData, properties: Record<string, unknown>): void {
    this.mended.set(data.urn, { ...data, properties });
  }

  /** The stack that is being analyzed. */
  get stack(): { view: StackView; rootUrn: string } | undefined {
    return this.current;
  }

  /** The URN of the root stack, where the engine has shown it. */
  get rootUrn(): string | undefined {
    return this.root;
  }

  get run(): RunFacts {
    return this.facts;
  }

  private setVisible(secretsVisible: boolean): void {
    this.facts = { ...this.facts, secretsVisible };
  }

  private wrap(handlers: AnalyzerService): AnalyzerService {
    return {
      ...handlers,
      configureStack: (call, callback) => {
        this.look(() => this.configure(call.request));
        return handlers.configureStack(call, callback);
      },
      ...(handlers.configure && { configure: this.wrapConfigure(handlers.configure) }),
      analyze: (call, callback) => {
        const seen = this.look(() => {
          const resource = this.read(call.request);
          this.resources.set(resource.urn, resource);
          if (resource.type === STACK_TYPE) {
            this.root = resource.urn;
          }
          this.listener.resource?.(resource);
          return { urn: resource.urn, call: withRequest(call, withoutProperties(call.request)) };
        });
        return handlers.analyze(seen?.call ?? call, (error, response) => {
          if (seen !== undefined && !this.judgesStacks) {
            this.resources.delete(seen.urn);
          }
          callback(error, response);
        });
      },
      ...(handlers.remediate && { remediate: this.wrapRemediate(handlers.remediate) }),
      analyzeStack: (call, callback) => {
        const seen = this.look(() => {
          this.current = this.judgesStacks ? this.readStack(call.request.getResourcesList()) : undefined;
          return withRequest(call, withoutResources(call.request));
        });
        return handlers.analyzeStack(seen ?? call, (error, response) => {
          this.current = undefined;
          this.listener.stackAnalyzed?.();
          callback(error, response);
        });
      },
    };
  }

  /** The SDK loses the files of an archive, and what refers to a resource breaks it: it gets no properties, and sends back those that the rules make. */
  private wrapRemediate(handler: Handler<ResourceMessage>): Handler<ResourceMessage> {
    return (call, callback) => {
      const seen = this.look(() => {
        const resource = this.read(call.request);
        this.mended.set(resource.urn, resource);
        return { urn: resource.urn, call: withRequest(call, withoutProperties(call.request)) };
      });
      return handler(seen?.call ?? call, (error, response) => {
        if (seen !== undefined) {
          this.mended.delete(seen.urn);
        }
        callback(error, response);
      });
    };
  }

  private wrapConfigure(handler: Handler<ConfigureMessage>): Handler<ConfigureMessage> {
    return (call, callback) => {
      this.look(() =>
        call.request.getPolicyconfigMap().forEach((configuration, policy) => {
          this.levels.set(policy, LEVELS[configuration.getEnforcementlevel()] ?? "advisory");
        }),
      );
      return handler(call, callback);
    };
  }

  /** What can't be read as expected must not break the pack: the rules fall back to what the SDK shows. */
  private look<T>(read: () => T): T | undefined {
    try {
      return this.facts.secretsVisible ? read() : undefined;
    } catch {
      this.setVisible(false);
      this.resources.clear();
      return undefined;
    }
  }

  private configure(request: ConfigureStackMessage): void {
    const config = new Map<string, string>();
    request.getConfigMap().forEach((value, key) => config.set(key, value));
    this.facts = {
      ...this.facts,
      project: request.getProject(),
      stack: request.getStack(),
      config,
      configVisible: true,
      secretKeys: new Set(request.getConfigSecretKeysList()),
    };
    this.resources.clear();
    this.providers.clear();
    this.root = undefined;
    this.isNameless = false;
    this.listener.stackConfigured?.();
  }

  private read(message: ResourceMessage): ResourceData {
    if (this.isNameless) {
      const [, stack = "", project = ""] = /^urn:pulumi:(.*?)::(.*?)::/.exec(message.getUrn()) ?? [];
      this.facts = { ...this.facts, project, stack };
    }
    const options = message.getOptions();
    return {
      urn: message.getUrn(),
      type: message.getType(),
      name: message.getName(),
      properties: message.getProperties()?.toJavaScript() ?? {},
      provider: this.readProvider(message),
      parent: options?.getParent() || undefined,
      additionalSecretOutputs: options?.getAdditionalsecretoutputsList(),
      protect: options?.getProtect(),
      ignoreChanges: options?.getIgnorechangesList(),
    };
  }

  /** Each resource's message repeats the whole of its provider. */
  private readProvider(message: ResourceMessage): ResourceData["provider"] {
    const provider = message.getProvider();
    if (provider === undefined) {
      return undefined;
    }
    const known = this.providers.get(provider.getUrn());
    if (known !== undefined) {
      return known;
    }
    const read = { urn: provider.getUrn(), type: provider.getType(), properties: provider.getProperties()?.toJavaScript() ?? {} };
    this.providers.set(provider.getUrn(), read);
    return read;
  }

  private readStack(messages: StackResourceMessage[]): { view: StackView; rootUrn: string } {
    const resources = messages.map((message): StackResourceData => {
      const propertyDependencies: Record<string, string[]> = {};
      message.getPropertydependenciesMap().forEach((dependencies, property) => {
        propertyDependencies[property] = dependencies.getUrnsList();
      });
      const urn = message.getUrn();
      return { ...this.read(message), parent: message.getParent() || undefined, inputs: this.resources.get(urn)?.properties, propertyDependencies };
    });
    return { view: new StackView(resources), rootUrn: resources.find((resource) => resource.type === STACK_TYPE)?.urn ?? "" };
  }
}

function isAnalyzer(implementation: unknown): implementation is AnalyzerService {
  const handlers = implementation as Partial<Record<string, unknown>> | null | undefined;
  return ["analyze", "analyzeStack", "configureStack"].every((name) => typeof handlers?.[name] === "function");
}

function withRequest<T>(call: { request: T }, request: T): { request: T } {
  return Object.create(call, { request: { value: request } }) as { request: T };
}

const NO_PROPERTIES: StructMessage = { toJavaScript: () => ({}) };

/** The same message, whose properties cost the SDK nothing to decode. */
function withoutProperties(message: ResourceMessage): ResourceMessage {
  return withOther(message, { getProperties: () => NO_PROPERTIES, getProvider: () => undefined });
}

function withoutResources(message: StackMessage): StackMessage {
  return withOther(message, { getResourcesList: () => [] });
}

/** A copy. All have one shape, which V8 makes fast; as the prototype of another object each message would have its own. */
function withOther<T extends object>(message: T, getters: Partial<T>): T {
  return Object.assign(Object.create(Object.getPrototypeOf(message) as object) as T, message, getters);
}

function configFrom(json: string | undefined): Map<string, string> {
  try {
    return new Map(Object.entries(JSON.parse(json ?? "{}") as Record<string, string>));
  } catch {
    return new Map();
  }
}
