import type { Property } from "../kernel/property";
import { isInternet } from "./internet";

/**
 * The statements of a policy document that allow something. The document is JSON text or an object, and everything in it that may be a list may also be
 * one value. What is no policy document has none.
 * @throws Undetermined when the document, or the effect of a statement, is not known yet.
 */
export function allowStatements(document: Property): Property[] {
  const statements = document.parsed().at("Statement");
  const listed = statements.items();
  return (listed.length > 0 ? listed : statements.isAbsent ? [] : [statements]).filter((statement) => statement.at("Effect").string() === "Allow");
}

/** The texts of a place that has one or a list of them, each where it is written. */
export function textsAt(place: Property): { place: Property; text: string }[] {
  const one = place.string();
  const places = one === undefined ? place.items() : [place];
  return places.flatMap((each) => {
    const text = each.string();
    return text === undefined ? [] : [{ place: each, text }];
  });
}

/**
 * Where a statement of a resource's policy gives everybody what it allows; undefined when it names who is meant, or its conditions do: an account, an
 * organization, a network, a source. A condition that also holds where its key is missing (`IfExists`, `ForAllValues`), and one that excludes, names nobody.
 */
export function openPrincipal(statement: Property): Property | undefined {
  const excluded = statement.at("NotPrincipal");
  const principal = statement.at("Principal");
  const everybody = excluded.isAbsent ? [...textsAt(principal), ...textsAt(principal.at("AWS"))].find(({ text }) => text === "*")?.place : excluded;
  return everybody === undefined || isNarrowed(statement.at("Condition")) ? undefined : everybody;
}

/** Condition keys that say who is meant, in lower case as they are compared. */
const NARROWING: ReadonlySet<string> = new Set([
  "aws:principalaccount",
  "aws:principalarn",
  "aws:principalorgid",
  "aws:principalorgpaths",
  "aws:sourceaccount",
  "aws:sourcearn",
  "aws:sourceip",
  "aws:sourceorgid",
  "aws:sourceorgpaths",
  "aws:sourceowner",
  "aws:sourcevpc",
  "aws:sourcevpce",
  "aws:userid",
  "aws:username",
  "aws:vpcsourceip",
  // Mounted from inside the VPC of the file system.
  "elasticfilesystem:accessedviamounttarget",
  "kms:calleraccount",
  "s3:dataaccesspointaccount",
  "s3:dataaccesspointarn",
]);

const POSITIVE = /^(ForAnyValue:)?(ArnEquals|ArnLike|Bool|IpAddress|StringEquals|StringEqualsIgnoreCase|StringLike)$/i;

function isNarrowed(conditions: Property): boolean {
  return conditions
    .entries()
    .some(
      ([operator, tests]) =>
        POSITIVE.test(operator) && tests.entries().some(([key, values]) => NARROWING.has(key.toLowerCase()) && allSpecific(textsAt(values), values)),
    );
}

/** One of the values is enough to fulfil a condition, so each has to be. */
function allSpecific(values: { text: string }[], place: Property): boolean {
  return values.length > 0 ? values.every(({ text }) => isSpecific(text)) : place.boolean() === true;
}

function isSpecific(value: string): boolean {
  if (value.startsWith("arn:")) {
    const [account = "", ...resource] = value.split(":").slice(4);
    // A bucket's ARN has no account, and no other account can have a bucket of its name.
    return account === "" ? /^[^*?]/.test(resource.join(":")) : !/[*?]/.test(account);
  }
  return !/^[*?]*$/.test(value) && !isInternet(value) && value !== "false";
}
