import { existsSync } from "node:fs";
import * as path from "node:path";
import type { PolicyPackOptions, PreviewOptions } from "@firmament/offline";
import { CommandError } from "./commandError";

/** What a command can print. */
export const OUTPUT_FORMATS = ["pretty", "json", "sarif", "junit", "markdown"] as const;
export type OutputFormat = (typeof OUTPUT_FORMATS)[number];

/** The options of `firmament preview`, as the command line has them. */
export interface PreviewArguments {
  stack?: string;
  policyPack: string[];
  policyPackConfig: string[];
  config: string[];
  secret: string[];
  outputs: "simulated" | "unknown";
  format: OutputFormat;
  output?: string;
  exportState?: string;
  expand: boolean;
  stockLoaders: boolean;
}

/** Our own packs: their names, and where each is. */
export interface OwnPacks {
  names: readonly string[];
  path(name: string): string;
}

/** What the engine is asked for. Throws a `CommandError` for anything that can't be meant. */
export function previewOptions(directory: string, args: PreviewArguments, own: OwnPacks): PreviewOptions {
  const config = assignments("--config", args.config);
  const secretConfig = assignments("--secret", args.secret);
  const twice = Object.keys(config).find((key) => Object.hasOwn(secretConfig, key));
  if (twice !== undefined) {
    throw new CommandError(`${twice} is given with --config and with --secret`, "keep --secret if its value is one");
  }
  return {
    directory: path.resolve(directory),
    ...(args.stack === undefined ? {} : { stack: args.stack }),
    config,
    secretConfig,
    policyPacks: policyPacks(args, own),
    outputs: args.outputs,
    stockLoaders: args.stockLoaders,
  };
}

/** `key=value` or `namespace:key=value`. The value may be empty and may hold more `=`. */
function assignments(option: "--config" | "--secret", values: string[]): Record<string, string> {
  const entries = values.map((value): [string, string] => {
    const index = value.indexOf("=");
    if (index < 1) {
      // What follows --secret is never repeated: without a key it may be the secret itself.
      throw option === "--secret"
        ? new CommandError("--secret …: not of the form key=value", "for example: --secret dbPassword=…")
        : new CommandError(`${option} ${value}: not of the form key=value`, `for example: ${option} aws:region=eu-west-1`);
    }
    return [value.slice(0, index), value.slice(index + 1)];
  });
  const keys = entries.map(([key]) => key);
  const twice = keys.find((key, index) => keys.indexOf(key) !== index);
  if (twice !== undefined) {
    throw new CommandError(`${option} ${twice} is given twice`, "keep the one that you mean");
  }
  return Object.fromEntries(entries);
}

function policyPacks({ policyPack, policyPackConfig }: PreviewArguments, own: OwnPacks): PolicyPackOptions[] {
  // As in the stock CLI: a file for every pack, or none at all.
  if (policyPackConfig.length > 0 && policyPackConfig.length !== policyPack.length) {
    throw new CommandError(
      `--policy-pack-config is given ${times(policyPackConfig.length)} and --policy-pack ${times(policyPack.length)}`,
      "give one configuration file for each pack, in the same order",
    );
  }
  return policyPack.map((pack, index) => {
    const configFile = policyPackConfig[index];
    return { path: policyPackDirectory(pack, own), ...(configFile === undefined ? {} : { configFile: path.resolve(configFile) }) };
  });
}

function times(count: number): string {
  return ["never", "once", "twice"][count] ?? `${count} times`;
}

/** A name of ours, or a directory; one that is called like a pack of ours is written with a slash: `./cost`. */
export function policyPackDirectory(pack: string, own: OwnPacks): string {
  if (own.names.includes(pack)) {
    return own.path(pack);
  }
  if (!existsSync(pack)) {
    throw new CommandError(`--policy-pack ${pack}: there is no such directory, and no pack of that name`, `the packs are ${own.names.join(", ")}`);
  }
  return path.resolve(pack);
}
