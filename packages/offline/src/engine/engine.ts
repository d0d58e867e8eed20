import type { RegisterPackageRequest } from "@pulumi/pulumi/proto/resource_pb";
import type { Analyzer } from "../model/analyzer";
import { Callbacks } from "./callbacks";
import { Deployment, type DeploymentIdentity } from "./deployment";
import { Hooks } from "./hooks";
import { noOptions } from "./options";
import { type PluginRequest, Providers, referenceTo } from "./providers";
import type { EngineResource } from "../model/resource";
import { Steps } from "./steps";
import { Transforms } from "./transforms";
import type { Diagnostic, SimulatedCall } from "../result/result";
import type { Simulator } from "../simulation/simulator";
import { invalidArgument } from "../wire/grpc";
import type { PropertyMap } from "../wire/values";

export interface EngineSettings extends DeploymentIdentity {
  /** Source positions are given relative to it. */
  projectDirectory: string;
  /** Relative paths of assets are resolved against it. */
  programDirectory: string;
  /** `namespace:key` to value. */
  config: Record<string, string>;
  secretKeys: string[];
  simulator: Simulator;
  analyzers: Promise<Analyzer[]>;
  /** Called with all that the program or a fixture gives, before anything else sees it. */
  onReceived?: (properties: PropertyMap) => void;
  onRegistered?: (resource: EngineResource) => void;
  onDiagnostic?: (diagnostic: Diagnostic) => void;
}

/** One preview's engine: the parts that the monitor's methods work with. */
export class Engine {
  readonly deployment: Deployment;
  readonly callbacks = new Callbacks();
  readonly transforms = new Transforms();
  readonly hooks = new Hooks(this.callbacks, {
    warning: (message, urn) => this.log({ severity: "warning", message, urn }),
    failure: (message, { urn, source }) => this.deployment.fail({ origin: "resource", urn, message, source }),
    refusal: (message, resource) => this.deployment.giveUp(resource, message),
  });
  readonly steps: Steps;
  readonly providers: Providers;
  readonly programDirectory: string;
  readonly diagnostics: Diagnostic[] = [];
  /** The data sources that nobody has an answer for. The program may go on without. */
  readonly unanswered: string[] = [];
  readonly simulator: Simulator;
  readonly config: Record<string, string>;
  readonly projectDirectory: string;
  private readonly packages = new Map<string, PluginRequest>();
  private readonly callsNotMade = new Map<string, number>();

  constructor(private readonly settings: EngineSettings) {
    this.simulator = settings.simulator;
    this.config = settings.config;
    this.projectDirectory = settings.projectDirectory;
    this.programDirectory = settings.programDirectory;
    this.deployment = new Deployment({ project: settings.project, stack: settings.stack, organization: settings.organization });
    this.steps = new Steps(this.deployment, settings.simulator, this.hooks, settings.analyzers, (properties) => this.onReceived(properties));
    this.providers = new Providers(this.deployment, settings.config, new Set(settings.secretKeys), (provider) =>
      this.registerDefaultProvider(provider),
    );
  }

  onReceived(properties: PropertyMap): void {
    this.settings.onReceived?.(properties);
  }

  onRegistered(resource: EngineResource): void {
    this.settings.onRegistered?.(resource);
  }

  log(diagnostic: Diagnostic): void {
    if (this.deployment.ended && diagnostic.severity === "error") {
      return;
    }
    this.diagnostics.push(diagnostic);
    this.settings.onDiagnostic?.(diagnostic);
  }

  /** Remembers a data source that was not called, since its provider is not configured yet. */
  notCalled(token: string): void {
    this.callsNotMade.set(token, (this.callsNotMade.get(token) ?? 0) + 1);
  }

  get calls(): SimulatedCall[] {
    const skipped = [...this.callsNotMade].map(([token, count]): SimulatedCall => ({ token, count, answeredBy: "not-called" }));
    return [...this.simulator.calls, ...skipped];
  }

  registerPackage(request: RegisterPackageRequest): string {
    const parameterization = request.getParameterization();
    const plugin: PluginRequest =
      parameterization === undefined
        ? { package: request.getName(), version: request.getVersion(), pluginDownloadUrl: request.getDownloadUrl() }
        : {
            package: parameterization.getName(),
            version: parameterization.getVersion(),
            pluginDownloadUrl: request.getDownloadUrl(),
            parameterization: { baseName: request.getName(), baseVersion: request.getVersion(), value: parameterization.getValue_asB64() },
          };
    // The same package registered twice is one package.
    const reference = JSON.stringify(plugin);
    this.packages.set(reference, plugin);
    return reference;
  }

  pluginRequest(packageName: string, version: string, pluginDownloadUrl: string, packageReference: string): PluginRequest {
    if (packageReference === "") {
      return { package: packageName, version, pluginDownloadUrl };
    }
    const plugin = this.packages.get(packageReference);
    if (plugin === undefined) {
      throw invalidArgument(`unknown provider package '${packageReference}'`);
    }
    return plugin;
  }

  /** The provider of a call or read: the one named, else the default one, which the package of the engine itself has too. */
  async providerFor(reference: string, plugin: PluginRequest): Promise<EngineResource | undefined> {
    return reference === "" ? this.providers.default(plugin) : this.providers.resolve(reference);
  }

  /** The provider of a custom resource or of a remote component: the one named, else the default one. */
  async providerReference(reference: string, plugin: PluginRequest): Promise<string> {
    return reference === "" ? referenceTo(await this.providers.default(plugin)) : reference;
  }

  private async registerDefaultProvider(provider: { type: string; name: string; inputs: PropertyMap }): Promise<EngineResource> {
    const resource: EngineResource = {
      urn: this.deployment.urn("", provider.type, provider.name),
      type: provider.type,
      name: provider.name,
      kind: "default-provider",
      custom: true,
      parent: "",
      id: "",
      programInputs: provider.inputs,
      inputs: provider.inputs,
      outputs: {},
      options: noOptions(),
      providerRef: "",
      dependencies: [],
      propertyDependencies: {},
    };
    await this.steps.run(resource);
    return resource;
  }

  close(): void {
    this.callbacks.close();
  }
}
