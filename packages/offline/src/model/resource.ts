import type { ResourceKind, SourcePosition } from "../result/result";
import type { PropertyMap } from "../wire/values";

/** What the engine knows of one resource while the program runs. */
export interface EngineResource {
  urn: string;
  type: string;
  name: string;
  kind: ResourceKind;
  /** A custom resource, as opposed to a component. */
  custom: boolean;
  /** The URN of the parent; "" for the root stack and default providers. */
  parent: string;
  /** Unknown: "". */
  id: string;
  /** As the program gave them, after transforms. */
  programInputs: PropertyMap;
  /** After the provider's check and the packs' remediations. */
  inputs: PropertyMap;
  outputs: PropertyMap;
  options: EngineOptions;
  /** The provider's `urn::id` reference, "" without one. */
  providerRef: string;
  /** The provider itself. */
  provider?: EngineResource;
  /** Only for providers: some of its configuration is unknown, so that the stock engine would not configure it in a preview. */
  configUnknown?: boolean;
  dependencies: string[];
  propertyDependencies: Record<string, string[]>;
  source?: SourcePosition;
}

/** Resource options after transforms and after inheritance from the parent. */
export interface EngineOptions {
  protect: boolean;
  retainOnDelete?: boolean;
  /** Undefined: not set by the program. */
  deleteBeforeReplace?: boolean;
  ignoreChanges: string[];
  replaceOnChanges: string[];
  additionalSecretOutputs: string[];
  aliases: string[];
  importId: string;
  deletedWith: string;
  replaceWith: string[];
  /** Seconds. */
  customTimeouts?: { create: number; update: number; delete: number };
  hooks: Record<string, string[]>;
  version: string;
  pluginDownloadUrl: string;
}
