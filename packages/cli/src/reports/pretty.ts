import { isSecret, isUnknown, type CoverageGap, type PreviewResult, type PropertyValue } from "@firmament/offline";
import type { ReportedPack } from "@firmament/policies";
import { exemptSection, undeterminedSection, violationsSection } from "./findings";
import { type Fact, UNDETERMINED, factLines, titled } from "./sections";
import { programPlaces } from "./source";
import type { Layout, Palette } from "./style";
import { fit, paint, plural, spread, wrap } from "./text";
import { resourceTree } from "./tree";

/**
 * The report for a reader: the tree, what the policies say, what the preview could not see, and one line that sums it up. Ends with a newline.
 *
 * @param own What packs of ours have told beside their violations.
 */
export function prettyReport(result: PreviewResult, layout: Layout, own: readonly ReportedPack[] = []): string {
  const sections = [
    header(result, layout),
    // A program that failed has made only some of its resources, and nobody asked for that tree.
    ...(result.status === "failed" ? [] : [resourceTree(result, layout), titled("Outputs", outputs(result, layout), layout)]),
    titled("Messages of the program", diagnostics(result, layout), layout),
    titled("Changed by policies", remediations(result, layout), layout),
    titled("Violations", violationsSection(result, layout), layout),
    titled(UNDETERMINED, undeterminedSection(result, layout), layout),
    titled("Exempt", exemptSection(own, result, layout), layout),
    titled("Not seen", coverageGaps(result, layout), layout),
    simulatedCalls(result, layout),
    summary(result, own, layout),
  ];
  return `${sections
    .filter((section) => section.length > 0)
    .map((section) => section.join("\n"))
    .join("\n\n")}\n`;
}

function header(result: PreviewResult, { colors, width }: Layout): string[] {
  const count = result.resources.filter(({ kind }) => kind !== "stack" && kind !== "default-provider" && kind !== "read").length;
  const facts = `${plural(count, "resource")}, ${(result.timings.total / 1000).toFixed(1)} s`;
  return spread(paint(`${result.project} / ${result.stack}`, colors.bold), paint(facts, colors.dim), width);
}

function outputs(result: PreviewResult, { colors, width }: Layout): string[] {
  const entries = Object.entries(result.stackOutputs);
  const column = entries.reduce((widest, [name]) => Math.max(widest, name.length), 0);
  return entries.map(([name, value]) => `  ${name.padEnd(column)}  ${colors.dim(fit(show(value), width - column - 4))}`);
}

function show(value: PropertyValue): string {
  const readable = (inner: PropertyValue): PropertyValue => {
    if (inner === null || typeof inner !== "object") {
      return isUnknown(inner) ? "<known after deployment>" : inner;
    }
    if (Array.isArray(inner)) {
      return inner.map(readable);
    }
    return isSecret(inner) ? "[secret]" : Object.fromEntries(Object.entries(inner).map(([key, property]) => [key, readable(property)]));
  };
  const shown = readable(value);
  // In one line, whatever is in it.
  return typeof shown === "string" && !/[\r\n\u001b]/.test(shown) ? shown : JSON.stringify(shown);
}

function diagnostics(result: PreviewResult, { colors, width }: Layout): string[] {
  // The errors of a program that failed are told where its failure is.
  const told = result.diagnostics.filter(({ severity }) => severity === "info" || severity === "warning");
  return told.flatMap(({ severity, message }) => wrap(message, width - 2).map((line) => `  ${severity === "warning" ? colors.yellow(line) : line}`));
}

function remediations(result: PreviewResult, { width }: Layout): string[] {
  const byPolicy = new Map<string, number>();
  for (const { policy, properties } of result.remediations) {
    const key = `${policy} changed ${properties.join(", ")}`;
    byPolicy.set(key, (byPolicy.get(key) ?? 0) + 1);
  }
  return [...byPolicy].flatMap(([change, count]) => wrap(`${change} of ${plural(count, "resource")}`, width - 2).map((line) => `  ${line}`));
}

function coverageGaps(result: PreviewResult, { colors, width }: Layout): string[] {
  const places = programPlaces(result);
  return result.coverageGaps.flatMap(({ message, urn }) => {
    const source = urn === undefined ? undefined : places(urn);
    const lines = wrap(source === undefined ? message : `${message} (${source})`, width - 4);
    return lines.map((line, index) => `  ${index === 0 ? colors.yellow("△") : " "} ${line}`);
  });
}

function simulatedCalls(result: PreviewResult, { colors, width }: Layout): string[] {
  const told = (answeredBy: string, text: string): string | undefined => {
    const calls = result.simulatedCalls.filter((call) => call.answeredBy === answeredBy);
    const names = calls.map(({ token, count }) => `${token.slice(token.lastIndexOf(":") + 1)}${count > 1 ? ` × ${count}` : ""}`);
    return calls.length === 0 ? undefined : `${text}: ${names.join(", ")}`;
  };
  const sentences = [
    told("built-in", "Data sources with made-up answers"),
    told("fixture", "From fixtures"),
    told("not-called", "Not called, because their provider is not configured before deployment"),
  ].filter((sentence) => sentence !== undefined);
  return sentences.length === 0 ? [] : wrap(sentences.join(". "), width).map((line) => colors.dim(line));
}

const GAPS: Readonly<Record<CoverageGap["kind"], (count: number) => string>> = {
  chart: (count) => `${plural(count, "chart")} not expanded`,
  "remote-component": (count) => `${plural(count, "remote component")} not opened`,
  environment: () => "ESC environments not read",
  "secret-config": (count) => `${plural(count, "secret")} not decrypted`,
  "stack-reference": (count) => `${plural(count, "stack reference")} unknown`,
};

function summary(result: PreviewResult, own: readonly ReportedPack[], { colors, width }: Layout): string[] {
  const mandatory = result.violations.filter(({ level }) => level === "mandatory").length;
  const rules = new Set(result.undetermined.map(({ policyPack, policy }) => `${policyPack} ${policy}`)).size;
  const resources = new Set(result.undetermined.map(({ urn }) => urn)).size;
  const facts: Fact[] = [];
  const tell = (color: Palette["red"], text: string): number => facts.push({ text, color });
  if (result.status === "failed") {
    tell(colors.red, "the preview failed");
  }
  if (result.policyPacks.length === 0) {
    tell(String, "no policy pack");
  } else {
    tell(mandatory === 0 ? colors.green : colors.red, plural(mandatory, "mandatory violation"));
    tell(String, `${result.violations.length - mandatory} advisory`);
  }
  if (rules > 0) {
    tell(colors.yellow, `${plural(rules, "rule")} undetermined on ${plural(resources, "resource")}`);
  }
  const exempt = own.flatMap(({ findings }) => findings).filter(({ kind }) => kind === "exempt").length;
  if (exempt > 0) {
    tell(String, `${exempt} exempt`);
  }
  for (const kind of Object.keys(GAPS) as CoverageGap["kind"][]) {
    const count = result.coverageGaps.filter((gap) => gap.kind === kind).length;
    if (count > 0) {
      tell(String, GAPS[kind](count));
    }
  }
  return factLines(facts, width);
}
