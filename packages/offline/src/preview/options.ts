import type { PolicyConfiguration } from "../analyzers/config";
import type { Diagnostic, OutputMode } from "../result/result";
import type { Fixtures } from "../simulation/fixtures";

export interface PreviewOptions {
  /** The project directory, or one below it. */
  directory: string;
  /** Default: `PULUMI_STACK`, else the only stack that has a configuration file, else `dev`. */
  stack?: string;
  /** Default: `organization`, as with a self-managed backend. */
  organization?: string;
  /** Configuration values that go before those of the stack's file: `key` or `namespace:key`. */
  config?: Record<string, string>;
  /** The same for secret values. */
  secretConfig?: Record<string, string>;
  /** The packs to run, in this order. Default: none. */
  policyPacks?: PolicyPackOptions[];
  /** Default: `simulated`. */
  outputs?: OutputMode;
  /** Answers for data sources, reads and stack references, before those of the fixtures file. */
  fixtures?: Fixtures;
  /**
   * Runs the program and the packs as the stock CLI does by default: type-checked, and without the preloads that make the SDK fast. Slower; for
   * comparison, and should a preload ever be suspected. Default: false.
   */
  stockLoaders?: boolean;
  /** Called as the preview goes on. */
  onProgress?: (event: ProgressEvent) => void;
  /** Ends the preview: the children are stopped and the promise rejects with a `PreviewError` "interrupted". */
  signal?: AbortSignal;
}

export interface PolicyPackOptions {
  /** The pack's directory. */
  path: string;
  /** A file as `pulumi preview --policy-pack-config` takes it. */
  configFile?: string;
  /** The same as an object; goes before the file. */
  configuration?: PolicyConfiguration;
}

export type ProgressEvent =
  | { kind: "stage"; stage: "starting" | "registering" | "analyzing-stack" }
  | { kind: "process"; name: string; pid: number }
  | { kind: "resource"; count: number }
  | { kind: "output"; stream: "stdout" | "stderr"; line: string }
  | { kind: "diagnostic"; diagnostic: Diagnostic };
