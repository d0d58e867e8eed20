import { readdirSync } from "node:fs";
import * as path from "node:path";
import { PreviewError } from "../result/errors";
import { type Manifest, stackDirectory } from "./manifest";
import { listed } from "./problems";

export interface ChosenStack {
  name: string;
  organization?: string;
  /** Where the CLI would look for its configuration. */
  file: string;
  /** It is not there: no stack of the project has one. */
  missing: boolean;
}

/** The given stack, else `PULUMI_STACK`, else the only one that has a file, else `dev`. The CLI's selected stack is a matter of one machine and not looked at. */
export function chooseStack(manifest: Manifest, given: string | undefined, env: NodeJS.ProcessEnv): ChosenStack {
  const directory = stackDirectory(manifest);
  const extension = path.extname(manifest.file);
  const fileOf = (stack: string): string => `Pulumi.${stack}${extension}`;
  const known = stacksIn(directory, extension);
  const asked = given ?? env.PULUMI_STACK;
  if (!asked) {
    const [first = "dev", ...others] = known;
    if (others.length > 0) {
      throw new PreviewError("no-stack", `${manifest.name} has ${known.length} stacks: ${listed(known)}`, `choose one: --stack ${first}`);
    }
    return { name: first, file: path.join(directory, fileOf(first)), missing: known.length === 0 };
  }
  const stack = parseStackName(asked, manifest.name);
  if (known.length > 0 && !known.includes(stack.name)) {
    throw new PreviewError(
      "no-stack",
      `stack "${stack.name}"${given === undefined ? " (from PULUMI_STACK)" : ""} has no ${fileOf(stack.name)}; ${manifest.name} has the stack${known.length > 1 ? "s" : ""} ${listed(known)}`,
      `choose one of them with --stack, or make the file ${path.join(directory, fileOf(stack.name))}`,
    );
  }
  return { ...stack, file: path.join(directory, fileOf(stack.name)), missing: known.length === 0 };
}

/** `stack`, `organization/stack` or `organization/project/stack`. */
export function parseStackName(text: string, project: string): { name: string; organization?: string } {
  const parts = text.split("/");
  const name = parts.at(-1) ?? "";
  if (parts.length > 3 || parts.some((part) => !/^[\w.-]{1,100}$/.test(part))) {
    throw new PreviewError(
      "no-stack",
      `"${text}" is not a stack's name`,
      "write stack, organization/stack or organization/project/stack, each of letters, digits, hyphens, underscores and periods, 100 at most",
    );
  }
  const [organization, named] = parts.length === 1 ? [] : parts;
  if (parts.length === 3 && named !== project) {
    throw new PreviewError(
      "no-stack",
      `stack "${text}" is one of project "${named}", but this is project "${project}"`,
      `name it ${organization}/${project}/${name}, or just ${name}`,
    );
  }
  return { name, ...(organization === undefined ? {} : { organization }) };
}

function stacksIn(directory: string, extension: string): string[] {
  let files: string[] = [];
  try {
    files = readdirSync(directory);
  } catch {
    // A stackConfigDir that is not there holds no stacks.
  }
  const names = files.map((file) => file.slice("Pulumi.".length, -extension.length));
  return names.filter((name, at) => name !== "" && files[at] === `Pulumi.${name}${extension}`).sort();
}
