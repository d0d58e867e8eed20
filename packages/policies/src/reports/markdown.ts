import { exemptionText, inOrder, isProblem } from "./findings";
import type { PolicyReport, ReportedFinding, ReportedPack } from "./policyReport";

/** How many rows of a table are shown: a comment on a pull request holds 65,536 characters. */
const ROWS = 50;

/** Markdown for a comment on a pull request: what blocks first, everything else folded away. */
export function markdown(report: PolicyReport): string {
  const all = report.packs.flatMap((pack) => inOrder(pack.findings).map((finding) => ({ pack, finding })));
  const blocking = all.filter(({ finding }) => isProblem(finding) && finding.level === "mandatory");
  const advisory = all.filter(({ finding }) => isProblem(finding) && finding.level === "advisory");
  const undetermined = all.filter(({ finding }) => finding.kind === "undetermined");
  const exempt = all.filter(({ finding }) => finding.kind === "exempt");
  const remediated = all.filter(({ finding }) => finding.kind === "remediated");
  const sections = [
    `## Policies: ${escaped(report.subject)}`,
    ...(report.incomplete === undefined ? [] : [`> **Not all was judged:** ${escaped(report.incomplete)}`]),
    [
      `**${plural(blocking.length, "mandatory violation")}**`,
      `${advisory.length} advisory`,
      ...(undetermined.length === 0 ? [] : [`${undetermined.length} undetermined`]),
      ...(exempt.length === 0 ? [] : [`${exempt.length} exempt`]),
      ...(remediated.length === 0 ? [] : [`${remediated.length} remediated`]),
    ].join(" · "),
    ...(blocking.length === 0 ? [] : [findingsTable(blocking)]),
    ...folded("Advisory", advisory, findingsTable),
    ...folded("Undetermined: a value is not known before deployment, so these have not passed", undetermined, findingsTable),
    ...folded("Exempt", exempt, exemptTable),
    ...folded("Remediated: these are made other than the program says", remediated, findingsTable),
    ...folded("Types that no rule was made for: that nothing is found there says little", unjudgedBy(report.packs), (types) =>
      table(
        ["type", "resources"],
        types.map(({ type, resources }) => [code(type), String(resources)]),
      ),
    ),
    ...folded("Rules", report.packs.flatMap(ruleRows), (rows) => table(["rule", "level", "judged"], rows)),
  ];
  return `${sections.join("\n\n")}\n`;
}

/** What none of the packs that tell has a rule for. */
function unjudgedBy(packs: readonly ReportedPack[]): { type: string; resources: number }[] {
  const [first = [], ...others] = packs.flatMap(({ unjudged }) => (unjudged === undefined ? [] : [unjudged]));
  return first.filter(({ type }) => others.every((types) => types.some((one) => one.type === type)));
}

interface Row {
  pack: ReportedPack;
  finding: ReportedFinding;
}

function findingsTable(rows: readonly Row[]): string {
  return table(
    ["rule", "resource", "what is wrong"],
    rows.map(({ pack, finding }) => {
      const { path, what, fix } = finding;
      // "tags: Owner is missing" has said where.
      const at = path === undefined || what.startsWith(`${path}: `) ? "" : `<br>at ${code(path)}`;
      return [ruleCell(pack, finding), resourceCell(finding), `${escaped(what)}${at}${fix === undefined ? "" : `<br>fix: ${escaped(fix)}`}`];
    }),
  );
}

function exemptTable(rows: readonly Row[]): string {
  return table(
    ["rule", "resource", "exempt"],
    rows.map(({ pack, finding }) => [
      ruleCell(pack, finding),
      resourceCell(finding),
      finding.exemption ? escaped(exemptionText(finding.exemption)) : "",
    ]),
  );
}

function ruleCell(pack: ReportedPack, { rule, severity }: ReportedFinding): string {
  const url = pack.rules.find(({ id }) => id === rule)?.url;
  const name = url === undefined ? code(rule) : `[${code(rule)}](${encodeURI(url)})`;
  return severity === undefined ? name : `${name}<br>${severity}`;
}

function resourceCell({ type, name, source }: ReportedFinding): string {
  return `${code(name)}<br>${escaped(type)}${source === undefined ? "" : `<br>${escaped(source.file)}:${source.line}`}`;
}

function ruleRows(pack: ReportedPack): string[][] {
  return pack.rules.map(({ id, level, judged, notRun }) => [
    `${code(id)} of ${escaped(pack.name)}`,
    level,
    notRun === undefined ? (judged === undefined ? "" : plural(judged, "resource")) : escaped(notRun),
  ]);
}

function folded<T>(title: string, rows: readonly T[], write: (rows: readonly T[]) => string): string[] {
  return rows.length === 0 ? [] : [`<details><summary>${title} (${rows.length})</summary>\n\n${write(rows)}\n\n</details>`];
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const lines = [head, head.map(() => "---"), ...rows.slice(0, ROWS)].map((cells) => `| ${cells.join(" | ")} |`);
  const rest = rows.length - ROWS;
  return [...lines, ...(rest > 0 ? ["", `… and ${rest} more`] : [])].join("\n");
}

function plural(count: number, singular: string): string {
  return `${count} ${singular}${count === 1 ? "" : "s"}`;
}

/** Text that may not become markup, nor end a cell, nor call somebody. */
function escaped(text: string): string {
  return text
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replace(/[\\`*_{}[\]|~#]/g, "\\$&")
    .replaceAll("@", "&#64;")
    .replace(/\s*\n\s*/g, "<br>")
    .replace(/[\u0000-\u001f]/g, "\ufffd");
}

function code(text: string): string {
  const inCell = text.replaceAll("|", "\\|").replace(/\s+/g, " ");
  return inCell.includes("`") ? `\`\` ${inCell} \`\`` : `\`${inCell}\``;
}
