import type { Property } from "../kernel/property";

/**
 * Finds the few of many selectors that may match given labels, without asking each: by one pair of key and value that a selector demands. What can't be told
 * apart by a pair that is known is always among them.
 */
export class SelectorIndex<T> {
  private readonly all: readonly T[];
  private readonly byPair = new Map<string, number[]>();
  private readonly others: number[] = [];

  /** `demanded` is the map of labels that a selector wants, such as a Service's `selector` or the `matchLabels` of others. */
  constructor(selecting: readonly T[], demanded: (one: T) => Property) {
    this.all = selecting;
    selecting.forEach((one, index) => {
      const [pair] = pairsOf(demanded(one)) ?? [];
      if (pair === undefined) {
        this.others.push(index);
      } else {
        this.byPair.set(pair, [...(this.byPair.get(pair) ?? []), index]);
      }
    });
  }

  /** In the order in which they were given. */
  candidates(labels: Property): readonly T[] {
    const pairs = pairsOf(labels);
    if (pairs === undefined || pairs.length < labels.entries().length) {
      return this.all;
    }
    const found = [...this.others, ...pairs.flatMap((pair) => this.byPair.get(pair) ?? [])].sort((a, b) => a - b);
    return found.flatMap((index) => this.all[index] ?? []);
  }
}

/** The pairs that are known; undefined when nothing is. */
function pairsOf(labels: Property): string[] | undefined {
  if (labels.isUnknown) {
    return undefined;
  }
  return labels.entries().flatMap(([key, value]) => (value.isUnknown ? [] : [`${key}=${value.string() ?? ""}`]));
}
