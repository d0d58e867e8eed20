import type { EngineResource } from "./resource";

/** A custom resource as the engine has it before its creation. */
export function resource(type: string, name: string, inputs: EngineResource["inputs"], more: Partial<EngineResource> = {}): EngineResource {
  return {
    urn: `urn:pulumi:dev::shop::${type}::${name}`,
    type,
    name,
    kind: "custom",
    custom: true,
    parent: "urn:pulumi:dev::shop::pulumi:pulumi:Stack::shop-dev",
    id: "",
    programInputs: inputs,
    inputs,
    outputs: {},
    options: {
      protect: false,
      ignoreChanges: [],
      replaceOnChanges: [],
      additionalSecretOutputs: [],
      aliases: [],
      importId: "",
      deletedWith: "",
      replaceWith: [],
      hooks: {},
      version: "",
      pluginDownloadUrl: "",
    },
    providerRef: "",
    dependencies: [],
    propertyDependencies: {},
    ...more,
  };
}
