// What differs between the inputs of two runs.
import { isDeepStrictEqual } from "node:util";

/** The paths at which two trees differ, each as deep as both have an object or a list of one length: `spec.template.spec.containers[0].image`. */
export function different(before, after, at = "") {
  if (isDeepStrictEqual(before, after)) {
    return [];
  }
  if (Array.isArray(before) && Array.isArray(after) && before.length === after.length) {
    return before.flatMap((entry, index) => different(entry, after[index], `${at}[${index}]`));
  }
  if (isObject(before) && isObject(after)) {
    const keys = [...new Set([...Object.keys(before), ...Object.keys(after)])].sort();
    return keys.flatMap((key) => different(before[key], after[key], at === "" ? key : `${at}.${key}`));
  }
  return [at];
}

/** Of what is live, the fields that the inputs name. */
export function pruned(live, inputs) {
  if (Array.isArray(live) && Array.isArray(inputs)) {
    return live.map((entry, index) => (index < inputs.length ? pruned(entry, inputs[index]) : entry));
  }
  if (isObject(live) && isObject(inputs)) {
    return Object.fromEntries(
      Object.keys(inputs)
        .filter((key) => key in live)
        .map((key) => [key, pruned(live[key], inputs[key])]),
    );
  }
  return live;
}

function isObject(value) {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
