import { readFileSync } from "node:fs";
import { join } from "node:path";
import { dump } from "js-yaml";
import { frameworkNames, referencesOf } from "../src/kernel/compliance";
import type { Pack } from "../src/kernel/pack";
import { type Rule, descriptionOf } from "../src/kernel/rule";
import { parseType } from "../src/kernel/types";
import { isSecret } from "../src/kernel/wire";
import type { ReportedControl } from "../src/reports";
import type { Fixture, RuleFixtures } from "./fixtures";
import type { Given } from "./judge";

/** The page of a rule in the documentation: its metadata, the comment above it, its options, and the first of its fixtures. */
export function pageOf(rule: Rule, packs: readonly Pack[], { fails: [fails], passes: [passes] }: RuleFixtures): string {
  const memberships = packs.flatMap(({ name, rules }) =>
    rules.filter((one) => one.rule === rule).map(({ level }) => `\`${name.replace("firmament-", "")}\` (${level})`),
  );
  return [
    `# ${rule.id}`,
    `**${rule.title}.** ${descriptionOf(rule)}`,
    `Severity ${rule.severity}; in ${memberships.length === 1 ? "the pack" : "the packs"} ${memberships.join(", ")}; judges ${
      rule.kind === "resource" ? "each resource before it is created" : "the finished stack"
    }.`,
    explanationOf(rule),
    `To mend a violation: ${rule.fix}.`,
    ...(rule.remedy === undefined ? [] : [`At the level \`remediate\` it ${rule.remedy}: see [Remediation](../policies.md#remediation).`]),
    ...optionsOf(rule),
    "## Fails",
    `${sentence(fails.title)}:`,
    exampleOf(fails),
    fenced("", fails.findings.join("\n\n")),
    "## Passes",
    `${sentence(passes.title)}:`,
    exampleOf(passes),
    ...controlsOf(rule),
  ]
    .join("\n\n")
    .concat("\n");
}

/** The page that lists the rules of all packs. */
export function indexOf(packs: readonly Pack[]): string {
  const sections = packs.map(({ name, description, rules }) =>
    [
      `## ${name.replace("firmament-", "")}`,
      description,
      [
        "| rule | severity | level | must |",
        "| --- | --- | --- | --- |",
        ...rules.map(({ rule, level }) => `| [${rule.id}](${rule.id}.md) | ${rule.severity} | ${level} | ${rule.must} |`),
      ].join("\n"),
    ].join("\n\n"),
  );
  const count = packs.reduce((sum, { rules }) => sum + rules.length, 0);
  return `# The rules\n\n${count} rules in ${packs.length} packs; the pack \`golden-path\` has them all. How to run, configure and exempt: [The policy packs](../policies.md). Which controls of published frameworks they refer to: [Compliance](compliance.md).\n\n${sections.join("\n\n")}\n`;
}

/** The page that leads from the controls of published frameworks to the rules. */
export function complianceOf(rules: readonly Rule[]): string {
  const frameworks = byFramework(rules.flatMap((rule) => referencesOf(rule).map((reference) => ({ ...reference, rule: rule.id }))));
  const sections = frameworks.map(([title, references]) => {
    const controls = [...new Map(references.map((reference) => [reference.id, reference])).values()].sort((a, b) => compareIds(a.id, b.id));
    const rows = controls.map(({ id, title: name, url }) => {
      const links = references.filter((reference) => reference.id === id).map(({ rule }) => `[${rule}](${rule}.md)`);
      return `| [${id}](${url}) | ${name.replaceAll("*", "\\*")} | ${links.join(", ")} |`;
    });
    return [`## ${title}`, ["| control | | rules |", "| --- | --- | --- |", ...rows].join("\n")].join("\n\n");
  });
  return `${[
    "# Compliance",
    "The controls of published frameworks that rules refer to. Each of them demands what the rule demands, or a part of it.",
    "A violation of such a rule is a lead to the control. That the rules are kept does not prove that the control is: it may demand more, or ask about what no program says. Some rules judge it only with an option, or outside dev environments: the page of the rule says what exactly it judges. An exemption from a rule is none from the control.",
    "A control that is not listed is one that no rule judges as it stands, or that nobody has looked up yet. How to run the rules: [The policy packs](../policies.md).",
    ...sections,
  ].join("\n\n")}\n`;
}

/** The controls of one rule, in a line for each framework. */
function controlsOf(rule: Rule): string[] {
  const lines = byFramework(referencesOf(rule)).map(
    ([title, references]) => `- ${title}: ${references.map(({ id, url }) => `[${id}](${url})`).join(", ")}`,
  );
  return lines.length === 0 ? [] : ["## Compliance", lines.join("\n"), "[What this means, and which rules other controls have](compliance.md)"];
}

function byFramework<R extends ReportedControl>(references: readonly R[]): [title: string, references: R[]][] {
  const frameworks = new Map<string, R[]>();
  for (const reference of references) {
    const title = [reference.framework, reference.version].filter((part) => part !== undefined).join(" ");
    frameworks.set(title, [...(frameworks.get(title) ?? []), reference]);
  }
  const order = ([, [first]]: [string, R[]]): number => frameworkNames.indexOf(first?.framework ?? "");
  return [...frameworks].sort((a, b) => order(a) - order(b));
}

