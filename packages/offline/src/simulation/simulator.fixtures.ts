import * as path from "node:path";
import type { EngineResource } from "../model/resource";
import { createSimulator, type SimulatorOptions } from "./createSimulator";
import type { Simulator } from "./simulator";

/** Where the provider SDKs that the tests use are installed. */
export const packageDirectory = path.resolve(__dirname, "../..");

export function simulator(options: Partial<SimulatorOptions> = {}): Simulator {
  return createSimulator({
    outputMode: "simulated",
    resolveFrom: packageDirectory,
    config: { "aws:region": "eu-west-1" },
    ...options,
  });
}

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

/** A provider with this configuration. */
export function provider(packageName: string, inputs: EngineResource["inputs"]): EngineResource {
  return resource(`pulumi:providers:${packageName}`, "default", inputs, { kind: "provider" });
}
