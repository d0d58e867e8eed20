import { Alias } from "@pulumi/pulumi/proto/alias_pb";
import { type RegisterResourceRequest, TransformResourceOptions } from "@pulumi/pulumi/proto/resource_pb";
import { hookNames } from "./hooks";
import type { EngineOptions, EngineResource } from "../model/resource";

/** A request's options in the form that transforms see, with what the engine inherits from the parent. */
export function transformOptions(request: RegisterResourceRequest, parent: EngineResource | undefined, provider: string): TransformResourceOptions {
  const options = new TransformResourceOptions();
  const protect = request.hasProtect() ? request.getProtect() : parent?.options.protect || undefined;
  if (protect !== undefined) {
    options.setProtect(protect);
  }
  const retainOnDelete = request.hasRetainondelete() ? request.getRetainondelete() : parent?.options.retainOnDelete;
  if (retainOnDelete !== undefined) {
    options.setRetainOnDelete(retainOnDelete);
  }
  // The Go SDK does not set "defined"; a true value says as much.
  if (request.getDeletebeforereplacedefined() || request.getDeletebeforereplace()) {
    options.setDeleteBeforeReplace(request.getDeletebeforereplace());
  }
  options.setDependsOnList(request.getDependenciesList());
  options.setIgnoreChangesList(request.getIgnorechangesList());
  options.setReplaceOnChangesList(request.getReplaceonchangesList());
  options.setAdditionalSecretOutputsList(request.getAdditionalsecretoutputsList());
  options.setAliasesList([...request.getAliasurnsList().map(urnAlias), ...request.getAliasesList()]);
  options.setVersion(request.getVersion());
  options.setPluginDownloadUrl(request.getPlugindownloadurl());
  options.setProvider(provider);
  request.getProvidersMap().forEach((reference, name) => options.getProvidersMap().set(name, reference));
  options.setCustomTimeouts(request.getCustomtimeouts());
  options.setDeletedWith(request.getDeletedwith() || parent?.options.deletedWith || "");
  options.setReplaceWithList(request.getReplaceWithList());
  options.setImport(request.getImportid());
  options.setHooks(request.getHooks());
  options.setReplacementTrigger(request.getReplacementTrigger());
  return options;
}

/** The options that the engine keeps. */
export function engineOptions(options: TransformResourceOptions): EngineOptions {
  const timeouts = options.getCustomTimeouts();
  return {
    protect: options.hasProtect() && options.getProtect() === true,
    retainOnDelete: options.hasRetainOnDelete() ? options.getRetainOnDelete() : undefined,
    deleteBeforeReplace: options.hasDeleteBeforeReplace() ? options.getDeleteBeforeReplace() : undefined,
    ignoreChanges: options.getIgnoreChangesList(),
    replaceOnChanges: options.getReplaceOnChangesList(),
    additionalSecretOutputs: options.getAdditionalSecretOutputsList(),
    aliases: options.getAliasesList().map(describeAlias),
    importId: options.getImport(),
    deletedWith: options.getDeletedWith(),
    replaceWith: options.getReplaceWithList(),
    customTimeouts: timeouts && {
      create: seconds(timeouts.getCreate()),
      update: seconds(timeouts.getUpdate()),
      delete: seconds(timeouts.getDelete()),
    },
    hooks: hookNames(options.getHooks()),
    version: options.getVersion(),
    pluginDownloadUrl: options.getPluginDownloadUrl(),
  };
}

/** Options of what the engine registers by itself. */
export function noOptions(): EngineOptions {
  return engineOptions(new TransformResourceOptions());
}

function urnAlias(urn: string): Alias {
  const alias = new Alias();
  alias.setUrn(urn);
  return alias;
}

function describeAlias(alias: Alias): string {
  const spec = alias.getSpec();
  if (spec === undefined) {
    return alias.getUrn();
  }
  const described = {
    name: spec.getName(),
    type: spec.getType(),
    stack: spec.getStack(),
    project: spec.getProject(),
    parent: spec.getParenturn(),
    ...(spec.getNoparent() ? { noParent: true } : {}),
  };
  return JSON.stringify(Object.fromEntries(Object.entries(described).filter(([, value]) => value !== "")));
}

const UNIT_SECONDS: Record<string, number> = { ns: 1e-9, us: 1e-6, µs: 1e-6, ms: 1e-3, s: 1, m: 60, h: 3600 };

/** Go's durations ("1h30m") in seconds. */
export function seconds(duration: string): number {
  if (duration === "" || duration === "0") {
    return 0;
  }
  const parts = [...duration.matchAll(/(\d+(?:\.\d*)?|\.\d+)(ns|us|µs|ms|s|m|h)/g)];
  if (parts.map((part) => part[0]).join("") !== duration) {
    throw new Error(`unable to parse customTimeout Value ${duration}`);
  }
  return parts.reduce((total, [, amount, unit]) => total + Number(amount) * (UNIT_SECONDS[unit ?? ""] ?? 0), 0);
}
