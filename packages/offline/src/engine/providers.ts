import type { Deployment } from "./deployment";
import type { EngineResource } from "../model/resource";
import { invalidArgument } from "../wire/grpc";
import { PROVIDER_PREFIX, packageOf } from "../wire/urn";
import { type PropertyMap, UNKNOWN, secret } from "../wire/values";

/** What a program asks of a provider's plugin: which package, which version, from where. */
export interface PluginRequest {
  package: string;
  version: string;
  pluginDownloadUrl: string;
  /** A parameterised package's parameter, base64, and the base plugin that it parameterises. */
  parameterization?: { baseName: string; baseVersion: string; value: string };
}

/** Registers a provider as if the program had done it; resolves to the finished resource. */
export type RegisterProvider = (provider: { type: string; name: string; inputs: PropertyMap }) => Promise<EngineResource>;

/** Dynamic providers run the program's own code, so they get all of its configuration. */
const DYNAMIC_PACKAGES: ReadonlySet<string> = new Set(["pulumi-nodejs", "pulumi-python"]);

/** Explicit providers, and the default ones that the engine makes when a package is first used without. */
export class Providers {
  private readonly defaults = new Map<string, Promise<EngineResource>>();
  /** The `providers` maps of components, which their children inherit by package. */
  private readonly ofComponent = new Map<string, ReadonlyMap<string, string>>();

  constructor(
    private readonly deployment: Deployment,
    private readonly config: Record<string, string>,
    private readonly secretKeys: ReadonlySet<string>,
    private readonly register: RegisterProvider,
  ) {}

  /** The provider reference that a resource names, or inherits through its parent's `providers` map; "" for the default one. */
  inherited(reference: string, providers: ReadonlyMap<string, string>, parent: string, packageName: string): string {
    return reference || providers.get(packageName) || this.ofComponent.get(parent)?.get(packageName) || "";
  }

  /** A component's `providers` with those of its parent added. */
  rememberComponent(urn: string, parent: string, own: Map<string, string>): void {
    for (const [packageName, reference] of this.ofComponent.get(parent) ?? []) {
      if (!own.has(packageName)) {
        own.set(packageName, reference);
      }
    }
    this.ofComponent.set(urn, own);
  }

  /** The provider behind a `urn::id` reference. */
  resolve(reference: string): EngineResource {
    const urn = reference.slice(0, reference.lastIndexOf("::"));
    const provider = this.deployment.resources.get(urn);
    if (provider === undefined) {
      throw invalidArgument(`unknown provider '${reference}'`);
    }
    return provider;
  }

  /** The default provider for a package and version, made at its first use. */
  default(request: PluginRequest): Promise<EngineResource> {
    const key = JSON.stringify(request);
    let provider = this.defaults.get(key);
    if (provider === undefined) {
      provider = this.register({ type: PROVIDER_PREFIX + request.package, name: defaultName(request), inputs: this.defaultInputs(request) });
      this.defaults.set(key, provider);
    }
    return provider;
  }

  private defaultInputs(request: PluginRequest): PropertyMap {
    const inputs: PropertyMap = {};
    const prefix = `${request.package}:`;
    const isDynamic = DYNAMIC_PACKAGES.has(request.package);
    for (const [key, value] of Object.entries(this.config)) {
      if (isDynamic || key.startsWith(prefix)) {
        inputs[isDynamic ? key : key.slice(prefix.length)] = this.secretKeys.has(key) ? secret(value) : value;
      }
    }
    return withPlugin(inputs, request);
  }
}

/** The engine keeps a provider's version beside its configuration and what else it knows of the plugin under `__internal`. */
export function withPlugin(inputs: PropertyMap, request: Omit<PluginRequest, "package">): PropertyMap {
  if (request.version === "" && request.pluginDownloadUrl === "" && request.parameterization === undefined) {
    return inputs;
  }
  const internal: PropertyMap = {
    ...(request.pluginDownloadUrl === "" ? {} : { pluginDownloadURL: request.pluginDownloadUrl }),
    ...(request.parameterization === undefined
      ? {}
      : {
          name: request.parameterization.baseName,
          version: request.parameterization.baseVersion,
          parameterization: request.parameterization.value,
        }),
  };
  return { ...inputs, ...(request.version === "" ? {} : { version: request.version }), __internal: internal };
}

function defaultName(request: PluginRequest): string {
  const version = request.version === "" ? "" : `_${request.version.replace(/[.\-+]/g, "_")}`;
  const segments = request.pluginDownloadUrl.split("/").filter((segment) => segment !== "");
  const url = segments.length === 0 ? "" : `_${segments.map((segment) => segment.replace(/[^A-Za-z0-9_.-]/g, "_")).join("/")}`;
  return `default${version}${url}`;
}

/** The reference by which resources name a provider. In a preview no provider has an id yet. */
export function referenceTo(provider: EngineResource): string {
  return `${provider.urn}::${provider.id === "" ? UNKNOWN : provider.id}`;
}

/** The AWS region that a provider works in, as far as it is configured here. */
export function regionOf(provider: EngineResource | undefined, config: Record<string, string>): string {
  const own = provider !== undefined && packageOf(provider.type) === "aws" ? provider.inputs.region : undefined;
  return typeof own === "string" && own !== UNKNOWN ? own : (config["aws:region"] ?? "us-east-1");
}
