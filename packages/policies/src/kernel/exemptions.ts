import { isObject } from "./wire";

const FIELDS = ["match", "reason", "owner", "expires", "ticket"];

/** A resource that a rule lets be, who answers for that, why, and until when. */
export interface Exemption {
  /** A URN, a type or a name; `*` stands for any text. */
  match: string;
  /** At least 15 characters. */
  reason: string;
  owner: string;
  /** The last day that it holds, such as `2027-03-31`. */
  expires: string;
  ticket?: string;
  /** Where it stands: `exemptions[0]` of the rule's configuration, or a property of the resource itself. */
  where: string;
  origin: "configuration" | "resource";
}

/** Reads the exemptions of a rule's configuration; what is wrong with one is a problem, and that one does not hold. */
export function readExemptions(value: unknown): { exemptions: Exemption[]; problems: string[] } {
  if (value === undefined) {
    return { exemptions: [], problems: [] };
  }
  if (!Array.isArray(value)) {
    return { exemptions: [], problems: ["exemptions must be a list"] };
  }
  const exemptions: Exemption[] = [];
  const problems: string[] = [];
  value.forEach((entry: unknown, index) => {
    const wrong = problemsOf(entry).map((problem) => `exemptions[${index}]${problem}`);
    if (wrong.length === 0) {
      exemptions.push({ ...(entry as Exemption), where: `exemptions[${index}]`, origin: "configuration" });
    }
    problems.push(...wrong);
  });
  return { exemptions, problems };
}

function problemsOf(entry: unknown): string[] {
  if (!isObject(entry)) {
    return [" must be an object with match, reason, owner and expires"];
  }
  const problems: string[] = [];
  for (const field of ["match", "owner"]) {
    if (typeof entry[field] !== "string" || entry[field].trim() === "") {
      problems.push(
        `.${field} is missing; ${field === "match" ? "give a URN, a type or a name (* stands for any text)" : "name who answers for it"}`,
      );
    }
  }
  if (!isReason(entry.reason)) {
    problems.push(`.reason ${REASON_MUST}`);
  }
  if (!isDay(entry.expires)) {
    problems.push(`.expires ${EXPIRY_MUST}`);
  }
  if (entry.ticket !== undefined && typeof entry.ticket !== "string") {
    problems.push(".ticket must be a text");
  }
  for (const field of Object.keys(entry)) {
    if (!FIELDS.includes(field)) {
      problems.push(`.${field} is not known; an exemption has ${FIELDS.join(", ")}`);
    }
  }
  return problems;
}

const SHORTEST_REASON = 15;

export const REASON_MUST = `must say in ${SHORTEST_REASON} characters or more why the rule does not apply`;
export const EXPIRY_MUST = "must be a day such as 2027-03-31, the last one that the exemption holds";

export function isReason(value: unknown): boolean {
  return typeof value === "string" && value.trim().length >= SHORTEST_REASON;
}

export function isDay(value: unknown): boolean {
  if (typeof value !== "string" || !/^\d{4}-\d{2}-\d{2}$/.test(value)) {
    return false;
  }
  // Rejects days that no month has, which Date would move to the next one.
  const date = new Date(`${value}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(value);
}

/** Those that match the resource, in their order. */
export function exemptionsOf(exemptions: readonly Exemption[], resource: { urn: string; type: string; name: string }): Exemption[] {
  return exemptions.filter(({ match }) => [resource.urn, resource.type, resource.name].some((text) => matchesGlob(match, text)));
}

/** @param today such as `2027-03-31`. */
export function hasExpired(exemption: Exemption, today: string): boolean {
  return exemption.expires < today;
}

/** `*` stands for any text, also across `/` and `:`. In time linear in both, whatever the pattern. */
export function matchesGlob(pattern: string, text: string): boolean {
  const [first = "", ...rest] = pattern.split("*");
  if (rest.length === 0) {
    return text === first;
  }
  const last = rest.pop() ?? "";
  if (text.length < first.length + last.length || !text.startsWith(first) || !text.endsWith(last)) {
    return false;
  }
  let from = first.length;
  const end = text.length - last.length;
  for (const part of rest) {
    const found = text.indexOf(part, from);
    if (found < 0 || found + part.length > end) {
      return false;
    }
    from = found + part.length;
  }
  return true;
}
