/**
 * Runs an unmodified Pulumi Node program and unmodified policy packs with no cloud account, login, plugin or Pulumi CLI.
 *
 * @packageDocumentation
 */
export { preview } from "./preview/preview";
export type { PolicyPackOptions, PreviewOptions, ProgressEvent } from "./preview/options";
export { PreviewError, type PreviewErrorCode } from "./result/errors";
export * from "./result/result";
export { type ExportedResource, type ExportedState, exportState } from "./result/state";
export type { PolicyConfiguration } from "./analyzers/config";
export type { Fixtures } from "./simulation/fixtures";
export type { PropertyMap, PropertyValue } from "./wire/values";
export { SECRET, SIGNATURE, UNKNOWN, isSecret, isUnknown } from "./wire/values";
