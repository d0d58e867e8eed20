import type { PreviewResult, Violation } from "@firmament/offline";
import type { ReportedPack } from "@firmament/policies";
import { groupBy } from "./groupBy";
import { type Message, parseMessage } from "./message";
import { programPlaces } from "./source";
import type { Layout } from "./style";
import { paint, plural, spread, wrap } from "./text";
import { typeAndName } from "./urn";

/** Resources with the same findings: after this many only their number is shown. */
const LISTED = 5;

/** What a policy says about a resource, in one form for violations, for what it could not decide, and for what is exempt. */
interface Finding {
  policyPack: string;
  policy: string;
  /** What stands beside the policy's name. */
  level: string;
  severity?: Violation["severity"];
  url?: string;
  urn: string;
  message: Message;
}

/** What was judged, and what came of it. */
export type Judged = Pick<PreviewResult, "resources" | "violations" | "undetermined">;

export function violationsSection(result: Judged, layout: Layout): string[] {
  const { colors } = layout;
  const findings = result.violations.map((violation) => ({ ...violation, message: parseMessage(violation.message, violation.description) }));
  // What makes the command fail comes first.
  const mandatory = findings.filter(({ level }) => level === "mandatory");
  const advisory = findings.filter(({ level }) => level === "advisory");
  return [...policies(mandatory, colors.red("✖"), result, layout), ...policies(advisory, colors.yellow("▲"), result, layout)];
}

export function undeterminedSection(result: Judged, layout: Layout): string[] {
  // The policy SDK says so at length, and the title of the section and of the policy have said it already.
  const known = /^can't run policy '[^']*' from policy pack '[^']*' during preview: /;
  const findings = result.undetermined.map((item) => ({ ...item, message: { what: item.message.replace(known, "") } }));
  return policies(findings, layout.colors.yellow("?"), result, layout);
}

/** What exemptions cover, with who answers for that and until when. */
export function exemptSection(packs: readonly ReportedPack[], result: Judged, layout: Layout): string[] {
  const findings = packs.flatMap(({ name, findings }) =>
    findings.flatMap(({ rule, urn, severity, exemption, what, path }): Finding[] => {
      if (exemption === undefined) {
        return [];
      }
      const { expires, reason, owner, ticket } = exemption;
      const message = { what, path, fix: undefined, exempt: `until ${expires}: ${reason} (${[owner, ticket].filter(Boolean).join(", ")})` };
      return [{ policyPack: name, policy: rule, level: "exempt", severity, urn, message }];
    }),
  );
  return policies(findings, layout.colors.dim("○"), result, layout);
}

function policies(findings: Finding[], icon: string, result: Judged, layout: Layout): string[] {
  const { colors, width } = layout;
  const places = programPlaces(result);
  return [...groupBy(findings, ({ policyPack, policy }) => `${policyPack}\n${policy}`).values()].flatMap((group) => {
    const { policyPack, policy, level, severity, url } = group[0] as Finding;
    const about = [level, severity, policyPack].filter((word) => word !== undefined).join(" · ");
    const title = { text: `${icon} ${colors.bold(policy)}`, width: policy.length + 2 };
    return [
      "",
      ...spread(title, paint(about, colors.dim), width, "  "),
      ...sameFindings(group).flatMap(({ urns, messages }) => [
        ...resources(urns, places, layout),
        ...messages.flatMap((message) => messageLines(message, layout)),
      ]),
      ...(url === undefined ? [] : [`    ${colors.dim(`see ${url}`)}`]),
    ];
  });
}

/** Many resources often have the same problems: they are told once. */
function sameFindings(findings: Finding[]): { urns: string[]; messages: Message[] }[] {
  const byResource = groupBy(findings, ({ urn }) => urn);
  const alike = groupBy([...byResource.values()], (group) => JSON.stringify(group.map(({ message }) => message)));
  return [...alike.values()].map((groups) => ({
    urns: groups.map((group) => (group[0] as Finding).urn),
    messages: (groups[0] as Finding[]).map(({ message }) => message),
  }));
}

function resources(urns: string[], places: (urn: string) => string | undefined, layout: Layout): string[] {
  const { colors, width } = layout;
  const listed = layout.expand ? urns : urns.slice(0, LISTED);
  const lines = listed.flatMap((urn) => {
    const { type, name } = typeAndName(urn);
    const subject =
      type === "pulumi:pulumi:Stack" ? paint("the stack") : { text: `${colors.dim(type)}  ${name}`, width: type.length + 2 + name.length };
    return spread(subject, paint(places(urn) ?? "", colors.dim), width, "    ");
  });
  const rest = urns.length - listed.length;
  return rest === 0 ? lines : [...lines, `    ${colors.dim(`… and ${plural(rest, "more resource")}`)}`];
}

function messageLines(message: Message, { colors, width }: Layout): string[] {
  const block = (label: string, text: string | undefined, color: (text: string) => string): string[] =>
    text === undefined
      ? []
      : wrap(text, width - 6 - label.length).map((line, index) => color(`      ${index === 0 ? label : " ".repeat(label.length)}${line}`));
  // "tags: Owner is missing" has said where.
  const path = message.path !== undefined && message.what.startsWith(`${message.path}: `) ? undefined : message.path;
  return [
    ...block("", message.what, String),
    ...block("at   ", path, colors.dim),
    ...block("fix: ", message.fix, colors.green),
    ...block("", message.exempt, colors.dim),
  ];
}
