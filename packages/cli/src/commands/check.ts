import { readFileSync } from "node:fs";
import { text } from "node:stream/consumers";
import { load } from "js-yaml";
import { type PolicyReport, checkResources, policyPacks, writeReport } from "@firmament/policies";
import { STANDARD_INPUT, findFiles } from "../manifests/files";
import { type ManifestResource, readManifests } from "../manifests/manifests";
import { checkedReport } from "../reports/checked";
import type { Palette } from "../reports/style";
import type { OutputFormat } from "./arguments";
import { CommandError } from "./commandError";
import { writeOutput } from "./output";
import { noColors, type Terminal } from "./terminal";

/** The options of `firmament check`, as the command line has them. */
export interface CheckArguments {
  policyPack: string[];
  config?: string;
  format: OutputFormat;
  output?: string;
  expand: boolean;
}

/** The name of what is judged, where a preview has those of project and stack. */
const SUBJECT = "manifests";

/** How many problems, and how many files that were passed over, are listed. */
const LISTED = 20;

/** `firmament check`: the report on standard output, all else on standard error. Resolves with the exit code. */
export async function checkCommand(paths: readonly string[], args: CheckArguments, terminal: Terminal): Promise<0 | 2> {
  const packs = packNames(args.policyPack);
  const configuration = args.config === undefined ? undefined : readConfiguration(args.config);
  const { files, problems } = findFiles(paths, paths.includes(STANDARD_INPUT) ? await text(process.stdin) : "");
  const manifests = readManifests(files, SUBJECT);
  const wrong = [...problems, ...manifests.problems];
  if (wrong.length > 0) {
    throw new CommandError(wrong.length === 1 ? (wrong[0] ?? "") : `${wrong.length} files or objects can't be read:\n${listed(wrong)}`);
  }
  if (manifests.resources.length === 0) {
    const passedOver = manifests.ignored.length === 0 ? "" : `:\n${listed(manifests.ignored)}`;
    throw new CommandError(`there is no Kubernetes object in ${paths.join(", ")}${passedOver}`, "an object has apiVersion, kind and metadata.name");
  }
  const report = withLines(judged(manifests.resources, packs, configuration, args.config), manifests.resources, args.config ?? files[0]?.name);
  if (manifests.ignored.length > 0) {
    terminal.err(`Passed over:\n${listed(manifests.ignored)}\n`);
  }
  const extent = { objects: manifests.resources.length, files: new Set(manifests.resources.map(({ file }) => file)).size };
  const pretty = (colors: Palette): string => checkedReport(report, extent, { width: terminal.width, expand: args.expand, colors });
  const write = (colors: Palette): string => (args.format === "pretty" ? pretty(colors) : writeReport(args.format, report));
  terminal.out(args.output === undefined ? write(terminal.outColors) : pretty(terminal.outColors));
  if (args.output !== undefined) {
    writeOutput("--output", args.output, write(noColors));
  }
  return report.packs.some(({ findings }) => findings.some(({ level }) => level === "mandatory")) ? 2 : 0;
}

function packNames(given: readonly string[]): string[] {
  const other = given.find((name) => !(policyPacks as readonly string[]).includes(name));
  if (other !== undefined) {
    throw new CommandError(
      `--policy-pack ${other}: only packs of ours can judge manifests`,
      `the packs are ${policyPacks.join(", ")}; firmament preview runs any pack`,
    );
  }
  return given.length === 0 ? ourPacks() : [...new Set(given)];
}

function judged(resources: readonly ManifestResource[], packs: readonly string[], configuration: unknown, file: string | undefined): PolicyReport {
  const checked = resources.map(({ urn, type, name, properties }) => ({ urn, type, name, properties }));
  const today = new Date().toISOString().slice(0, "2027-03-31".length);
  try {
    return checkResources(packs, checked, { subject: SUBJECT, today, configuration });
  } catch (error) {
    if (file === undefined) {
      throw error;
    }
    throw new CommandError(
      (error as Error).message
        .split("\n")
        .map((problem) => `--config ${file}: ${problem}`)
        .join("\n"),
    );
  }
}

/** Every pack but those that only gather the rules of others. */
function ourPacks(): string[] {
  return policyPacks.filter((name) => (name as string) !== "golden-path");
}

function readConfiguration(file: string): unknown {
  try {
    return load(readFileSync(file, "utf8"), { filename: file });
  } catch (error) {
    throw new CommandError(`--config ${file}: ${(error as Error).message}`, "name a JSON or YAML file with the options of rules, by their names");
  }
}

/** Findings with the lines that they are about. */
function withLines(report: PolicyReport, resources: readonly ManifestResource[], project: string | undefined): PolicyReport {
  const byUrn = new Map(resources.map((resource) => [resource.urn, resource]));
  const packs = report.packs.map((pack) => ({
    ...pack,
    findings: pack.findings.map((finding) => {
      const resource = byUrn.get(finding.urn);
      return resource === undefined ? finding : { ...finding, source: { file: resource.file, line: resource.lineOf(finding.path) } };
    }),
  }));
  return { ...report, ...(project === undefined ? {} : { project }), packs };
}

function listed(lines: readonly string[]): string {
  const rest = lines.length - LISTED;
  return [...lines.slice(0, LISTED), ...(rest > 0 ? [`… and ${rest} more`] : [])].map((line) => `  ${line}`).join("\n");
}
