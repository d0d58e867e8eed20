import { type Property, Undetermined } from "../kernel/property";

/**
 * Whether a map of labels has every label of a plain selector, such as a Service's. An empty selector selects nothing.
 * @throws Undetermined when an unknown label or selector decides.
 */
export function selectsByMap(selector: Property, labels: Property): boolean {
  const wanted = selector.entries();
  return wanted.length > 0 && every(wanted, ([key, value]) => hasValue(labels, key, value));
}

/**
 * Whether a `LabelSelector` (`matchLabels`, `matchExpressions`) matches the labels. An empty one matches everything, an absent one nothing.
 * @throws Undetermined when an unknown label or selector decides.
 */
export function selectsByLabels(selector: Property, labels: Property): boolean {
  if (selector.isAbsent) {
    return false;
  }
  return (
    every(selector.at("matchLabels").entries(), ([key, value]) => hasValue(labels, key, value)) &&
    every(selector.at("matchExpressions").items(), (expression) => matchesExpression(expression, labels))
  );
}

function matchesExpression(expression: Property, labels: Property): boolean {
  const label = labels.at(expression.at("key").string() ?? "");
  const values = (): (string | undefined)[] =>
    expression
      .at("values")
      .items()
      .map((value) => value.string());
  switch (expression.at("operator").string()) {
    case "In":
      return !label.isAbsent && values().includes(label.string());
    case "NotIn":
      return label.isAbsent || !values().includes(label.string());
    case "Exists":
      return !label.isAbsent;
    case "DoesNotExist":
      return label.isAbsent;
    default:
      return false;
  }
}

function hasValue(labels: Property, key: string, value: Property): boolean {
  const label = labels.at(key);
  return !label.isAbsent && label.string() === value.string();
}

/** Like `Array.some`, but what is unknown decides only if nothing known does. */
export function some<T>(items: readonly T[], holds: (item: T) => boolean): boolean {
  return !every(items, (item) => !holds(item));
}

/** Like `Array.every`, but what is unknown decides only if nothing known does. */
export function every<T>(items: readonly T[], holds: (item: T) => boolean): boolean {
  let undecided: unknown;
  for (const item of items) {
    try {
      if (!holds(item)) {
        return false;
      }
    } catch (error) {
      undecided ??= error;
    }
  }
  if (undecided !== undefined) {
    throw undecided;
  }
  return true;
}

/**
 * Those of which a test certainly holds.
 * @throws Undetermined when it holds of none, and can't be decided of one.
 */
export function certain<T>(items: readonly T[], holds: (item: T) => boolean): T[] {
  let undecided: Undetermined | undefined;
  const found = items.filter((item) => {
    try {
      return holds(item);
    } catch (error) {
      if (!(error instanceof Undetermined)) {
        throw error;
      }
      undecided ??= error;
      return false;
    }
  });
  if (found.length === 0 && undecided !== undefined) {
    throw undecided;
  }
  return found;
}
