import type { CoverageGap } from "../result/result";

/** Where users answer what is not built in, beside Pulumi.yaml. */
export const FIXTURES_FILE = "firmament.fixtures.yaml";

/** A Pulumi project and one of its stacks, read from disk. */
export interface Project {
  name: string;
  /** Where Pulumi.yaml is. */
  directory: string;
  /** Where the program runs: `directory`, or the folder that `main` names. */
  programDirectory: string;
  /** What to hand to the SDK's runner, relative to `programDirectory`: "." for a package, else a file. */
  entryPoint: string;
  stack: string;
  organization: string;
  /** `namespace:key` to value; secrets decrypted where that is possible, else a placeholder. */
  config: Record<string, string>;
  /** The keys of `config` whose values are secret, sorted. */
  secretKeys: string[];
  /** Runtime options of Pulumi.yaml. */
  runtime: RuntimeOptions;
  /** Stack tags of Pulumi.yaml and of the environment, as the engine hands them to packs. */
  tags: Record<string, string>;
  /** The file that simulated answers of the user come from, whether it exists or not. */
  fixturesFile: string;
  coverageGaps: CoverageGap[];
}

/** The options of the `nodejs` runtime. */
export interface RuntimeOptions {
  /** Default: true. */
  typescript: boolean;
  /** The path of another tsconfig.json than the program's. */
  tsconfig?: string;
  /** Arguments for Node itself. */
  nodeargs: string[];
  /** Default: what the lock file says. */
  packagemanager?: PackageManager;
}

export type PackageManager = "npm" | "pnpm" | "yarn" | "bun";
