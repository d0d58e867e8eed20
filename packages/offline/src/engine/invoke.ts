import { type CallResponse as CallResponseType, CallResponse, InvokeResponse } from "@pulumi/pulumi/proto/provider_pb";
import { type ResourceCallRequest, type ResourceInvokeRequest, TransformInvokeOptions } from "@pulumi/pulumi/proto/resource_pb";
import type { Engine } from "./engine";
import { regionOf } from "./providers";
import type { EngineResource } from "../model/resource";
import { MissingFixtureError } from "../simulation/missingFixture";
import { invalidArgument } from "../wire/grpc";
import { fromStruct, toStruct } from "../wire/struct";
import { packageOf } from "../wire/urn";
import { type PropertyMap, downgradeOutputs, mapValues } from "../wire/values";

/** `Invoke`: a data source. The SDK itself answers unknown when an argument is unknown, so those never get here. */
export async function invoke(engine: Engine, request: ResourceInvokeRequest): Promise<InvokeResponse> {
  const token = request.getTok();
  const asked = new TransformInvokeOptions();
  asked.setProvider(request.getProvider());
  asked.setVersion(request.getVersion());
  asked.setPluginDownloadUrl(request.getPlugindownloadurl());
  const given = fromStruct(request.getArgs());
  engine.onReceived(given);
  const { args, options } = await engine.transforms.applyToInvoke(token, given, asked);

  const response = new InvokeResponse();
  const plugin = engine.pluginRequest(packageOf(token), options.getVersion(), options.getPluginDownloadUrl(), request.getPackageref());
  const provider = await engine.providerFor(options.getProvider(), plugin);
  if (token === "pulumi:pulumi:getResource") {
    response.setReturn(toStruct(getResource(engine, args)));
    return response;
  }
  try {
    response.setReturn(toStruct(await answer(engine, token, args, provider)));
  } catch (error) {
    if (error instanceof MissingFixtureError) {
      engine.unanswered.push(error.message);
    }
    throw error;
  }
  return response;
}

/** `Call`: a method of a component or of a provider. */
export async function callMethod(engine: Engine, request: ResourceCallRequest): Promise<CallResponseType> {
  const token = request.getTok();
  const args = mapValues(fromStruct(request.getArgs()), (value) => downgradeOutputs(value));
  engine.onReceived(args);
  const provider = request.getProvider() === "" ? undefined : engine.providers.resolve(request.getProvider());
  const response = new CallResponse();
  const { value } = await engine.simulator.call(token, args, { provider, region: regionOf(provider, engine.config) });
  response.setReturn(toStruct(value));
  return response;
}

async function answer(engine: Engine, token: string, args: PropertyMap, provider: EngineResource | undefined): Promise<PropertyMap> {
  if (provider?.configUnknown === true) {
    // The stock engine does not call a provider that it could not configure.
    engine.notCalled(token);
    return {};
  }
  const { value } = await engine.simulator.invoke(token, args, { provider, region: regionOf(provider, engine.config) });
  return value;
}

function getResource(engine: Engine, args: PropertyMap): PropertyMap {
  const urn = String(args.urn);
  const resource = engine.deployment.find(urn);
  if (resource === undefined) {
    throw invalidArgument(`invocation of pulumi:pulumi:getResource returned an error: unknown resource ${urn}`);
  }
  return { urn, id: resource.id, provider: resource.providerRef, state: resource.outputs };
}
