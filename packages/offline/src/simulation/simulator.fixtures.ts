import * as path from "node:path";
import type { EngineResource } from "../model/resource";
import { resource } from "../model/resource.fixtures";
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

/** A provider with this configuration. */
export function provider(packageName: string, inputs: EngineResource["inputs"]): EngineResource {
  return resource(`pulumi:providers:${packageName}`, "default", inputs, { kind: "provider" });
}
