import * as fc from "fast-check";
import type { PropertyMap } from "./values";

const text = fc.string({ unit: "binary", maxLength: 300 });
/** The matcher can't compare a property of this name. */
const name = text.filter((key) => key !== "__proto__");

/** Properties as they are sent. */
export const { properties } = fc.letrec<{ value: unknown; properties: PropertyMap }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 5 },
    text,
    fc.double({ noNaN: true }),
    fc.boolean(),
    fc.constant(null),
    fc.array(tie("value"), { maxLength: 5 }),
    tie("properties"),
  ),
  properties: fc.dictionary(name, tie("value"), { maxKeys: 6, noNullPrototype: true }) as fc.Arbitrary<PropertyMap>,
}));