/** As their authors order them: `RDS.2` before `RDS.11`. */
function compareIds(a: string, b: string): number {
  return a.localeCompare(b, "en", { numeric: true });
}

/** The comment above the rule, which says what exactly holds. */
function explanationOf({ id }: Rule): string {
  const source = readFileSync(join(__dirname, "..", "src", "rules", areaOf(id), `${id}.ts`), "utf8");
  const before = source.slice(0, /export const \w+ = (resource|stack|literal)Rule\(/.exec(source)?.index);
  const comment = before.slice(before.lastIndexOf("/**"));
  if (!comment.trimEnd().endsWith("*/")) {
    throw new Error(`${id} has no comment that says what exactly holds`);
  }
  return comment
    .replace(/^\/\*\*|\*\/\s*$/g, "")
    .split("\n")
    .map((line) => line.replace(/^\s*\* ?/, ""))
    .join("\n")
    .trim()
    .replace(/\s*\nSource: (\S+)$/, "\n\n[Source]($1)");
}

/** The folder of a rule below `src/rules`. */
export function areaOf(id: string): string {
  const [prefix = ""] = id.split("-");
  return { rel: "reliability", sec: "security" }[prefix] ?? prefix;
}

function optionsOf({ options }: Rule): string[] {
  const rows = Object.entries(options).map(
    ([name, { schema }]) => `| \`${name}\` | ${shown(schema.default)} | ${schema.description.replaceAll("|", "\\|")} |`,
  );
  return rows.length === 0 ? [] : ["## Options", ["| option | default | |", "| --- | --- | --- |", ...rows].join("\n")];
}

function shown(value: unknown): string {
  if (Array.isArray(value)) {
    return value.length === 0 ? "none" : value.map((item) => `\`${typeof item === "object" ? JSON.stringify(item) : String(item)}\``).join(", ");
  }
  return `\`${typeof value === "object" ? JSON.stringify(value) : String(value)}\``;
}

function sentence(title: string): string {
  return title.charAt(0).toUpperCase() + title.slice(1);
}

function exampleOf({ resources, config, run }: Fixture): string {
  const manifests = resources.filter(isManifest);
  const others = resources.filter((resource) => !isManifest(resource));
  return [
    ...(others.length > 0 ? [fenced("ts", others.map(constructor).join("\n"))] : []),
    ...(manifests.length > 0
      ? [fenced("yaml", manifests.map(({ properties }) => dump(properties, { lineWidth: 140 }).trimEnd()).join("\n---\n"))]
      : []),
    ...(run?.stack === undefined ? [] : [`in the stack \`${run.stack}\``]),
    ...(run?.config === undefined ? [] : ["with the configuration", fenced("yaml", configurationOf(run.config, run.secretKeys))]),
    ...(config === undefined ? [] : ["with the options", fenced("json", JSON.stringify(config, null, 2))]),
  ].join("\n\n");
}

/** As a stack's file has it. */
function configurationOf(config: ReadonlyMap<string, string>, secretKeys: ReadonlySet<string> = new Set()): string {
  return dump(
    Object.fromEntries([...config].map(([key, value]) => [key, secretKeys.has(key) ? { secure: `(${value}, encrypted)` } : value])),
  ).trimEnd();
}

function isManifest({ type, properties }: Given): boolean {
  return parseType(type).package === "kubernetes" && typeof properties === "object" && properties !== null && "kind" in properties;
}

/** As a program would make it. */
function constructor({ type, name = "subject", properties = {} }: Given): string {
  const token = parseType(type);
  const module = token.module.split("/")[0];
  return `new ${token.package}.${module === "index" ? "" : `${module}.`}${token.name}("${name}", ${literal(properties, "")});`;
}

function literal(value: unknown, indent: string): string {
  if (isSecret(value)) {
    return `pulumi.secret(${literal(value.value, indent)})`;
  }
  const inner = `${indent}  `;
  if (Array.isArray(value)) {
    const items = value.map((item) => literal(item, inner));
    const flat = `[${items.join(", ")}]`;
    return flat.length <= 100 && !flat.includes("\n") ? flat : `[\n${items.map((item) => `${inner}${item},\n`).join("")}${indent}]`;
  }
  if (typeof value === "object" && value !== null) {
    const entries = Object.entries(value).map(
      ([key, item]) => `${/^[A-Za-z_$][\w$]*$/.test(key) ? key : JSON.stringify(key)}: ${literal(item, inner)}`,
    );
    const flat = entries.length === 0 ? "{}" : `{ ${entries.join(", ")} }`;
    return flat.length <= 100 && !flat.includes("\n") ? flat : `{\n${entries.map((entry) => `${inner}${entry},\n`).join("")}${indent}}`;
  }
  return JSON.stringify(value);
}

function fenced(language: string, text: string): string {
  return `\`\`\`${language}\n${text}\n\`\`\``;
}
