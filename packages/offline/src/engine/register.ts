import { RegisterResourceRequest, RegisterResourceResponse, Result } from "@pulumi/pulumi/proto/resource_pb";
import { withAssetHashes } from "./assets";
import { coverageGap } from "./coverage";
import type { Engine } from "./engine";
import { engineOptions, transformOptions } from "./options";
import { type PluginRequest, withPlugin } from "./providers";
import type { EngineResource } from "../model/resource";
import { sourcePosition } from "./source";
import { invalidArgument } from "../wire/grpc";
import { splitMessage } from "../wire/protobuf";
import { EncodedStruct, fromStruct, toStruct } from "../wire/struct";
import { STACK_TYPE, isProviderType, packageOf } from "../wire/urn";
import { type PropertyMap, downgradeOutputs, mapValues, upgradeToOutputs } from "../wire/values";

/** The field number of a registration's properties. */
const OBJECT = 5;

/** Reads the message, but for its properties, which are most of it: they stay bytes until they are asked for. */
export function readRegistration(bytes: Uint8Array): RegisterResourceRequest {
  const { value, rest } = splitMessage(bytes, OBJECT);
  return RegisterResourceRequest.deserializeBinary(rest).setObject(new EncodedStruct(value));
}

/** `RegisterResource`: from the program's request to the resource that it gets back. */
export async function registerResource(engine: Engine, request: RegisterResourceRequest): Promise<RegisterResourceResponse> {
  const resource = await toResource(engine, request);
  await engine.steps.run(resource);
  const gap = coverageGap(resource);
  if (gap !== undefined) {
    engine.deployment.coverageGaps.push(gap);
  }
  engine.onRegistered(resource);

  const response = new RegisterResourceResponse();
  response.setUrn(resource.urn);
  response.setId(resource.id);
  response.setObject(toStruct(resource.custom || resource.kind === "remote-component" ? resource.outputs : {}));
  response.setResult(Result.SUCCESS);
  return response;
}

async function toResource(engine: Engine, request: RegisterResourceRequest): Promise<EngineResource> {
  const type = request.getType();
  const name = request.getName();
  const parent = request.getParent();
  const custom = request.getCustom();
  const remote = request.getRemote();
  if ((custom || remote) && type.split(":").length !== 3) {
    throw invalidArgument(`Type '${type}' is not a valid type token (must have format '*:*:*')`);
  }
  const parentResource = parent === "" ? undefined : engine.deployment.resources.get(parent);
  if (parent !== "" && parentResource === undefined) {
    throw invalidArgument(`could not find parent resource ${parent}`);
  }

  const packageName = packageOf(type);
  const ownProviders = mapOf(request.getProvidersMap());
  const named = request.getProvider() || inheritedFromParent(parentResource, type, custom, remote);
  const provider = custom || remote ? engine.providers.inherited(named, ownProviders, parent, packageName) : named;

  const own = request.getTransformsList().map((callback) => engine.callbacks.bind(callback));
  const received = withAssetHashes(fromStruct(request.getObject()), engine.programDirectory);
  const dependencies = new Set(request.getDependenciesList());
  const propertyDependencies = requestedDependencies(request, received, dependencies, remote);

  // Only a resource's own transforms see (and may change) dependencies: that is when the stock engine makes output values of the properties.
  const { properties, options } = await engine.transforms.apply(
    {
      name,
      type,
      custom,
      parent,
      properties: own.length > 0 ? upgradeToOutputs(received, propertyDependencies) : received,
      options: transformOptions(request, parentResource, provider),
    },
    own,
  );
  if (own.length > 0) {
    dependencies.clear();
    options.getDependsOnList().forEach((urn) => dependencies.add(urn));
    propertyDependencies.clear();
  }
  const downgraded: PropertyMap = {};
  for (const [key, value] of Object.entries(properties)) {
    const urns = new Set(propertyDependencies.get(key));
    downgraded[key] = downgradeOutputs(value, urns);
    propertyDependencies.set(key, urns);
    if (own.length > 0) {
      urns.forEach((urn) => dependencies.add(urn));
    }
  }

  const explicitProvider = isProviderType(type);
  const plugin = engine.pluginRequest(packageName, options.getVersion(), options.getPluginDownloadUrl(), request.getPackageref());
  const asked = (custom && !explicitProvider) || remote ? await engine.providerReference(options.getProvider(), plugin) : "";
  // A component has no provider, though a remote one asks for the provider that makes it.
  const providerRef = custom ? asked : "";
  const urn = engine.deployment.urn(parent, type, name);
  if (!custom) {
    engine.providers.rememberComponent(urn, parent, mapOf(options.getProvidersMap()));
  }
  engine.transforms.remember(urn, parent, own);

  const inputs = explicitProvider ? providerInputs(downgraded, plugin) : remote ? properties : downgraded;
  return {
    urn,
    type,
    name,
    kind: type === STACK_TYPE ? "stack" : explicitProvider ? "provider" : remote ? "remote-component" : custom ? "custom" : "component",
    custom,
    parent,
    id: "",
    programInputs: inputs,
    inputs,
    outputs: {},
    options: engineOptions(options),
    providerRef,
    provider: providerRef === "" ? undefined : engine.providers.resolve(providerRef),
    dependencies: [...dependencies].sort(),
    propertyDependencies: Object.fromEntries([...propertyDependencies].map(([key, urns]) => [key, [...urns].sort()])),
    // The SDK itself makes the root stack.
    source: type === STACK_TYPE ? undefined : sourcePosition(request, engine.projectDirectory),
  };
}

/** A child uses its parent's provider when that is for the child's package; a component takes any, for its own children. */
function inheritedFromParent(parent: EngineResource | undefined, type: string, custom: boolean, remote: boolean): string {
  if (parent === undefined || parent.provider === undefined) {
    return "";
  }
  return (!custom && !remote) || packageOf(parent.provider.type) === packageOf(type) ? parent.providerRef : "";
}

function requestedDependencies(
  request: RegisterResourceRequest,
  properties: PropertyMap,
  all: ReadonlySet<string>,
  remote: boolean,
): Map<string, Set<string>> {
  const byProperty = new Map<string, Set<string>>();
  const given = request.getPropertydependenciesMap();
  if (given.getLength() === 0 && !remote) {
    // An SDK too old to say: each property depends on everything.
    for (const key of Object.keys(properties)) {
      byProperty.set(key, new Set(all));
    }
  } else {
    given.forEach((dependencies, key) => byProperty.set(key, new Set(dependencies.getUrnsList())));
  }
  return byProperty;
}

function providerInputs(inputs: PropertyMap, plugin: PluginRequest): PropertyMap {
  return {
    __internal: {},
    ...withPlugin(
      mapValues(inputs, (value) => value),
      plugin,
    ),
  };
}

function mapOf(map: { forEach(visit: (value: string, key: string) => void): void }): Map<string, string> {
  const entries = new Map<string, string>();
  map.forEach((value, key) => entries.set(key, value));
  return entries;
}
