import type { TransformInvokeOptions, TransformResourceOptions } from "@pulumi/pulumi/proto/resource_pb";
import { TransformInvokeRequest, TransformInvokeResponse, TransformRequest, TransformResponse } from "@pulumi/pulumi/proto/resource_pb";
import type { RemoteFunction } from "./callbacks";
import { fromStruct, toStruct } from "../wire/struct";
import { type PropertyMap, downgradeOutputs, mapValues, upgradeMarked, withoutSecrets } from "../wire/values";

export interface Transformable {
  name: string;
  type: string;
  custom: boolean;
  parent: string;
  properties: PropertyMap;
  options: TransformResourceOptions;
}

/** The transforms of resources, of their ancestors and of the stack. */
export class Transforms {
  private readonly ofResource = new Map<string, RemoteFunction[]>();
  private readonly parents = new Map<string, string>();
  private readonly ofStack: RemoteFunction[] = [];
  private readonly ofInvokes: RemoteFunction[] = [];

  addToStack(transform: RemoteFunction): void {
    this.ofStack.push(transform);
  }

  addToInvokes(transform: RemoteFunction): void {
    this.ofInvokes.push(transform);
  }

  /** Remembers a registered resource's own transforms for its descendants. */
  remember(urn: string, parent: string, own: RemoteFunction[]): void {
    this.parents.set(urn, parent);
    if (own.length > 0) {
      this.ofResource.set(urn, own);
    }
  }

  /** Runs the resource's own transforms, then its ancestors' from the nearest, then the stack's. */
  async apply(resource: Transformable, own: RemoteFunction[]): Promise<{ properties: PropertyMap; options: TransformResourceOptions }> {
    const transforms = [...own];
    for (let ancestor = resource.parent; ancestor !== ""; ancestor = this.parents.get(ancestor) ?? "") {
      transforms.push(...(this.ofResource.get(ancestor) ?? []));
    }
    transforms.push(...this.ofStack);

    let { options } = resource;
    let properties = transforms.length === 0 ? resource.properties : mapValues(resource.properties, (value) => upgradeMarked(value));
    for (const transform of transforms) {
      const request = new TransformRequest();
      request.setName(resource.name);
      request.setType(resource.type);
      request.setCustom(resource.custom);
      request.setParent(resource.parent);
      request.setProperties(toStruct(properties));
      request.setOptions(options);
      const answer = await transform(request).catch((error: Error) => {
        throw new Error(`invoke transform: ${error.message}`);
      });
      const response = TransformResponse.deserializeBinary(answer);
      properties = response.hasProperties() ? fromStruct(response.getProperties()) : properties;
      options = response.getOptions() ?? options;
    }
    return { properties, options };
  }

  async applyToInvoke(
    token: string,
    args: PropertyMap,
    options: TransformInvokeOptions,
  ): Promise<{ args: PropertyMap; options: TransformInvokeOptions }> {
    let current = { args, options };
    for (const transform of this.ofInvokes) {
      const request = new TransformInvokeRequest();
      request.setToken(token);
      request.setArgs(toStruct(withoutSecrets(current.args)));
      request.setOptions(current.options);
      const response = TransformInvokeResponse.deserializeBinary(await transform(request));
      current = {
        args: response.hasArgs() ? mapValues(fromStruct(response.getArgs()), (value) => downgradeOutputs(value)) : current.args,
        options: response.getOptions() ?? current.options,
      };
    }
    return current;
  }
}
