import * as fc from "fast-check";
import { dependencyOrder } from "./order";

interface Item {
  urn: string;
  parent: string;
  provider?: string;
  dependencies: string[];
  propertyDependencies?: Record<string, string[]>;
  options?: { deletedWith?: string };
}

/** Acyclic graphs: a resource needs only those with a smaller number. The URNs are shuffled, so that their order says nothing. */
const graphs: fc.Arbitrary<Item[]> = fc.integer({ min: 1, max: 20 }).chain((size) =>
  fc
    .tuple(
      fc.shuffledSubarray([...Array(size).keys()], { minLength: size }),
      fc.array(fc.array(fc.nat(), { maxLength: 6 }), { minLength: size, maxLength: size }),
    )
    .map(([names, needs]) =>
      names.map((name, index): Item => {
        const earlier = index === 0 ? [] : (needs[index] as number[]).map((need) => `urn-${names[need % index]}`);
        const [parent = "", provider, deletedWith, ofProperty, ...dependencies] = earlier;
        const propertyDependencies: Record<string, string[]> = ofProperty === undefined ? {} : { name: [ofProperty] };
        return {
          urn: `urn-${name}`,
          parent,
          dependencies,
          propertyDependencies,
          options: { deletedWith },
          ...(provider === undefined ? {} : { provider }),
        };
      }),
    ),
);

it("puts parents, providers, dependencies and what resources are deleted with before what needs them", () => {
  fc.assert(
    fc.property(graphs, (items) => {
      const seen = new Set<string>();
      for (const item of dependencyOrder(items)) {
        const before = [item.parent, item.provider, item.options?.deletedWith, ...item.dependencies, ...(item.propertyDependencies?.name ?? [])];
        before.filter((urn) => urn !== undefined && urn !== "").forEach((urn) => expect(seen).toContain(urn));
        seen.add(item.urn);
      }
      expect(seen.size).toBe(items.length);
    }),
  );
});

it("gives the same order whatever the order of arrival", () => {
  fc.assert(
    fc.property(
      graphs.chain((items) => fc.tuple(fc.constant(items), fc.shuffledSubarray(items, { minLength: items.length }))),
      ([items, shuffled]) => {
        expect(dependencyOrder(shuffled)).toEqual(dependencyOrder(items));
      },
    ),
  );
});

it("orders what does not depend on each other by URN", () => {
  const item = (urn: string): Item => ({ urn, parent: "", dependencies: [] });
  expect(dependencyOrder([item("c"), item("a"), item("b")]).map(({ urn }) => urn)).toEqual(["a", "b", "c"]);
});

it("orders a chain that is longer than the call stack", () => {
  const chain = Array.from({ length: 50_000 }, (_, index): Item => ({
    urn: String(index).padStart(6, "0"),
    parent: "",
    dependencies: [String(index + 1).padStart(6, "0")],
  }));
  expect(dependencyOrder(chain)[0]?.urn).toBe("049999");
});
