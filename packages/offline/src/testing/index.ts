/**
 * Tests components and programs on the offline engine, in the test's own process.
 *
 * @packageDocumentation
 */
export { type TestOptions, preview } from "./preview";
export { TestStack, value } from "./stack";
export type {
  CoverageGap,
  Diagnostic,
  OutputMode,
  ResourceKind,
  ResourceOptionsResult,
  ResourceResult,
  SimulatedCall,
  SourcePosition,
} from "../result/result";
export type { Fixtures } from "../simulation/fixtures";
export { type PropertyMap, type PropertyValue, SECRET, SIGNATURE, UNKNOWN, isSecret, isUnknown, unwrapSecret as secretValue } from "../wire/values";
