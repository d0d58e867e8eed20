import { type ReadResourceRequest, ReadResourceResponse } from "@pulumi/pulumi/proto/resource_pb";
import type { Engine } from "./engine";
import { noOptions } from "./options";
import { referenceTo, regionOf } from "./providers";
import type { EngineResource } from "../model/resource";
import { sourcePosition } from "./source";
import { markSecrets } from "./steps";
import { invalidArgument } from "../wire/grpc";
import { fromStruct, toStruct } from "../wire/struct";
import { packageOf } from "../wire/urn";
import { type PropertyMap, UNKNOWN, containsSecret, downgradeOutputs, mapValues } from "../wire/values";

const STACK_REFERENCE = "pulumi:pulumi:StackReference";

/** `ReadResource`: something that exists already. It is part of the graph, and no rule judges it. */
export async function readResource(engine: Engine, request: ReadResourceRequest): Promise<ReadResourceResponse> {
  const type = request.getType();
  const parent = request.getParent();
  if (parent !== "" && engine.deployment.find(parent) === undefined) {
    throw invalidArgument(`could not find parent resource ${parent}`);
  }
  const plugin = engine.pluginRequest(packageOf(type), request.getVersion(), request.getPlugindownloadurl(), request.getPackageref());
  const provider = await engine.providerFor(request.getProvider(), plugin);
  const properties = mapValues(fromStruct(request.getProperties()), (value) => downgradeOutputs(value));
  engine.onReceived(properties);
  const resource: EngineResource = {
    urn: engine.deployment.urn(parent, type, request.getName()),
    type,
    name: request.getName(),
    kind: "read",
    custom: true,
    parent,
    id: request.getId(),
    programInputs: properties,
    inputs: properties,
    outputs: {},
    options: { ...noOptions(), additionalSecretOutputs: request.getAdditionalsecretoutputsList() },
    providerRef: provider === undefined ? "" : referenceTo(provider),
    provider,
    dependencies: [...request.getDependenciesList()].sort(),
    propertyDependencies: {},
    source: sourcePosition(request, engine.projectDirectory),
  };
  engine.deployment.refuseDuplicate(resource);
  engine.deployment.reads.set(resource.urn, resource);
  resource.outputs = type === STACK_REFERENCE ? stackOutputs(engine, resource) : await state(engine, resource);
  markSecrets(resource);
  engine.onReceived(resource.outputs);
  engine.onRegistered(resource);

  const response = new ReadResourceResponse();
  response.setUrn(resource.urn);
  response.setProperties(toStruct(resource.outputs));
  return response;
}

async function state(engine: Engine, resource: EngineResource): Promise<PropertyMap> {
  if (resource.provider?.configUnknown === true) {
    return {};
  }
  const { type, name, id, inputs: properties } = resource;
  return engine.simulator.read({ type, name, id, properties, region: regionOf(resource.provider, engine.config) });
}

function stackOutputs(engine: Engine, reference: EngineResource): PropertyMap {
  const outputs = engine.simulator.stackReference(reference.id);
  if (outputs === undefined) {
    engine.deployment.coverageGaps.push({
      kind: "stack-reference",
      urn: reference.urn,
      message: `the outputs of stack ${reference.id} are not known offline: add them to the fixtures file under stackReferences`,
      source: reference.source,
    });
    return { name: reference.id, outputs: UNKNOWN, secretOutputNames: UNKNOWN };
  }
  const secretNames = Object.keys(outputs).filter((key) => containsSecret(outputs[key]));
  return { name: reference.id, outputs, secretOutputNames: secretNames };
}
