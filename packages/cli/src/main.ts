import { readFileSync } from "node:fs";
import * as path from "node:path";
import { Argument, Command, CommanderError, InvalidArgumentError, Option } from "commander";
import type { PreviewError } from "@firmament/offline";
import { policyPackPath, policyPacks } from "@firmament/policies";
import type { CommandError } from "./commands/commandError";
import { OUTPUT_FORMATS, type PreviewArguments } from "./commands/arguments";
import type { CheckArguments } from "./commands/check";
import { processTerminal, type Terminal } from "./commands/terminal";

/** Runs the command line and sets the exit code of the process: 0 clean, 1 something failed, 2 a mandatory policy is violated. */
export async function main(argv: readonly string[]): Promise<void> {
  const terminal = processTerminal();
  process.stdout.on("error", ignoreClosedPipe);
  try {
    await program(terminal).parseAsync(argv, { from: "user" });
  } catch (error) {
    if (error instanceof CommanderError) {
      // It has been printed.
      process.exitCode = error.exitCode;
    } else {
      report(error, terminal);
      process.exitCode = 1;
    }
  }
}

function program(terminal: Terminal): Command {
  const command = new Command("firmament")
    .description("Previews Pulumi programs and checks them with policy packs: no cloud account, no login, no plugin, no Pulumi CLI.")
    .version(version(), "-V, --version", "print the version")
    .helpOption("-h, --help", "print this help")
    .helpCommand(false)
    .exitOverride()
    .showHelpAfterError("(firmament --help shows what there is)")
    .addHelpText(
      "after",
      `
Examples:
  firmament preview                                 the project in this directory
  firmament preview infra --stack production        another directory, another stack
  firmament preview --policy-pack cost              with a pack of ours
  firmament check manifests/*.yaml                  Kubernetes manifests, without Pulumi
  pulumi preview --policy-pack $(firmament policy-path cost)`,
    );

  command
    .command("preview")
    .summary("preview a Pulumi project offline")
    .description("Runs a Pulumi Node program and policy packs, all unmodified, and reports the resources and what the policies say about them.")
    .argument("[directory]", "where Pulumi.yaml is, or a directory below it", ".")
    .option("-s, --stack <name>", "the stack (default: PULUMI_STACK, else the only one that has a configuration file)")
    .option("-p, --policy-pack <pack>", `a pack's directory, or the name of one of ours: ${policyPacks.join(", ")} (repeatable)`, append)
    .option("--policy-pack-config <file>", "the configuration of the pack at the same position (repeatable)", append)
    .option("-c, --config <key=value>", "a configuration value, before that of the stack's file (repeatable)", append)
    .option("--secret <key=value>", "the same, for a secret value (repeatable)", append)
    .addOption(
      new Option("--outputs <mode>", "what is only known after deployment is simulated, or unknown as in a first pulumi preview")
        .choices(["simulated", "unknown"])
        .default("simulated"),
    )
    .addOption(formatOption())
    .addOption(outputOption())
    .option("--export-state <file>", "also write the result in the form of pulumi stack export")
    .option("--expand", "list every resource and finding, instead of grouping what is alike")
    .option("--stock-loaders", "load the program and the packs as the Pulumi CLI does: type-checked, and slower")
    .addHelpText(
      "after",
      `
Examples:
  firmament preview --config aws:region=eu-west-1 --secret dbPassword=example
  firmament preview --policy-pack cost --policy-pack ./policies
  firmament preview --policy-pack cost --format sarif --output policies.sarif
  firmament preview --format json | jq '.violations[].message'

${exitCodes("the program or the command failed")}`,
    )
    .action(async (directory: string, given: Omit<PreviewArguments, keyof typeof NOTHING_SAID>) => {
      const args: PreviewArguments = { ...NOTHING_SAID, ...given };
      process.exitCode = await interruptible(async (signal) => {
        const { previewCommand } = await import("./commands/preview.js");
        return previewCommand(directory, args, terminal, signal);
      });
    });

  command
    .command("check")
    .summary("check Kubernetes manifests with policy packs")
    .description("Runs the Kubernetes rules of our policy packs over plain manifests, without a program and without Pulumi.")
    .argument("<path...>", "YAML or JSON files, folders with such files, or - for standard input")
    .option("-p, --policy-pack <pack>", `one of ${policyPacks.join(", ")} (repeatable; default: every rule of ours)`, append)
    .option("--config <file>", "levels, options and exemptions of rules, in JSON or YAML, as in a pack's configuration")
    .addOption(formatOption())
    .addOption(outputOption())
    .option("--expand", "list every object and finding, instead of grouping what is alike")
    .addHelpText(
      "after",
      `
Examples:
  firmament check manifests/*.yaml
  firmament check deploy --policy-pack reliability --policy-pack security
  helm template charts/orders | firmament check -
  kustomize build overlays/production | firmament check - --format junit --output policies.xml

${exitCodes("a manifest can't be read, or the command failed")}`,
    )
    .action(async (paths: string[], given: Omit<CheckArguments, "policyPack" | "expand">) => {
      const { checkCommand } = await import("./commands/check.js");
      process.exitCode = await checkCommand(paths, { policyPack: [], expand: false, ...given }, terminal);
    });

  command
    .command("policy-path")
    .summary("print where a policy pack of ours is, for the Pulumi CLI")
    .description("Prints the directory of a policy pack of ours, for the Pulumi CLI.")
    .addArgument(new Argument("<pack>", "its name").choices(policyPacks))
    .addHelpText("after", `\nExample:\n  pulumi preview --policy-pack $(firmament policy-path cost)`)
    .action((pack: string) => terminal.out(`${policyPackPath(pack)}\n`));

  return command;
}

