import * as fc from "fast-check";
import { Property, Undetermined } from "../kernel/property";
import { UNKNOWN } from "../../test-support/judge";
import { selectsByMap } from "./selector";
import { SelectorIndex } from "./selectorIndex";

const maps = fc.dictionary(fc.constantFrom("app", "tier", "zone"), fc.constantFrom("a", "b", UNKNOWN), { maxKeys: 3 });
const property = (value: unknown) => Property.of("urn", value);

/** What every selector says by itself: `unknown` where it can't say. */
function answer(selector: Property, labels: Property): boolean | "unknown" {
  try {
    return selectsByMap(selector, labels);
  } catch (error) {
    expect(error).toBeInstanceOf(Undetermined);
    return "unknown";
  }
}

test("no selector that matches, or that may, is left out, and the order is kept", () => {
  fc.assert(
    fc.property(fc.array(fc.oneof(maps, fc.constant(UNKNOWN)), { maxLength: 6 }), fc.oneof(maps, fc.constant(UNKNOWN)), (selectors, labels) => {
      const selecting = selectors.map(property);
      const candidates = new SelectorIndex(selecting, (one) => one).candidates(property(labels));
      const missed = selecting.filter((one) => !candidates.includes(one) && answer(one, property(labels)) !== false);
      expect(missed).toEqual([]);
      expect(selecting.filter((one) => candidates.includes(one))).toEqual([...candidates]);
    }),
  );
});

test("selectors of other pods are not asked", () => {
  const selecting = ["orders", "payments", "search"].map((app) => property({ app }));
  const index = new SelectorIndex(selecting, (one) => one);
  expect(index.candidates(property({ app: "payments", tier: "web" }))).toEqual([selecting[1]]);
  expect(index.candidates(property({}))).toEqual([]);
});
