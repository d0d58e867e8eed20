// What an update did, in the words of a specification.

/** What a replacement is made of. */
const REPLACES = new Set(["create-replacement", "delete-replaced", "replace"]);

export const OPERATIONS = ["create", "update", "replace", "delete"];

/** Steps as lines, such as `update Deployment orders-deployment`, sorted; a replacement is one. */
export function lines(steps) {
  return [...new Set(steps.map(({ op, urn }) => `${REPLACES.has(op) ? "replace" : op} ${kindAndName(urn)}`))].sort();
}

/** The lines that a change specifies. */
export function specified(change) {
  return OPERATIONS.flatMap((operation) =>
    (change[operation] ?? "")
      .split("\n")
      .map((line) => line.trim())
      .filter((line) => line !== "")
      .flatMap(expand)
      .map((line) => `${operation} ${line}`),
  ).sort();
}

/** What is in one list and not in the other, for people. */
export function differencesBetween(actual, expected) {
  return [
    ...actual.filter((line) => !expected.includes(line)).map((line) => `not expected: ${line}`),
    ...expected.filter((line) => !actual.includes(line)).map((line) => `missing: ${line}`),
  ];
}

/** `Deployment orders-deployment`. */
export function kindAndName(urn) {
  return `${typeOf(urn).split(":").at(-1)} ${nameOf(urn)}`;
}

/** The logical name. */
export function nameOf(urn) {
  return urn.split("::").at(-1);
}

/** The type of the resource itself, without those of its parents. */
export function typeOf(urn) {
  return urn.split("::")[2].split("$").at(-1);
}

function expand(line) {
  const [, before, alternatives, after] = /^(.*?)\{(.*?)\}(.*)$/.exec(line) ?? [];
  return before === undefined ? [line] : alternatives.split(",").flatMap((alternative) => expand(`${before}${alternative}${after}`));
}