function exitCodes(failure: string): string {
  return `Exit codes:\n  0  nothing to complain about\n  1  ${failure}\n  2  a mandatory policy is violated`;
}

function formatOption(): Option {
  return new Option("-f, --format <format>", "what is printed").choices(OUTPUT_FORMATS).default("pretty");
}

function outputOption(): Option {
  return new Option("-o, --output <file>", "write it to a file; standard output then has the pretty report");
}

/** Who reads our output may stop early, as `| head` does; that changes nothing about the exit code. */
function ignoreClosedPipe(error: NodeJS.ErrnoException): void {
  if (error.code !== "EPIPE") {
    throw error;
  }
}

/** Here and not with the options, whose help would tell of them. */
const NOTHING_SAID = {
  policyPack: [],
  policyPackConfig: [],
  config: [],
  secret: [],
  expand: false,
  stockLoaders: false,
} satisfies Partial<PreviewArguments>;

function append(value: string, values: string[] = []): string[] {
  if (value === "") {
    throw new InvalidArgumentError("It is empty.");
  }
  return [...values, value];
}

/** Runs something that the user may interrupt. The first signal asks it to end, the second does not ask. */
async function interruptible(work: (signal: AbortSignal) => Promise<number>): Promise<number> {
  const abort = new AbortController();
  const exitCodes = { SIGINT: 130, SIGTERM: 143, SIGHUP: 129 } as const;
  let interrupted: number | undefined;
  const onSignal = (signal: NodeJS.Signals): void => {
    const code = exitCodes[signal as keyof typeof exitCodes];
    if (interrupted !== undefined) {
      process.exit(code);
    }
    interrupted = code;
    abort.abort();
  };
  const signals = Object.keys(exitCodes) as (keyof typeof exitCodes)[];
  signals.forEach((signal) => process.on(signal, onSignal));
  try {
    return await work(abort.signal);
  } catch (error) {
    if (interrupted !== undefined) {
      return interrupted;
    }
    throw error;
  } finally {
    // A second signal may still come before the process ends, and must not end it in another way.
    if (interrupted === undefined) {
      signals.forEach((signal) => process.off(signal, onSignal));
    }
  }
}

/** Prints what went wrong, and what to do. An error that nobody foresaw is shown whole, for a bug report. */
function report(error: unknown, terminal: Terminal): void {
  const label = terminal.errColors.red("error:");
  if (isForeseen(error)) {
    terminal.err(`${label} ${error.message}\n${error.hint === undefined ? "" : `\n  ${error.hint.replaceAll("\n", "\n  ")}\n`}`);
  } else {
    const trace = error instanceof Error ? (error.stack ?? error.message) : String(error);
    terminal.err(`${label} ${trace}\n\n  This is a bug of firmament. Please report it with the lines above.\n`);
  }
}

/** Told by name, so that the engine need not be loaded to report a typing mistake. */
function isForeseen(error: unknown): error is CommandError | PreviewError {
  return error instanceof Error && (error.name === "CommandError" || (error.name === "PreviewError" && (error as PreviewError).code !== "internal"));
}

function version(): string {
  return (JSON.parse(readFileSync(path.join(__dirname, "..", "package.json"), "utf8")) as { version: string }).version;
}
